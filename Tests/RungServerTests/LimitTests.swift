import HTTPTypes
import HummingbirdTesting
import NIOCore
import RungFormats
import RungServer
import Testing

@Suite struct LimitTests {
  @Test func aBodyBeyondTheLimitIsA413() async throws {
    let server = TestedServer(settings: ServerSettings(limits: .init(bodyBytes: 1_000)))
    for path in ["/v1/samples", "/v1/events", "/v1/reload"] {
      let answer = try await server.post(path, String(repeating: " ", count: 1_001))
      #expect(answer.status == 413)
      #expect(try answer.problem.code == "too_large")
      #expect(try answer.problem.message.contains("1000 bytes"))
    }
    let fits = #"{"samples": []}"# + String(repeating: " ", count: 985)
    #expect(try await server.post("/v1/samples", fits).status == 200)
  }

  @Test func aPeerThatAsksTooOftenIsToldWhenToComeBack() async throws {
    let server = TestedServer(settings: ServerSettings(limits: .init(requestsPerSecond: 0.01)))
    let responses = try await server.application().test(.router) { client in
      let first = try await client.execute(uri: "/healthz", method: .get)
      return [first, try await client.execute(uri: "/healthz", method: .get)]
    }
    #expect(responses.map(\.status.code) == [200, 429])
    let wait = try #require(Int(responses[1].headers[.retryAfter] ?? ""))
    #expect((90...100).contains(wait))
    let error = try APIJSON.decode(
      ErrorReply.self, from: [UInt8](buffer: responses[1].body)
    ).error
    #expect(error.code == "too_many_requests")
  }

  @Test func workThatDoesNotEndIsGivenUp() async throws {
    let server = TestedServer(
      settings: ServerSettings(limits: .init(requestTimeout: .milliseconds(50))))
    await server.daemon.stick()
    let answer = try await server.post("/v1/samples", #"{"samples": []}"#)
    #expect(answer.status == 503)
    #expect(try answer.problem.code == "timed_out")
    #expect(answer.headers[.retryAfter] == "1")
  }

  @Test func wrongMethodsAndPathsAreToldInJSON() async throws {
    let server = TestedServer()
    let wrong = try await server.post("/v1/status")
    #expect(wrong.status == 405)
    #expect(wrong.headers[.allow] == "GET")
    #expect(try wrong.problem.code == "method_not_allowed")
    let both = try await server.send(.delete, "/v1/events", [:], nil)
    #expect(both.status == 405)
    #expect(both.headers[.allow]?.split(separator: ", ").sorted() == ["GET", "POST"])
    let unknown = try await server.get("/v1/statuses")
    #expect(unknown.status == 404)
    #expect(try unknown.problem.code == "not_found")
    #expect(unknown.headers[.contentType] == "application/json")
    #expect(unknown.headers[.xContentTypeOptions] == "nosniff")
  }

  @Test func limitsOfZeroAreRefused() {
    let limits: [ServerSettings.Limits] = [
      .init(bodyBytes: 0), .init(headerBytes: 0), .init(requestsPerSecond: 0),
      .init(requestsPerSecond: .nan), .init(requestTimeout: .zero), .init(idleTimeout: .zero),
      .init(connections: 0),
    ]
    for limit in limits {
      #expect(throws: ServerSettingsError.self) {
        _ = try TestedServer(settings: ServerSettings(limits: limit)).application()
      }
    }
    #expect(throws: ServerSettingsError.self) {
      _ = try TestedServer(settings: ServerSettings(port: 70_000)).application()
    }
  }
}
