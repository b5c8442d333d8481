import HTTPTypes
import RungFormats
import RungModel
import RungPorts
import Testing

@Suite struct IngestTests {
  let server = TestedServer()

  @Test func aBatchOfSamplesIsTakenAndCounted() async throws {
    let answer = try await server.post(
      "/v1/samples",
      """
      {"samples": [
        {"metric": "platform_concurrency", "labels": {"aLabel": "B"},
         "at": "2026-11-28T20:00:00Z", "value": 1.5},
        {"metric": "other", "labels": {}, "at": "2026-11-28T20:00:00+05:30", "value": 2}]}
      """)
    #expect(answer.status == 200)
    #expect(answer.text == #"{"accepted":1,"refused":0,"unused":1}"#)
    let first = try #require(await server.daemon.samples.first)
    #expect(
      first
        == Sample(
          metric: "platform_concurrency", labels: ["aLabel": "B"], at: Sampled.now, value: 1.5))
    #expect(await server.daemon.samples.count == 2)
  }

  @Test func jsonLinesAreTakenToo() async throws {
    let line = #"{"metric":"m","labels":{},"at":"2026-11-28T20:00:00Z","value":1}"#
    let answer = try await server.post(
      "/v1/samples", "\(line)\n\(line)\n", ["content-type": "application/x-ndjson"])
    #expect(answer.status == 200)
    #expect(await server.daemon.samples.count == 2)
  }

  @Test func aBatchWithFaultsNamesThemAllAndTakesNothing() async throws {
    let answer = try await server.post(
      "/v1/samples",
      """
      {"samples": [
        {"metric": "m", "labels": {}, "at": "yesterday", "value": 1},
        {"metric": "m", "labels": {}, "at": "2026-11-28T20:00:00Z", "value": 1},
        {"metric": "m", "labels": {}, "at": "2026-11-28T20:00:00Z", "value": "many"}]}
      """)
    #expect(answer.status == 400)
    let faults = try answer.problem.faults
    #expect(faults.count == 2)
    #expect(faults.map(\.at) == ["samples[0].at", "samples[2].value"])
    #expect(await server.daemon.samples.isEmpty)
  }

  @Test func aFaultyLineIsToldByItsNumber() async throws {
    let good = #"{"metric":"m","labels":{},"at":"2026-11-28T20:00:00Z","value":1}"#
    let bad = #"{"metric":"m","labels":{},"at":"2026-11-28T20:00:00Z","value":null}"#
    let answer = try await server.post("/v1/samples", [good, bad, good].joined(separator: "\n"))
    #expect(answer.status == 400)
    #expect(try answer.problem.faults.map(\.at) == ["line 2: value"])
    #expect(await server.daemon.samples.isEmpty)
  }

  @Test(arguments: ["{", "nonsense", "[1, 2", "{\"samples\": 3}", "{\"sample\": []}", ""])
  func whatIsNoBatchIsRefusedWithAFault(body: String) async throws {
    let answer = try await server.post("/v1/samples", body)
    #expect(answer.status == 400)
    #expect(try answer.problem.code == "bad_request")
    #expect(try !answer.problem.faults.isEmpty)
  }

  @Test func anEventIsAcceptedOnceAndOnlyOnce() async throws {
    let body = String(decoding: try APIJSON.encode(Sampled.event), as: UTF8.self)
    let first = try await server.post("/v1/events", body)
    #expect(first.status == 200)
    #expect(
      try first.decoded(EventReceipt.self)
        == EventReceipt(id: Sampled.event.id, sequence: 4, changed: true))
    let again = try await server.post("/v1/events", body)
    #expect(try again.decoded(EventReceipt.self).changed == false)
    let kept = try #require(await server.daemon.events.first)
    #expect(kept.event == Sampled.event)
    #expect(kept.who == "local")
  }

  @Test func anEventWithAFaultIsRefusedByItsPath() async throws {
    let answer = try await server.post(
      "/v1/events",
      """
      {"id": "a", "kind": "k", "title": "t", "sequence": 1, "status": "live", "tags": {},
       "expected_peak": {}, "interruptions": [],
       "milestones": [{"name": "start", "at": "soon", "status": "planned"}]}
      """)
    #expect(answer.status == 400)
    let fault = try #require(try answer.problem.faults.first)
    #expect(fault.at == "milestones[0].at")
    #expect(fault.message.contains("soon"))
    #expect(await server.daemon.events.isEmpty)
  }

  @Test func anEventThatTheStoreCannotKeepIsNotAccepted() async throws {
    await server.daemon.fail(StoreError(.full, "the disk is full; free some"))
    let body = String(decoding: try APIJSON.encode(Sampled.event), as: UTF8.self)
    let answer = try await server.post("/v1/events", body)
    #expect(answer.status == 503)
    #expect(answer.headers[.retryAfter] == "1")
    #expect(try answer.problem.code == "store_full")
    #expect(try answer.problem.message.contains("send it again"))
  }
}
