import HTTPTypes
import RungFormats
import RungModel
import RungPorts
import Testing

@Suite struct OperatorTests {
  let server = TestedServer()

  @Test func aFloorIsTakenWithItsAuditEntry() async throws {
    let answer = try await server.post(
      "/v1/services/playback/floor",
      #"{"servers": 900, "until": "2026-11-28T23:00:00Z", "reason": "final"}"#,
      ["X-Rung-User": "alice"])
    #expect(answer.status == 200)
    let until = Sampled.time("2026-11-28T23:00:00Z")
    #expect(
      await server.daemon.commands == [
        .floor(
          OperatorFloor(service: "playback", servers: 900, until: until, reason: "final"))
      ])
    let entry = AuditEntry(
      at: Sampled.now, who: "local (alice)",
      what: "floor playback 900 until 2026-11-28T23:00:00Z", why: "final")
    #expect(await server.daemon.audits == [entry])
    #expect(try answer.decoded(OperatorReply.self).audit == entry)
  }

  @Test func aSpanCountsFromTheDaemonsClock() async throws {
    let answer = try await server.post(
      "/v1/services/playback/pause", #"{"for": "1h30m", "until": null, "reason": "deploy"}"#)
    #expect(answer.status == 200)
    let pause = Pause(service: "playback", until: Sampled.now + .minutes(90), reason: "deploy")
    #expect(await server.daemon.commands == [.pause(pause)])
  }

  @Test func everyFaultOfARequestIsToldAtOnce() async throws {
    let answer = try await server.post(
      "/v1/services/playback/floor", #"{"servers": 1.5, "for": "soon", "why": "x"}"#)
    #expect(answer.status == 400)
    #expect(
      try answer.problem.faults.map(\.at) == ["why", "servers", "for", "reason"])
    #expect(await server.daemon.commands.isEmpty)
  }

  @Test(arguments: [
    (#"{"servers": true, "for": "1h", "reason": "r"}"#, "servers"),
    (#"{"servers": -1, "for": "1h", "reason": "r"}"#, "servers"),
    (#"{"servers": 1, "for": "1h", "until": "2026-11-28T23:00:00Z", "reason": "r"}"#, "for"),
    (#"{"servers": 1, "until": "2026-11-28T19:00:00Z", "reason": "r"}"#, "until"),
    (#"{"servers": 1, "reason": "r"}"#, "until"),
    (#"{"servers": 1, "for": "0", "reason": "r"}"#, "for"),
    (#"{"servers": 1, "for": "1h", "reason": "  "}"#, "reason"),
    (#"{"servers": 1, "for": "1h", "reason": 3}"#, "reason"),
    ("[]", ""), ("", "line 1"), ("{\"servers\" 1}", "line 1"),
  ])
  func oneFaultIsToldWithItsPlace(body: String, place: String) async throws {
    let answer = try await server.post("/v1/services/playback/floor", body)
    #expect(answer.status == 400)
    #expect(try answer.problem.faults.map(\.at) == [place])
  }

  @Test func brokenJSONIsToldWithItsPosition() async throws {
    let answer = try await server.post("/v1/services/playback/floor", "{\n  \"servers\" 1}")
    let fault = try #require(try answer.problem.faults.first)
    #expect(fault.at == "line 2")
    #expect(fault.message.contains("column 13"))
  }

  @Test func unpauseAndReloadNeedNoBody() async throws {
    #expect(try await server.post("/v1/services/playback/unpause").status == 200)
    #expect(await server.daemon.commands == [.unpause(service: "playback")])
    #expect(try await server.post("/v1/reload", #"{"reason": "new rungs"}"#).status == 200)
    let reload = try #require(await server.daemon.reloads.first)
    #expect(reload.what == "reload ladders" && reload.why == "new rungs")
  }

  @Test func anUnknownServiceIsA404() async throws {
    let answer = try await server.post(
      "/v1/services/other/pause", #"{"for": "1h", "reason": "r"}"#)
    #expect(answer.status == 404)
    #expect(try answer.problem.message.contains("'other'"))
  }

  @Test func aCommandThatTheStoreCannotKeepIsA503() async throws {
    await server.daemon.fail(StoreError(.readOnly, "make it writable"))
    let answer = try await server.post("/v1/reload")
    #expect(answer.status == 503)
    #expect(try answer.problem.code == "store_read_only")
    #expect(try await server.post("/v1/services/playback/unpause").status == 503)
  }
}
