import CurveGenerator
import RungModel
import Testing

@testable import RungFormats

@Suite("Event JSON")
struct EventJSONTests {
  static let good = """
    { "id": "2026-11-29-ind-pak", "kind": "cricket-t20", "title": "India v Pakistan", "sequence": 4,
      "status": "interrupted", "tags": {"stage": "final"}, "expected_peak": {"users": 45000000},
      "milestones": [
        {"name": "start", "at": "2026-11-29T14:00:00Z", "status": "planned"},
        {"name": "toss", "at": "2026-11-29T19:00:00+05:30", "status": "actual"} ],
      "interruptions": [ {"from": "2026-11-29T15:00:00Z", "to": null} ], "venue": {"city": "Perth"} }
    """

  @Test("A full message is read; milestones come back in order of time, unknown keys are left")
  func full() throws {
    let event = try EventJSON.decode(Self.good.utf8).get()
    #expect(event.id == "2026-11-29-ind-pak")
    #expect(event.status == .interrupted)
    #expect(event.expectedPeak == ["users": 45_000_000])
    #expect(event.milestones.map(\.name) == ["toss", "start"])
    #expect(event.milestones[0].at == Timestamp("2026-11-29T13:30:00Z"))
    #expect(event.interruptions == [Interruption(from: Timestamp("2026-11-29T15:00:00Z")!)])
  }

  @Test("What is written is read back the same")
  func roundTrip() throws {
    for match in (1...30).map({ Generator.match(kind: .t20, seed: $0) }) {
      for message in match.messages {
        let text = try EventJSON.encode(message.event)
        #expect(try EventJSON.decode(text.utf8).get() == message.event)
      }
    }
    let event = try EventJSON.decode(Self.good.utf8).get()
    #expect(
      try EventJSON.encode(event) == """
        {"expected_peak":{"users":45000000},"id":"2026-11-29-ind-pak","interruptions":[{"from":\
        "2026-11-29T15:00:00Z"}],"kind":"cricket-t20","milestones":[{"at":"2026-11-29T13:30:00Z",\
        "name":"toss","status":"actual"},{"at":"2026-11-29T14:00:00Z","name":"start","status":\
        "planned"}],"sequence":4,"status":"interrupted","tags":{"stage":"final"},"title":\
        "India v Pakistan"}
        """)
  }

  @Test("Every fault is told with its path and what would be right")
  func allFaults() {
    let text = """
      { "kind": "x\\ny", "sequence": 1.5, "status": "lve", "tags": {"n": 1}, "title": 3,
        "expected_peak": {"users": -5, "user": 5}, "milestone": [],
        "interruptions": [{"from": "2026-11-29T15:00:00Z", "to": "2026-11-29T14:00:00Z"}] }
      """
    #expect(
      descriptions(text) == [
        "milestone: unknown key; did you mean 'milestones'?",
        "id: missing; give it like \"2026-11-29-ind-pak\"",
        "kind: holds a line end or another control character; leave it out",
        "title: expected a text of at most 500 characters",
        "sequence: expected a whole number from 0 to 2147483647",
        "status: 'lve' is unknown; did you mean 'live'?",
        "tags.n: expected a text, found a number",
        "expected_peak.users: expected a number above 0; leave it out when it is not known",
        "expected_peak.user: unknown unit; did you mean 'users'?",
        "interruptions[0].to: 2026-11-29T14:00:00Z is before 'from', 2026-11-29T15:00:00Z; "
          + "null means that it still lasts",
      ])
  }

  @Test("Faults of milestones carry their index")
  func milestones() {
    let text = """
      { "id": "a", "kind": "k", "sequence": 1, "milestones": [
        {"name": "toss"}, {"name": "start", "at": "29.11.2026"}, 7,
        {"name": "end", "at": "2026-11-29T15:00:00Z", "status": "done"},
        {"name": "end", "at": "2026-11-29T16:00:00Z"}, {"at": "0026-11-29T15:00:00Z"} ] }
      """
    let example = "\"2026-11-28T20:00:00Z\""
    #expect(
      descriptions(text) == [
        "milestones[0].at: missing; give a time like \(example)",
        "milestones[1].at: '29.11.2026' is not a time; write it as \(example)",
        "milestones[2]: expected an object in braces, found a number",
        "milestones[3].status: 'done' is unknown; use one of: planned, actual",
        "milestones[4].name: 'end' is given twice; a milestone happens once",
        "milestones[5].name: missing; give it like \"start\"",
        "milestones[5].at: 0026-11-29T15:00:00Z lies outside the years 1970 to 2199; "
          + "is the year right?",
      ])
  }

  @Test("Too many milestones, too long an id, no milestones, interrupted since never")
  func limits() {
    let many = (0...200).map { "{\"name\":\"m\($0)\",\"at\":\"2026-11-29T15:00:00Z\"}" }
    let id = String(repeating: "x", count: 129)
    #expect(
      descriptions(
        "{\"id\":\"\(id)\",\"kind\":\"k\",\"sequence\":1,"
          + "\"milestones\":[\(many.joined(separator: ","))]}") == [
          "id: has 129 characters; at most 128 are allowed",
          "milestones: has 201 entries; at most 200 are allowed",
        ])
    let bare = "{\"id\":\"a\",\"kind\":\"k\",\"sequence\":1,\"status\":\"interrupted\"}"
    #expect(descriptions(bare).map { $0.prefix(13) } == ["milestones: m", "interruptions"])
    let cancelled = "{\"id\":\"a\",\"kind\":\"k\",\"sequence\":1,\"status\":\"cancelled\"}"
    #expect(descriptions(cancelled).isEmpty)
  }

  @Test("What is not JSON is told by line and column")
  func syntax() {
    #expect(
      descriptions("{\n  \"id\": \"a\"\n  \"kind\": \"b\" }") == [
        "line 3: not JSON: expected ',' or '}' after the value of 'id' (column 3)"
      ])
    #expect(descriptions("").count == 1)
    #expect(descriptions("[]") == ["expected an object in braces, found a list"])
    #expect(descriptions("{\"id\": tru}").count == 1)
    #expect(descriptions(String(repeating: "[", count: 100_000)).count == 1)
  }

  @Test("A log is read in order of receipt, and faults carry file and line")
  func log() throws {
    let messages = Generator.match(kind: .odi, seed: 3).messages
    let text = try EventLog.encode(messages.reversed())
    #expect(try EventLog.decode(Array(text.utf8)).get() == messages)
    let bad = text + "\n{\"received_at\": 5, \"event\": {\"id\": \"a\"}}\r\nnonsense\n"
    let line = messages.count + 2
    guard case .failure(let faults) = EventLog.decode(Array(bad.utf8), file: "events.jsonl")
    else {
      Issue.record("a bad log was read")
      return
    }
    #expect(faults.faults.count == 4)
    #expect(
      faults.faults[0].description
        == "events.jsonl:\(line): received_at: a number is not a time; "
        + "write it as \"2026-11-28T20:00:00Z\"")
    #expect(faults.faults[1].description.hasPrefix("events.jsonl:\(line): event.kind: missing"))
    #expect(faults.faults[3].line == line + 1)
  }

  @Test("The highest sequence is the final state, whatever the order")
  func finalStates() {
    let messages = Generator.match(kind: .odi, seed: 5).messages
    #expect(EventLog.finalStates(messages.reversed()) == [messages[messages.count - 1].event])
  }

  private func descriptions(_ text: String) -> [String] {
    switch EventJSON.decode(text.utf8) {
    case .success: []
    case .failure(let faults): faults.faults.map(\.description)
    }
  }
}
