import HTTPTypes
import Hummingbird
import RungFormats
import RungPorts

/// An answer that is not 2xx, on its way to becoming an `ErrorReply`.
struct APIError: Error {
  var status: HTTPResponse.Status
  var problem: ErrorReply.Problem
  var headers: HTTPFields = [:]

  init(
    _ status: HTTPResponse.Status, _ code: String, _ message: String,
    faults: [ErrorReply.Fault] = [], headers: HTTPFields = [:]
  ) {
    self.status = status
    problem = ErrorReply.Problem(code: code, message: message, faults: faults)
    self.headers = headers
  }

  /// What was sent cannot be read; the faults say where and why.
  static func badRequest(_ message: String, faults: [ErrorReply.Fault] = []) -> APIError {
    APIError(.badRequest, "bad_request", message, faults: faults)
  }

  /// The path is one of ours, what it names is not there.
  static func notFound(_ message: String) -> APIError {
    APIError(.notFound, "not_found", message)
  }

  /// No ladder in force has this service.
  static func noService(_ name: String) -> APIError {
    notFound("no ladder in force has a service '\(name)'; GET /v1/services lists them")
  }

  /// The store cannot do its work now; the sender tries again.
  static func storeFailed(_ error: StoreError, _ consequence: String) -> APIError {
    APIError(
      .serviceUnavailable, "store_\(error.code.rawValue)", "\(consequence): \(error.message)",
      headers: [.retryAfter: "1"])
  }

  /// The work took longer than the server's request timeout.
  static func timedOut(_ limit: Duration) -> APIError {
    APIError(
      .serviceUnavailable, "timed_out",
      "no answer within \(limit); it is not known whether it took effect: ask, or send it again",
      headers: [.retryAfter: "1"])
  }

  var response: Response { .json(ErrorReply(error: problem), status: status, headers: headers) }
}
