package import CurlTransport
import RungFormats

/// A connection to one daemon.
package struct DaemonClient: Sendable {
  /// `http://127.0.0.1:7864`, without a slash at the end.
  package let address: String
  private let token: String?
  private let http: CurlClient
  private let timeout: Duration

  /// - Parameters:
  ///   - address: `http://host:port`; without a scheme `http://` is meant.
  ///   - token: sent as a bearer token; nil for a daemon on loopback that wants none.
  ///   - timeout: for one call; a daemon that takes longer than the default is not well.
  package init(
    address: String, token: String? = nil, http: CurlClient = CurlClient(maxConnections: 8),
    timeout: Duration = .seconds(10)
  ) {
    var address = address.contains("://") ? address : "http://\(address)"
    while address.hasSuffix("/") { address.removeLast() }
    self.address = address
    self.token = token
    self.http = http
    self.timeout = timeout
  }

  /// One reading call.
  func call<Answer: Decodable>(
    _ path: [String], query: [(String, String)] = [],
    as type: Answer.Type = Answer.self
  ) async throws(ClientError) -> Answer {
    try await send("GET", path, query: query, body: [], as: type)
  }

  /// One call with a JSON body.
  func call<Answer: Decodable>(
    _ method: String, _ path: [String], body: some Encodable,
    as type: Answer.Type = Answer.self
  ) async throws(ClientError) -> Answer {
    let bytes: [UInt8]
    do {
      bytes = try APIJSON.encode(body)
    } catch {
      throw ClientError(.refused, "\(method) \(text(path)): cannot be written as JSON: \(error)")
    }
    return try await send(method, path, query: [], body: bytes, as: type)
  }

  private func send<Answer: Decodable>(
    _ method: String, _ path: [String], query: [(String, String)], body: [UInt8],
    as type: Answer.Type
  ) async throws(ClientError) -> Answer {
    var headers = [("Accept", "application/json")]
    if !body.isEmpty { headers.append(("Content-Type", "application/json")) }
    if let token { headers.append(("Authorization", "Bearer \(token)")) }
    let pairs = query.map { "\(percentEncoded($0.0))=\(percentEncoded($0.1))" }
    let suffix = pairs.isEmpty ? "" : "?\(pairs.joined(separator: "&"))"
    let response: HTTPResponse
    do throws(HTTPFailure) {
      response = try await http.send(
        HTTPRequest(
          method: method, url: address + text(path) + suffix, headers: headers, body: body,
          timeout: timeout))
    } catch {
      throw ClientError(error, address: address)
    }
    let call = "\(method) \(text(path))"
    guard response.isSuccess else { throw ClientError(response, to: call, address: address) }
    do {
      return try APIJSON.decode(type, from: response.body)
    } catch {
      throw ClientError(
        .unreadable,
        "\(address) answered \(call) with what this version of Rung cannot read: \(error)")
    }
  }

  private func text(_ path: [String]) -> String {
    "/v1/" + path.map(percentEncoded).joined(separator: "/")
  }
}

/// Everything but RFC 3986's unreserved characters as `%XX`.
private func percentEncoded(_ text: String) -> String {
  let digits = Array("0123456789ABCDEF")
  var result = ""
  for byte in text.utf8 {
    let isPlain =
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      || [45, 46, 95, 126].contains(byte)
    if isPlain {
      result.unicodeScalars.append(Unicode.Scalar(byte))
    } else {
      result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }
  }
  return result
}
