import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import RungFormats
import RungServer
import Testing

/// A server over a fake daemon, asked through its router.
struct TestedServer {
  let daemon = FakeDaemon()
  var settings = ServerSettings()

  /// An answer with its body as text.
  struct Answer {
    let status: Int
    let headers: HTTPFields
    let body: ByteBuffer

    var text: String { String(buffer: body) }

    func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
      try APIJSON.decode(type, from: [UInt8](buffer: body))
    }

    /// What is wrong, as the answer says.
    var problem: ErrorReply.Problem {
      get throws { try decoded(ErrorReply.self).error }
    }
  }

  func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Answer {
    try await send(.get, path, headers, nil)
  }

  func post(
    _ path: String, _ body: String = "", _ headers: [String: String] = [:]
  ) async throws -> Answer {
    try await send(.post, path, headers, body)
  }

  func send(
    _ method: HTTPRequest.Method, _ path: String, _ headers: [String: String], _ body: String?
  ) async throws -> Answer {
    var fields = HTTPFields()
    for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
    return try await application().test(.router) { [fields] client in
      let response = try await client.execute(
        uri: path, method: method, headers: fields, body: body.map { ByteBuffer(string: $0) })
      return Answer(
        status: response.status.code, headers: response.headers, body: response.body)
    }
  }

  func application() throws -> some ApplicationProtocol {
    try RungServer.application(
      settings: settings, inbox: daemon, view: daemon, logger: Logger(label: "test"))
  }
}
