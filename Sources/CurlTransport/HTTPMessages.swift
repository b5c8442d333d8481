/// One HTTP request.
package struct HTTPRequest: Sendable {
  /// The most bytes of an answer's body that are taken by default: a listing of some ten thousand
  /// servers, and far less than what would hurt a small machine.
  package static let usualResponseLimit = 64 << 20

  /// `GET`, `POST`, …; upper case.
  package var method: String
  /// `http://` or `https://`; others are refused.
  package var url: String
  /// In the order they are sent; names and values hold no line breaks.
  package var headers: [(String, String)]
  /// Empty for none; a POST without one still says that its length is 0.
  package var body: [UInt8]
  /// From `send` to the last byte, waiting for a free connection included.
  package var timeout: Duration
  /// From the start of a new connection to its end of handshake; inside `timeout`.
  package var connectTimeout: Duration
  /// A longer body ends the transfer with `HTTPFailure.Code.tooLarge`.
  package var responseLimit: Int

  package init(
    method: String = "GET", url: String, headers: [(String, String)] = [], body: [UInt8] = [],
    timeout: Duration = .seconds(10), connectTimeout: Duration = .seconds(2),
    responseLimit: Int = HTTPRequest.usualResponseLimit
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
    self.connectTimeout = connectTimeout
    self.responseLimit = responseLimit
  }
}

/// One HTTP response, whatever its status: only a request without an answer is a failure.
package struct HTTPResponse: Sendable {
  /// 200 to 599; interim answers (1xx) are not told.
  package var status: Int
  /// As received; names keep the sender's case.
  package var headers: [(String, String)]
  /// Whole; never longer than the request's limit.
  package var body: [UInt8]

  package init(status: Int, headers: [(String, String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first header of that name, whatever its case; nil when there is none.
  package func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.0.lowercased() == wanted }?.1
  }

  /// The body as text; bytes that are not UTF-8 become replacement characters.
  package var text: String { String(decoding: body, as: UTF8.self) }

  /// Whether the status is 200 to 299.
  package var isSuccess: Bool { (200..<300).contains(status) }
}

/// A request that got no answer.
package struct HTTPFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What callers branch on.
  package enum Code: String, CaseIterable, Sendable {
    /// The request cannot be sent as it is: URL, header or scheme.
    case invalid
    /// The host name has no address.
    case unresolved
    /// No connection: refused, no route, or nobody listening.
    case unreachable
    /// Not connected, or not answered, in time.
    case timeout
    /// The secure connection failed, or the certificate is not trusted.
    case tls
    /// The connection ended in the middle.
    case broken
    /// The answer is larger than the request allows.
    case tooLarge = "too_large"
    /// The calling task was cancelled.
    case cancelled
    /// The client was shut down.
    case shutDown = "shut_down"
    /// Anything else that libcurl knows; the message says what.
    case other
  }

  package var code: Code
  /// What went wrong and where, for people.
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
