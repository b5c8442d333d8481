import Synchronization

/// Sends HTTP requests; any number at a time, from any task.
///
/// Dropping the last reference shuts it down.
package final class CurlClient: Sendable {
  private let loop: CurlLoop

  /// - Parameter maxConnections: connections open at a time, all hosts together, at least 1; more
  ///   requests than that wait their turn inside their own timeout.
  package init(maxConnections: Int = 64) {
    precondition(maxConnections >= 1, "maxConnections is at least 1, not \(maxConnections)")
    loop = CurlLoop(maxConnections: maxConnections)
    loop.start()
  }

  deinit { loop.stop() }

  /// Sends one request and waits for the whole answer.
  ///
  /// - Throws: a failure when no answer came; a status of 400 or 500 is an answer. Cancelling the
  ///   task throws `HTTPFailure.Code.cancelled` within milliseconds.
  package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
    let ticket = Ticket()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        loop.submit(Submission(ticket: ticket, request: request, continuation: continuation))
      }
    } onCancel: {
      loop.cancel(ticket)
    }
    return try result.get()
  }

  /// Ends every transfer with `HTTPFailure.Code.shutDown` and closes all connections. A later
  /// `send` fails with the same code. Calling it twice is the same as once.
  package func shutdown() { loop.stop() }
}

/// Names one request between the calling task and the loop.
///
/// The flag is what closes the race in which a task is cancelled before its request has reached
/// the loop: whichever comes second sees the other.
final class Ticket: Sendable {
  /// Set by the cancelling task, read by the loop when it takes the request.
  let isCancelled = Atomic<Bool>(false)
}

/// A request on its way to the loop thread.
struct Submission: Sendable {
  var ticket: Ticket
  var request: HTTPRequest
  /// Resumed exactly once, by the loop or by `submit` when the loop has stopped.
  var continuation: CheckedContinuation<Result<HTTPResponse, HTTPFailure>, Never>
}
