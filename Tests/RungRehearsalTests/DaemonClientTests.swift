import Foundation
import RungClient
import RungFormats
import RungModel
import RungRehearsal
import Synchronization
import Testing

/// Answers everything with one response and keeps what it was asked.
private final class Recorder: Sendable {
  private let server: PollServer
  private let asked = Mutex<[PollRequest]>([])
  var requests: [PollRequest] { asked.withLock { $0 } }
  var client: DaemonClient { DaemonClient(address: "http://127.0.0.1:\(server.port)/") }

  init(_ response: PollResponse) throws {
    server = try PollServer(port: 0)
    Thread.detachNewThread { [self] in
      server.run { request in
        asked.withLock { $0.append(request) }
        return response
      }
    }
  }

  deinit { server.stop() }
  func stop() { server.stop() }
}

@Suite(.timeLimit(.minutes(1)))
struct DaemonClientTests {
  private static let at = Timestamp("2026-11-22T20:04:00Z") ?? .distantPast

  private func error(
    _ response: PollResponse, _ call: (DaemonClient) async throws -> Void
  ) async throws -> ClientError {
    let recorder = try Recorder(response)
    defer { recorder.stop() }
    return try #require(await #expect(throws: ClientError.self) { try await call(recorder.client) })
  }

  @Test func theStatusIsReadAsTheDaemonWritesIt() async throws {
    let server = Server(
      id: ServerID("s-1"), service: "chat", pool: "local", offering: Offering(type: "process"),
      order: OrderID("o-1"), state: .serving, orderedAt: Self.at, servingSince: Self.at,
      address: "127.0.0.1:31001")
    var service = ServiceStatusDTO(
      service: "chat", mode: .act, tier: .p1, driver: "platform_concurrency", unit: .users,
      leadTimeSeconds: 360, serverCounts: ServerCountsDTO([server]), ladderFile: "chat.yaml")
    service.servedDemand = 1e6
    service.servers = [ServerDTO(server)]
    service.forecast = ForecastDTO(
      Forecast(
        driver: DriverID("platform_concurrency"), madeAt: Self.at, firstMinute: Self.at.minute,
        levels: [0.5], paths: [[1, 2]], confidence: .low, reasons: ["no event"]))
    let event = Event(
      id: "final", kind: "football", tags: ["stage_name": "final"], expectedPeak: ["users": 5],
      milestones: [Milestone(name: "start", at: Self.at)],
      interruptions: [Interruption(from: Self.at)])
    let status = StatusDTO(
      version: "1", now: Self.at, clockSpeed: 60, startedAt: Self.at, services: [service],
      events: [event],
      alarms: [Alarm(.shortfall, .critical, subject: "chat", message: "3 servers short")])
    let text = String(decoding: try APIJSON.encode(status), as: UTF8.self)
    let recorder = try Recorder(PollResponse(200, text))
    #expect(try await recorder.client.status() == status)
    #expect(recorder.requests.map(\.path) == ["/v1/status"])
    recorder.stop()
  }

  @Test func namesAndTimesAreSafeInAPath() async throws {
    let recorder = try Recorder(PollResponse(200, #"{"servers":7}"#))
    #expect(try await recorder.client.needed(service: "a/b c?", demand: 1.5e7) == 7)
    #expect(recorder.requests.map(\.path) == ["/v1/services/a%2Fb%20c%3F/needed"])
    #expect(recorder.requests.map(\.query) == ["demand=15000000.0"])
    recorder.stop()
  }

  @Test func anOperatorsOrderIsSentWithItsReason() async throws {
    let audit = #"{"audit":{"at":"\#(Self.at)","who":"ops","what":"floor","why":"derby"}}"#
    let recorder = try Recorder(PollResponse(200, audit))
    let entry = try await recorder.client.setFloor(
      service: "chat", FloorRequest(servers: 9, duration: "90m", reason: "derby"))
    #expect(entry == AuditEntry(at: Self.at, who: "ops", what: "floor", why: "derby"))
    let request = try #require(recorder.requests.first)
    #expect(request.method == "POST")
    #expect(request.path == "/v1/services/chat/floor")
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == #"{"for":"90m","reason":"derby","servers":9}"#)
    recorder.stop()
  }

  @Test func everyFaultOfARefusalIsSaid() async throws {
    let reply = ErrorReply(
      error: .init(
        code: "bad_request", message: "nothing was done",
        faults: [.init(at: "$.servers", message: "must be a whole number from 0")]))
    let text = String(decoding: try APIJSON.encode(reply), as: UTF8.self)
    let error = try await error(PollResponse(400, text)) { _ = try await $0.status() }
    #expect(error.code == .refused)
    #expect(error.message.contains("nothing was done\n  $.servers: must be a whole number from 0"))
  }

  @Test(arguments: [
    (401, ClientError.Code.unauthorized, "--token"), (403, .unauthorized, "may not"),
    (404, .unknown, "does not know"), (429, .failing, "no time"), (503, .failing, "503"),
    (302, .unreadable, "is this a Rung daemon?"),
  ])
  func aStatusBecomesWords(status: Int, code: ClientError.Code, words: String) async throws {
    let page = PollResponse(status, type: "text/html", "<h1>\nno</h1>")
    let error = try await error(page) { _ = try await $0.status() }
    #expect(error.code == code)
    #expect(error.message.contains(words))
    #expect(error.mayPass == (code == .failing))
  }

  @Test func anAnswerOfAnotherShapeIsNotTakenForOne() async throws {
    let error = try await error(PollResponse(200, "[]")) { _ = try await $0.status() }
    #expect(error.code == .unreadable)
  }
}
