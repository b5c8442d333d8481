import RungCore
import RungModel
import RungSimulation
import Testing

/// What will be missing is said a lead time ahead, with its size; promise 1.
@Suite("Shortfalls")
struct ShortfallTests {
  /// 12 servers run; at minute 30 the demand of 42 comes.
  private func scenario(_ faults: [WorldFault] = []) -> Scenario {
    var scenario = Scenario()
    scenario.ladder.pools = [
      Pool(name: "primary", backend: "local", offerings: [Offering(type: "a")]),
      Pool(name: "secondary", backend: "local", offerings: [Offering(type: "b", servers: 2)]),
    ]
    scenario.ladder.limits.min = 12
    scenario.running = 12
    scenario.demand = { $0 < 30 ? 20 : 400 }
    scenario.faults = FaultPlan(faults)
    return scenario
  }

  private static let empty = WorldFault(.capacity(.init(), machines: 0))

  @Test("every pool empty: the alarm names the end of the lead time and the gap")
  func everyPoolEmpty() throws {
    var first: (at: Timestamp, alarm: Alarm, decision: Decision)?
    let world = scenario([Self.empty]).run(minutes: 60) { world, moment in
      guard first == nil, let alarm = moment.raised(.shortfall).first,
        let decision = Scenario.decision(world)
      else { return }
      first = (moment.at, alarm, decision)
    }
    let (at, alarm, decision) = try #require(first)
    #expect(alarm.severity == .critical)
    let due = (at + .minutes(6)).clockText
    let gap = decision.desired - decision.launched
    #expect(gap > 0 && decision.launched == 12)
    #expect(
      alarm.message.hasPrefix("\(gap) of \(decision.desired) servers will be missing at \(due)Z"),
      "\(alarm.message)")
    #expect(decision.reasons.contains { $0.kind == .shortfall })
    // Said within seconds of the demand: an order and its refusal for each pool.
    #expect(at >= Scenario.start + .minutes(30) && at < Scenario.start + .minutes(32))
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
  }

  @Test("primary empty: the step that hears of it asks the next pool, and no alarm is needed")
  func nextPoolInTheSameStep() throws {
    let primary = WorldFault(.capacity(.init(pool: "primary"), machines: 0))
    var asked: [(at: Timestamp, pool: String)] = []
    var shortfalls = 0
    let world = scenario([primary]).run(minutes: 60) { _, moment in
      asked += moment.launches.map { (moment.at, $0.pool) }
      shortfalls += moment.raised(.shortfall).count
    }
    let first = try #require(asked.first)
    let second = try #require(asked.dropFirst().first)
    #expect(first.pool == "primary" && second.pool == "secondary")
    #expect(second.at - first.at <= .seconds(2))
    #expect(shortfalls == 0)
    // 2, 4, 8, 16 min between probes: never hammered.
    let probes = asked.count { $0.pool == "primary" }
    #expect(probes <= 5, "\(probes) asks of an empty pool in half an hour")
    #expect(try #require(Scenario.decision(world)).serving >= 42)
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
  }

  @Test("max_step_up too small: a warning with the minutes of delay")
  func stepTooSmall() throws {
    var scenario = scenario()
    scenario.ladder.limits.maxStepUp = 5
    var first: (decision: Decision, alarm: Alarm)?
    let world = scenario.run(minutes: 60) { world, moment in
      guard first == nil, let alarm = moment.raised(.shortfall).first,
        let decision = Scenario.decision(world)
      else { return }
      first = (decision, alarm)
    }
    let (decision, alarm) = try #require(first)
    #expect(alarm.severity == .warning)
    // `launched` is from before the step, which ordered the five.
    let held = decision.desired - decision.launched - 5
    let due = (decision.at + .minutes(6)).clockText
    #expect(
      alarm.message
        == "\(held) of \(decision.desired) servers will be missing at \(due)Z and come within "
        + "\((held + 4) / 5) min of it: limits.max_step_up allows 5 a minute")
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
  }

  @Test("limits.max too small: the alarm has the wanted number and the missing one")
  func limit() throws {
    var scenario = scenario()
    scenario.ladder.limits.max = 30
    var alarm: Alarm?
    var desired = 0
    _ = scenario.run(minutes: 60) { world, moment in
      alarm = alarm ?? moment.raised(.limitReached).first
      desired = max(desired, Scenario.decision(world)?.desired ?? 0)
    }
    let message = try #require(alarm).message
    let wanted = try #require(message.split(separator: " ").first.flatMap { Int($0) })
    #expect(wanted >= 42 && desired == 30)
    #expect(
      message.contains("limits.max is 30: \(wanted - 30) servers short"), "\(message)")
  }

  @Test("the alarm clears when there is capacity again")
  func cleared() throws {
    let until = Scenario.start + .minutes(50)
    let empty = WorldFault(to: .at(until), .capacity(.init(), machines: 0))
    var clearedAt: Timestamp?
    let world = scenario([empty]).run(minutes: 120) { _, moment in
      if moment.cleared(.shortfall) { clearedAt = moment.at }
    }
    // A probe that finds machines opens the offering step by step, within the longest wait.
    let at = try #require(clearedAt)
    #expect(at > until && at < until + .minutes(35))
    #expect(try #require(Scenario.decision(world)).serving >= 42)
    #expect(!world.controller.alarms.contains { $0.kind == .shortfall })
  }

  @Test("a throttled API is asked again at its own pace, not with every refusal")
  func throttled() {
    let from = Scenario.start + .minutes(30)
    let scenario = scenario([
      WorldFault(from: .at(from), to: .at(from + .minutes(10)), .throttled(.init()))
    ])
    var orders = 0
    let world = scenario.run(minutes: 60) { _, moment in
      if (30..<40).contains(Scenario.minute(moment.at)) { orders += moment.launches.count }
    }
    print("\(orders) orders in ten minutes of throttling")
    // Two pools each tick of ten seconds would be 120 already.
    #expect(orders <= 120, "\(orders) orders in ten minutes")
    #expect(Scenario.decision(world)?.serving ?? 0 >= 42)
  }

  @Test("a pause, a freeze: what is not ordered is said too")
  func blocked() throws {
    let from = Scenario.start + .minutes(20)
    var scenario = scenario()
    scenario.ladder.freezes = [
      Freeze(
        scope: .all, window: .once(from: from, to: Scenario.start + .minutes(40)),
        reason: "database upgrade")
    ]
    var alarm: Alarm?
    var launchedAt: Timestamp?
    let world = scenario.run(minutes: 70) { _, moment in
      alarm = alarm ?? moment.raised(.shortfall).first
      if !moment.launches.isEmpty { launchedAt = launchedAt ?? moment.at }
    }
    #expect(try #require(alarm).message.hasSuffix("frozen: database upgrade"))
    #expect(try #require(launchedAt) == Scenario.start + .minutes(40))
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
  }

  @Test("a freeze of removals lets servers come and none go")
  func removalFreeze() {
    var scenario = scenario()
    let to = Scenario.start + .minutes(150)
    scenario.demand = { (30..<60).contains($0) ? 400 : 20 }
    scenario.ladder.freezes = [
      Freeze(scope: .removal, window: .once(from: Scenario.start, to: to), reason: "the final")
    ]
    var (launched, endedAt): (Int, [Timestamp]) = (0, [])
    let world = scenario.run(minutes: 200) { _, moment in
      launched += moment.launches.reduce(0) { $0 + $1.count }
      if !moment.ended.isEmpty { endedAt.append(moment.at) }
    }
    #expect(launched >= 30)
    #expect(endedAt.first.map { $0 >= to } == true)
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
  }
}
