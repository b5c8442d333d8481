import RungCore
import RungModel
import RungSimulation
import Testing

/// Servers that never pass their health check, and those that are only slow.
@Suite("Failing servers")
struct FailingServersTests {
  private static func never(
    _ share: Double, from: Int, to: Int, pool: String? = nil
  ) -> WorldFault {
    WorldFault(
      from: .at(Scenario.start + .minutes(from)), to: .at(Scenario.start + .minutes(to)),
      .neverHealthy(.init(pool: pool), share: share))
  }

  /// 12 servers run; from minute 30 on an operator wants 22.
  private func scenario(_ faults: [WorldFault], pools: [Pool]? = nil) -> Scenario {
    var scenario = Scenario()
    if let pools { scenario.ladder.pools = pools }
    scenario.ladder.limits.min = 12
    scenario.demand = { _ in 20 }
    scenario.running = 12
    scenario.faults = FaultPlan(faults)
    return scenario
  }

  private static let step = Scenario.start + .minutes(30)

  /// A ladder's `min` rises at minute 30, as if someone had edited it.
  private func run(
    _ scenario: Scenario, minutes: Int, to servers: Int = 22,
    _ each: (borrowing World, World.Moment) -> Void
  ) -> World {
    var scenario = scenario
    scenario.events = []
    // Demand that only the larger fleet serves: (servers - 2) / 100 of a thousand users.
    let before = scenario.demand
    scenario.demand = { minute in minute < 30 ? before(minute) : Double(servers - 2) * 10 }
    scenario.ladder.limits.max = servers
    return scenario.run(minutes: minutes, each)
  }

  @Test("they are replaced after two lead times, and ended once a later one serves")
  func replaced() throws {
    let scenario = scenario([Self.never(1, from: 29, to: 40)])
    var (launches, ends): ([(minute: Int, count: Int)], [Int]) = ([], [])
    var alarms: [(minute: Int, alarm: Alarm)] = []
    var clearedAt: Int?
    let world = run(scenario, minutes: 110) { _, moment in
      let minute = Scenario.minute(moment.at)
      for launch in moment.launches { launches.append((minute, launch.count)) }
      for _ in moment.ended { ends.append(minute) }
      for alarm in moment.raised(.serversFailing) { alarms.append((minute, alarm)) }
      if moment.cleared(.serversFailing) { clearedAt = minute }
    }
    let first = try #require(launches.first)
    let at = first.minute
    #expect((30..<33).contains(at) && launches.allSatisfy { $0.minute > 35 || $0.minute == at })
    // Two lead times of 6 min.
    let second = try #require(launches.first { $0.minute > 35 })
    #expect(second.minute == at + 12 && second.count == 1, "all of its kind failed: one shows")
    let alarm = try #require(alarms.first)
    #expect(alarm.minute == at + 12 && alarm.alarm.severity == .critical, "\(alarm)")
    #expect(alarm.alarm.message.contains("10 servers never came to serve"))
    // The first of their replacements serves 6 min on; only then are the ten known to have failed.
    #expect(ends.count == 10 && (ends.first ?? 0) >= at + 18, "\(ends)")
    #expect(clearedAt != nil)
    #expect(Scenario.decision(world)?.serving == 22)
    #expect(launches.reduce(0) { $0 + $1.count } == 20, "\(launches)")
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
  }

  @Test("while none comes up, one at a time is tried and the next pool gets the rest")
  func nextPool() {
    let pools = [
      Pool(name: "primary", backend: "local", offerings: [Offering(type: "a")]),
      Pool(name: "secondary", backend: "local", offerings: [Offering(type: "b")]),
    ]
    let scenario = scenario([Self.never(1, from: 29, to: 600, pool: "primary")], pools: pools)
    var tries: [Int] = []
    var secondary = 0
    var servedAt: Int?
    let world = run(scenario, minutes: 200) { world, moment in
      let minute = Scenario.minute(moment.at)
      for launch in moment.launches where minute > 35 {
        if launch.pool == "primary" {
          tries += Array(repeating: minute, count: launch.count)
        } else {
          secondary += launch.count
        }
      }
      // The one that is tried stands in for one that serves.
      if servedAt == nil, Scenario.decision(world)?.serving == 21 { servedAt = minute }
    }
    #expect(secondary >= 9)
    #expect(servedAt.map { $0 <= 65 } == true, "served at \(servedAt ?? -1)")
    // The next one only when the one before is late too: two lead times, 12 min.
    #expect(zip(tries, tries.dropFirst()).allSatisfy { $1 - $0 >= 12 }, "\(tries)")
    #expect(world.controller.alarms.contains { $0.kind == .serversFailing })
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
  }

  @Test("a few that fail among many that serve hold nobody up", arguments: [1, 2, 3] as [UInt64])
  func someFail(seed: UInt64) {
    var scenario = scenario([Self.never(0.3, from: 0, to: 600)])
    scenario.seed = seed
    var servedAt: Int?
    var (launched, ended) = (0, 0)
    let world = run(scenario, minutes: 240, to: 62) { world, moment in
      let minute = Scenario.minute(moment.at)
      if servedAt == nil, Scenario.decision(world)?.serving ?? 0 >= 62 { servedAt = minute }
      launched += moment.launches.reduce(0) { $0 + $1.count }
      ended += moment.ended.count
    }
    // 50 ordered, 15 of them in vain; replaced after 12 min, of those 5 in vain, and so on.
    #expect(servedAt.map { $0 <= 100 } == true, "served at \(servedAt ?? -1)")
    #expect(launched <= 120, "\(launched) launched for 50")
    #expect(Scenario.decision(world)?.serving == 62)
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
  }

  @Test("a few that failed do not slow a later climb")
  func laterClimb() {
    var scenario = scenario([Self.never(0.3, from: 29, to: 40)])
    scenario.seed = 2
    scenario.ladder.limits.max = 92
    scenario.running = 12
    scenario.demand = { minute in minute < 30 ? 20 : minute < 60 ? 500 : 900 }
    var minutes: Set<Int> = []
    var firstAt: Int?
    let world = scenario.run(minutes: 120) { world, moment in
      let minute = Scenario.minute(moment.at)
      if minute >= 60, Scenario.decision(world)?.desired == 92, firstAt == nil { firstAt = minute }
      if minute >= 60, !moment.launches.isEmpty { minutes.insert(minute) }
    }
    #expect(firstAt.map { $0 <= 62 } == true)
    #expect(minutes.allSatisfy { $0 <= 64 || $0 >= 70 }, "they were ordered one by one: \(minutes)")
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
  }

  @Test("slow ones, 15 min where 6 were assumed, are not ended before they serve")
  func slow() {
    var scenario = scenario([])
    scenario.boot = .minutes(15)
    scenario.bootSpread = 0.1
    var endedUnserved = 0
    var (launched, servedAt) = (0, 0)
    let world = run(scenario, minutes: 150) { world, moment in
      let roster = world.controller.servers(of: "playback")
      for id in moment.ended where roster.first(where: { $0.id == id })?.servingSince == nil {
        endedUnserved += 1
      }
      launched += moment.launches.reduce(0) { $0 + $1.count }
      if servedAt == 0, Scenario.decision(world)?.serving ?? 0 >= 22 {
        servedAt = Scenario.minute(moment.at)
      }
    }
    #expect(servedAt > 30 && servedAt <= 55)
    #expect(launched <= 13, "\(launched) launched for 10")
    #expect(endedUnserved <= launched - 10, "\(endedUnserved) ended before they served")
    #expect(world.controller.leadTime(of: "playback") >= .minutes(13))
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
  }
}
