import RungModel
import RungPorts
import Testing

/// What every store must do with a step's facts, minutes and servers.
@Suite struct StoreContractTests {
  private typealias Sample = SampleFacts
  private let now = SampleFacts.now

  @Test(arguments: StoreMaker.all) func `a new store has no facts but its name`(_ maker: StoreMaker)
    async throws
  {
    let folder = try Folder()
    let facts = try await maker.open(folder).factsNow()
    #expect(!facts.installation.isEmpty)
    #expect(facts == Facts(installation: facts.installation))
  }

  @Test(arguments: StoreMaker.all) func `every fact of a step comes back equal`(_ maker: StoreMaker)
    async throws
  {
    let folder = try Folder()
    let store = try maker.open(folder)
    let orders = [Sample.ending(41), Sample.order(7), Sample.order(12)]
    let decisions = [Sample.decision("cdn"), Sample.decision("play-back")]
    try await store.commit(
      StepFacts(
        at: now, orders: orders, outcomes: [Sample.outcome(orders[1])],
        leadTimes: [Sample.leadTime("i-2"), Sample.leadTime("i-1")],
        decisions: decisions.reversed(),
        alarmsRaised: [Sample.alarm("b"), Sample.alarm("a")]))
    let facts = try await store.factsNow()
    var answered = orders[1]
    answered.state = .answered
    #expect(facts.orders == [orders[0], orders[2], answered])
    #expect(facts.outcomes == [Sample.outcome(orders[1])])
    #expect(facts.lastOrderNumber == 41)
    #expect(facts.leadTimes == [Sample.leadTime("i-1"), Sample.leadTime("i-2")])
    #expect(facts.decisions == decisions)
    #expect(facts.alarms == [Sample.alarm("a"), Sample.alarm("b")])
  }

  @Test(arguments: StoreMaker.all) func `the same step twice is once`(_ maker: StoreMaker)
    async throws
  {
    let folder = try Folder()
    let store = try maker.open(folder)
    let step = StepFacts(
      at: now, orders: [Sample.order(1)], outcomes: [Sample.outcome(Sample.order(1))],
      leadTimes: [Sample.leadTime("i-1")], decisions: [Sample.decision("cdn")],
      alarmsRaised: [Sample.alarm("a")])
    try await store.commit(step)
    let once = try await store.factsNow()
    try await store.commit(step)
    #expect(try await store.factsNow() == once)
    #expect(once.orders.map(\.state) == [.answered])
    let decisions = try await store.decisions(
      service: "cdn", from: .distantPast, to: .distantFuture, limit: 9)
    #expect(decisions.count == 1)
  }

  @Test(arguments: StoreMaker.all) func `an order in flight is a fact however old it is`(
    _ maker: StoreMaker
  ) async throws {
    let folder = try Folder()
    let store = try maker.open(folder)
    let old = now - .hours(24 * 400)
    let hourAgo = now - .hours(1)
    let justOver = Sample.order(3, at: hourAgo - .milliseconds(1))
    try await store.commit(
      StepFacts(
        at: now, orders: [Sample.order(1, at: old), Sample.ending(2, at: hourAgo), justOver],
        answered: [Sample.ending(2).id, justOver.id]))
    #expect(
      try await store.factsNow().orders.map(\.id) == [Sample.ending(2).id, Sample.order(1).id])
    try await store.prune(at: now, retention: Retention(minutes: .zero, history: .zero))
    #expect(
      try await store.factsNow().orders.map(\.id) == [Sample.ending(2).id, Sample.order(1).id])
    try await store.commit(StepFacts(at: now, answered: [Sample.order(1).id]))
    try await store.prune(at: now + .hours(2), retention: Retention(history: .zero))
    let facts = try await store.factsNow(now + .hours(2))
    #expect(facts.orders.isEmpty)
    #expect(facts.lastOrderNumber == 3)
  }

  @Test(arguments: StoreMaker.all) func `an alarm holds until it is cleared`(_ maker: StoreMaker)
    async throws
  {
    let folder = try Folder()
    let store = try maker.open(folder)
    try await store.commit(
      StepFacts(at: now, alarmsRaised: [Sample.alarm("a"), Sample.alarm("b")]))
    try await store.commit(
      StepFacts(
        at: now, alarmsRaised: [Sample.alarm("b", "worse")],
        alarmsCleared: [Sample.alarm("a"), Sample.alarm("b")]))
    #expect(try await store.factsNow().alarms == [Sample.alarm("b", "worse")])
  }

  @Test(arguments: StoreMaker.all) func `decisions come newest first, within span and limit`(
    _ maker: StoreMaker
  ) async throws {
    let folder = try Folder()
    let store = try maker.open(folder)
    let all = (0..<6).map { Sample.decision("cdn", at: now + .minutes($0), desired: $0) }
    for decision in all {
      try await store.commit(
        StepFacts(at: now, decisions: [decision, Sample.decision("play-back", at: decision.at)]))
    }
    let found = try await store.decisions(
      service: "cdn", from: now + .minutes(1), to: now + .minutes(4), limit: 3)
    #expect(found == [all[4], all[3], all[2]])
    #expect(try await store.factsNow().decisions.map(\.at) == [all[5].at, all[5].at])
  }

  @Test(arguments: StoreMaker.all) func `the newest value of a minute wins`(_ maker: StoreMaker)
    async throws
  {
    let folder = try Folder()
    let store = try maker.open(folder)
    let (users, rps) = (DriverID("users"), DriverID("rps{service=\"é\"}"))
    let minutes = [5, 3, -4, 5].enumerated().map {
      MinuteValue(minute: Int64($0.element), value: Double($0.offset) / 3)
    }
    try await store.append([users: minutes, rps: [MinuteValue(minute: 1, value: .nan)]])
    try await store.append([users: [MinuteValue(minute: 3, value: 9)]])
    let all = [minutes[2], MinuteValue(minute: 3, value: 9), minutes[3]]
    #expect(try await store.factsNow().minutes == [users: all])
    let facts = try await store.facts(at: now, historyFrom: Timestamp(minute: 3))
    #expect(facts.minutes == [users: Array(all[1...])])
    let span = try await store.minutes(
      driver: users, from: Timestamp(minute: -4), to: Timestamp(minute: 3) + .seconds(59))
    #expect(span == Array(all[...1]))
    #expect(try await store.minutes(driver: rps, from: .distantPast, to: now).isEmpty)
  }

  @Test(arguments: StoreMaker.all) func `servers are found by the span their life touches`(
    _ maker: StoreMaker
  ) async throws {
    let folder = try Folder()
    let store = try maker.open(folder)
    let early = Sample.server("i-3", orderedAt: now, endedAt: now + .minutes(10))
    let running = Sample.server("i-1", orderedAt: now + .minutes(5))
    let twin = Sample.server("i-2", orderedAt: now + .minutes(5))
    try await store.upsert([Sample.server("i-3"), twin, running])
    try await store.upsert([early])
    func ids(_ from: Int, _ to: Int) async throws -> [String] {
      try await store.servers(from: now + .minutes(from), to: now + .minutes(to)).map(\.id.name)
    }
    #expect(try await store.servers(from: now, to: now + .hours(1)) == [early, running, twin])
    #expect(try await ids(0, 4) == ["i-3"])
    #expect(try await ids(10, 20) == ["i-3", "i-1", "i-2"])
    #expect(try await ids(11, 20) == ["i-1", "i-2"])
    #expect(try await ids(-5, -1).isEmpty)
  }
}
