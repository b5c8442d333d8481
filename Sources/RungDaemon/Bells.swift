import RungModel

/// Work beside the steps.
enum Job: Sendable {
  case carry(Order)
  /// Prepare a backend where that is due, then list it.
  case survey(String)
  case fit
  case keepCurves(Event)
  case prune

  /// Fitting gives way to everything that servers wait for.
  var priority: TaskPriority? {
    switch self {
    case .carry, .survey: nil
    case .fit, .keepCurves, .prune: .background
    }
  }
}

/// How parts of the daemon tell each other that there is something to do.
struct Bells: Sendable {
  /// Rings once for any number of wakes since the last step: that is how urgent inputs coalesce.
  let wakes: AsyncStream<Void>
  /// Jobs for the task group of `Daemon.run()`. Unbounded: what may be asked for at once is bounded
  /// by the order desks and by one survey a backend.
  let jobs: AsyncStream<Job>
  private let wakeContinuation: AsyncStream<Void>.Continuation
  private let jobContinuation: AsyncStream<Job>.Continuation

  init() {
    (wakes, wakeContinuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    (jobs, jobContinuation) = AsyncStream.makeStream()
  }

  func wake() { wakeContinuation.yield() }
  func ask(_ job: Job) { jobContinuation.yield(job) }
}
