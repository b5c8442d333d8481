import RungClient
import RungModel

/// The daemon, asked again while it is down: rehearsals kill it on purpose.
struct PersistentDaemon: Sendable {
  /// Between two attempts: a daemon is back within seconds, and asking costs next to nothing.
  private static let pause = Duration.milliseconds(250)

  let client: DaemonClient
  /// Real time without an answer after which the rehearsal gives up.
  let patience: Duration
  let report: @Sendable (RehearsalLine) -> Void

  /// Calls until it goes well.
  ///
  /// - Throws: `RehearsalError` when the daemon refuses, or stays away longer than the patience;
  ///   `CancellationError`.
  func ask<Answer: Sendable>(
    _ call: (DaemonClient) async throws -> Answer
  ) async throws -> Answer {
    var failedAt: ContinuousClock.Instant?
    while true {
      do {
        let answer = try await call(client)
        if let failedAt {
          let seconds = (ContinuousClock.now - failedAt).inSeconds
          report(.log("the daemon answers again, after \(rounded(seconds, 1)) s"))
        }
        return answer
      } catch let error as ClientError {
        try Task.checkCancellation()
        guard error.mayPass else { throw RehearsalError(.daemon, error.message) }
        let now = ContinuousClock.now
        if failedAt == nil {
          failedAt = now
          report(.log("\(error.message); asking again for \(patience.text)"))
        }
        if let failedAt, now - failedAt > patience {
          throw RehearsalError(
            .daemon, "given up after \(patience.text) without an answer: \(error.message)")
        }
        try await Task.sleep(for: Self.pause, clock: .continuous)
      }
    }
  }
}

/// What a rehearsal tells while it runs.
package enum RehearsalLine: Hashable, Sendable {
  /// Replaces the one before it on a terminal.
  case status(String)
  /// Stays: a milestone, a message, the daemon going and coming.
  case log(String)
}
