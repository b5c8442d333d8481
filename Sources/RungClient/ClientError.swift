import CurlTransport
import RungFormats

/// A call to the daemon that did not give what was asked for.
package struct ClientError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What callers branch on.
  package enum Code: String, CaseIterable, Sendable {
    /// Nobody answers at the address, or not in time.
    case unreachable
    /// No token, or one that the daemon does not know.
    case unauthorized
    /// The daemon knows no such service, event or address.
    case unknown
    /// The daemon understood and said no.
    case refused
    /// The daemon answered that it cannot at the moment.
    case failing
    /// The answer is not what this version of Rung reads.
    case unreadable
    /// The calling task was cancelled.
    case cancelled
  }

  package var code: Code
  /// What went wrong, where, and what to do about it.
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }

  /// Whether the same call may go well in a moment: the daemon is starting, or busy.
  package var mayPass: Bool { code == .unreachable || code == .failing }
}

extension ClientError {
  /// From a request that got no answer.
  init(_ failure: HTTPFailure, address: String) {
    switch failure.code {
    case .cancelled, .shutDown:
      self.init(.cancelled, failure.message)
    case .invalid:
      self.init(.refused, "\(failure.message): write the address as http://127.0.0.1:7864")
    case .timeout:
      self.init(
        .unreachable, "the daemon at \(address) did not answer in time (\(failure.message))")
    default:
      self.init(
        .unreachable,
        """
        no daemon answers at \(address) (\(failure.message)): \
        start it with `rung run`, or give its address with --daemon
        """)
    }
  }

  /// From an answer that is not a success.
  init(_ response: HTTPResponse, to call: String, address: String) {
    let words = Self.words(of: response)
    switch response.status {
    case 401:
      self.init(
        .unauthorized,
        "\(address) wants a token: give one that its rung.yaml names, with --token-file (\(words))")
    case 403:
      self.init(
        .unauthorized, "the token given may not do this at \(address): \(call): \(words)")
    case 404: self.init(.unknown, "\(address) does not know this: \(call): \(words)")
    case 429:
      self.init(.failing, "\(address) has no time for \(call) at the moment: \(words)")
    case 400..<500:
      self.init(.refused, "\(address) refused \(call) (status \(response.status)): \(words)")
    case 500...:
      self.init(
        .failing, "\(address) could not do \(call) (status \(response.status)): \(words)")
    default:
      self.init(
        .unreadable,
        "\(address) answered \(call) with status \(response.status): is this a Rung daemon?")
    }
  }

  /// The daemon's own words: the message and faults of an error answer, else the text itself.
  private static func words(of response: HTTPResponse) -> String {
    if let problem = errorReply(response.body)?.error {
      return problem.message + problem.faults.map { "\n  \($0.at): \($0.message)" }.joined()
    }
    // Enough to recognise a proxy's page by, not enough to flood a terminal.
    let text = String(response.text.prefix(300)).split(whereSeparator: \.isNewline)
      .joined(separator: " ")
    return text.isEmpty ? "no reason given" : text
  }
}

/// The error that an answer carries, or nil when it is of another shape: a proxy's page.
private func errorReply(_ body: [UInt8]) -> ErrorReply? {
  do { return try APIJSON.decode(ErrorReply.self, from: body) } catch { return nil }
}
