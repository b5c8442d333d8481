import RungModel
import RungPorts
import Testing

/// What every store must do with events, operators' commands and retention.
@Suite struct PeopleContractTests {
  private typealias Sample = SampleFacts
  private let now = SampleFacts.now

  @Test(arguments: StoreMaker.all) func `the highest sequence wins in any order of arrival`(
    _ maker: StoreMaker
  ) async throws {
    for arrival in [[1, 2, 3], [3, 2, 1], [2, 3, 1], [2, 2, 3], [3, 1, 3]] {
      let folder = try Folder()
      let store = try maker.open(folder)
      var highest = 0
      for sequence in arrival {
        let message = EventMessage(
          receivedAt: now, event: Sample.event("final", sequence: sequence))
        #expect(try await store.accept(message, from: "schedule") == (sequence > highest))
        highest = max(highest, sequence)
      }
      #expect(try await store.factsNow().events == [Sample.event("final", sequence: highest)])
      #expect(try await store.messages(event: "final").count == Set(arrival).count)
    }
  }

  @Test(arguments: StoreMaker.all) func `an equal sequence changes nothing but is in the log`(
    _ maker: StoreMaker
  ) async throws {
    let folder = try Folder()
    let store = try maker.open(folder)
    let first = EventMessage(receivedAt: now, event: Sample.event("final"))
    let rival = EventMessage(
      receivedAt: now + .seconds(1), event: Sample.event("final", status: .cancelled))
    let repeated = EventMessage(receivedAt: now + .seconds(2), event: first.event)
    #expect(try await store.accept(first, from: "schedule"))
    #expect(try await !store.accept(rival, from: "someone"))
    #expect(try await !store.accept(repeated, from: "schedule"))
    #expect(try await store.factsNow().events == [first.event])
    #expect(try await store.messages(event: nil) == [first, rival])
    #expect(try await store.messages(event: "other").isEmpty)
    let audit = try await store.audit(limit: 9)
    #expect(audit.map(\.who) == ["schedule"])
    #expect(audit.map(\.what) == ["event final sequence 4 interrupted"])
  }

  @Test(arguments: StoreMaker.all) func `an event that is over stays a fact for two weeks`(
    _ maker: StoreMaker
  ) async throws {
    let folder = try Folder()
    let store = try maker.open(folder)
    let long = now - .hours(24 * 30)
    for event in [
      Sample.event("b-old", status: .ended, at: long),
      Sample.event("c-forgotten", status: .live, at: long),
      Sample.event("d-cancelled", status: .cancelled, at: now + .hours(9)),
      Sample.event("a-recent", status: .ended, at: now - .hours(24 * 14 + 4)),
      Event(id: "e-bare", kind: "sale", status: .abandoned),
    ] {
      #expect(try await store.accept(EventMessage(receivedAt: long, event: event), from: "x"))
    }
    let ids = ["a-recent", "c-forgotten", "d-cancelled"]
    #expect(try await store.factsNow().events.map(\.id) == ids)
    try await store.prune(at: now, retention: Retention(history: .hours(24)))
    #expect(try await store.factsNow().events.map(\.id) == ids)
    let logged = try await store.messages(event: nil).map(\.event.id)
    #expect(logged == ["c-forgotten", "d-cancelled"])
    let late = EventMessage(receivedAt: now, event: Sample.event("b-old", sequence: 3))
    #expect(try await !store.accept(late, from: "x"), "what is forgotten must not rise again")
  }

  @Test(arguments: StoreMaker.all) func `floors and pauses are one per service and expire`(
    _ maker: StoreMaker
  ) async throws {
    let folder = try Folder()
    let store = try maker.open(folder)
    func floor(_ service: String, _ servers: Int, _ minutes: Int) -> OperatorFloor {
      OperatorFloor(
        service: service, servers: servers, until: now + .minutes(minutes), reason: "derby")
    }
    let pause = Pause(service: "cdn", until: now + .minutes(5), reason: "hands off")
    let commands: [OperatorCommand] = [
      .floor(floor("play", 900, 60)), .floor(floor("play", 800, 30)), .floor(floor("cdn", 4, 60)),
      .floor(floor("cdn", 0, 60)), .floor(floor("ads", 5, 0)),
      .pause(Pause(service: "cdn", until: now + .hours(9), reason: "first")), .pause(pause),
      .pause(Pause(service: "play", until: now + .hours(9), reason: "x")),
      .unpause(service: "play"),
    ]
    for (index, command) in commands.enumerated() {
      try await store.record(
        command, audit: Sample.audit("\(index)", at: now + .seconds(index / 2)))
    }
    let facts = try await store.factsNow()
    #expect(facts.floors == [floor("play", 800, 30)])
    #expect(facts.pauses == [pause])
    let later = try await store.factsNow(now + .minutes(5))
    #expect(later.pauses.isEmpty && later.floors == [floor("play", 800, 30)])
    #expect(try await store.audit(limit: 3).map(\.what) == ["8", "7", "6"])
    #expect(try await store.audit(limit: 99).count == commands.count)
  }

  @Test(arguments: StoreMaker.all) func `a text is kept by name`(_ maker: StoreMaker) async throws {
    let folder = try Folder()
    let store = try maker.open(folder)
    #expect(try await store.value("clock") == nil)
    try await store.setValue("clock", "1")
    try await store.setValue("other", "")
    try await store.setValue("clock", "2 ☂")
    #expect(try await store.value("clock") == "2 ☂")
    #expect(try await store.value("other") == "")
  }

  @Test(arguments: StoreMaker.all) func `retention forgets what it says and nothing else`(
    _ maker: StoreMaker
  ) async throws {
    let folder = try Folder()
    let store = try maker.open(folder)
    let (old, fresh) = (now - .hours(50), now - .hours(30))
    let users = DriverID("users")
    try await store.append([
      users: [old, fresh].map { MinuteValue(minute: $0.minute, value: 1) },
      DriverID("rps"): [MinuteValue(minute: old.minute, value: 1)],
    ])
    for at in [old, fresh] {
      try await store.commit(
        StepFacts(
          at: at, leadTimes: [Sample.leadTime("i-\(at.minute)", at: at)],
          decisions: [Sample.decision("cdn", at: at)]))
      try await store.upsert([
        Sample.server("i-\(at.minute)", orderedAt: old - .hours(1), endedAt: at),
        Sample.server("i-up", orderedAt: old),
      ])
      try await store.record(.unpause(service: "cdn"), audit: Sample.audit("x", at: at))
    }
    try await store.commit(StepFacts(at: old, decisions: [Sample.decision("idle", at: old)]))
    try await store.prune(at: now, retention: Retention(minutes: .hours(40), history: .hours(40)))
    let facts = try await store.factsNow()
    #expect(facts.minutes == [users: [MinuteValue(minute: fresh.minute, value: 1)]])
    #expect(facts.leadTimes == [Sample.leadTime("i-\(fresh.minute)", at: fresh)])
    #expect(facts.decisions.map(\.at) == [fresh, old], "a service's newest decision stays")
    #expect(try await store.audit(limit: 9).map(\.at) == [fresh])
    let servers = try await store.servers(from: .distantPast, to: .distantFuture)
    #expect(servers.map(\.id.name) == ["i-\(fresh.minute)", "i-up"])
  }
}
