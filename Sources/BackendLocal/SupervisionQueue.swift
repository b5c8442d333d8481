import Dispatch

/// Runs an actor on a thread outside the cooperative pool, where blocking calls do no harm.
final class SupervisionQueue: SerialExecutor {
  private let queue = DispatchQueue(label: "rung.local-pool")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
