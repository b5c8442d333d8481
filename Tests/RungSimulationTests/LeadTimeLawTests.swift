import RungCore
import RungModel
import RungSimulation
import Testing

/// The lead time planned with is that of the offerings that the next order would go to.
@Suite("Lead times in a world")
struct LeadTimeLawTests {
  /// Primary boots in 6 min, secondary in 14.
  private static let slowSecondary = WorldFault(.slowBoot(.init(pool: "secondary"), factor: 14 / 6))

  private static func noPrimary(from: Int, to: Int) -> WorldFault {
    WorldFault(
      from: .at(Scenario.start + .minutes(from)), to: .at(Scenario.start + .minutes(to)),
      .capacity(.init(pool: "primary"), machines: 0))
  }

  private func scenario(_ faults: [WorldFault]) -> Scenario {
    var scenario = Scenario()
    scenario.ladder.pools = [
      Pool(name: "primary", backend: "local", offerings: [Offering(type: "a")]),
      Pool(name: "secondary", backend: "local", offerings: [Offering(type: "b")]),
    ]
    scenario.demand = { minute in minute < 100 ? 100 : 300 }
    scenario.running = 14
    scenario.faults = FaultPlan(faults)
    return scenario
  }

  /// The lead time planned with, by minute.
  private func leads(_ scenario: Scenario, minutes: Int) -> [Int: Duration] {
    var leads: [Int: Duration] = [:]
    let world = scenario.run(minutes: minutes) { world, moment in
      leads[Scenario.minute(moment.at)] = world.controller.leadTime(of: "playback")
    }
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
    return leads
  }

  @Test("a slow secondary pool raises nothing while primary is open")
  func primaryOpen() {
    // From 30 to 60 primary has none: a surge is served by the secondary, and measured there.
    var scenario = scenario([Self.slowSecondary, Self.noPrimary(from: 20, to: 60)])
    scenario.demand = { minute in minute < 30 ? 100 : 300 }
    let leads = leads(scenario, minutes: 200)
    #expect(leads[10] == .minutes(6))
    #expect((leads[50] ?? .zero) >= .minutes(14), "\(leads[50] ?? .zero)")
    // Once a probe shows that primary has machines again, its own lead time is planned with.
    #expect((leads[190] ?? .zero) < .minutes(7), "\(leads[190] ?? .zero)")
  }

  @Test("a launch that is late counts at its age before it serves")
  func pendingAge() {
    var fleet = WatchedFleet()
    fleet.backend.boot = .minutes(11)
    let floor = OperatorFloor(
      service: "playback", servers: 30, until: fleet.now + .hours(1), reason: "test")
    fleet.run(.minutes(6), .floor(floor))
    #expect(fleet.launched == 10 && fleet.leadTime == .minutes(6))
    fleet.run(.minutes(2))
    #expect(fleet.leadTime == .seconds(7 * 60 + 50))
    fleet.run(.minutes(2))
    #expect(fleet.leadTime == .seconds(9 * 60 + 50))
    fleet.run(.minutes(10))
    #expect(fleet.leadTime == .minutes(11))
    #expect(fleet.alarm(.leadTimeAboveAssumed) != nil)
  }

  @Test("without learning the ladder's word stands")
  func notLearned() {
    var scenario = scenario([])
    scenario.ladder.leadTime.learn = false
    scenario.boot = .minutes(11)
    scenario.demand = { minute in minute < 30 ? 100 : 300 }
    let leads = leads(scenario, minutes: 80)
    #expect(leads.values.allSatisfy { $0 == .minutes(6) })
  }
}
