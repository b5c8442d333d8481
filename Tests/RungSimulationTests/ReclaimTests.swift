import RungCore
import RungModel
import RungSimulation
import Testing

/// A market that takes its machines back says so two minutes before.
@Suite("Reclaims")
struct ReclaimTests {
  private static let noticeAt = Scenario.start + .minutes(60)

  /// 40 servers wanted, 40 % of them spot.
  private func scenario(share: Double, notice: Duration) -> Scenario {
    var scenario = Scenario()
    scenario.ladder.pools = [
      Pool(
        name: "spot", backend: "local", market: .spot, share: 0.4,
        offerings: [Offering(type: "a", pricePerHour: 0.2)]),
      Pool(
        name: "primary", backend: "local", offerings: [Offering(type: "a", pricePerHour: 0.6)]),
    ]
    scenario.ladder.limits.min = 40
    scenario.demand = { _ in 100 }
    scenario.faults = FaultPlan([
      WorldFault(
        from: .at(Self.noticeAt), .reclaim(.init(pool: "spot"), share: share, notice: notice))
    ])
    return scenario
  }

  @Test("the replacement is ordered at the notice, while the old ones still serve")
  func replacedAtTheNotice() throws {
    var ordered: (at: Timestamp, count: Int, serving: Int)?
    var leastServing = Int.max
    let world = scenario(share: 1, notice: .minutes(2)).run(minutes: 120) { world, moment in
      guard moment.at >= Self.noticeAt, let decision = Scenario.decision(world) else { return }
      let count = moment.launches.reduce(0) { $0 + $1.count }
      if ordered == nil, count > 0 { ordered = (moment.at, count, decision.serving) }
      leastServing = min(leastServing, decision.serving)
    }
    let first = try #require(ordered)
    #expect(first.at - Self.noticeAt <= .seconds(10))
    #expect(first.count == 16 && first.serving == 40)
    #expect(leastServing == 24)
    #expect(Scenario.decision(world)?.serving == 40)
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
  }

  @Test("a notice as long as the lead time: never fewer serve than are wanted")
  func longNotice() throws {
    var leastServing = Int.max
    let world = scenario(share: 0.5, notice: .minutes(7)).run(minutes: 120) { world, moment in
      guard moment.at >= Self.noticeAt, let decision = Scenario.decision(world) else { return }
      leastServing = min(leastServing, decision.serving)
    }
    #expect(leastServing >= 40)
    let decision = try #require(Scenario.decision(world))
    #expect(decision.serving == 40 && decision.launched == 40)
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
  }

  @Test("those that are told to go are not ended by us, nor replaced twice")
  func notTwice() {
    var launched = 0
    var ended = 0
    _ = scenario(share: 1, notice: .minutes(2)).run(minutes: 180) { _, moment in
      guard moment.at >= Self.noticeAt else { return }
      launched += moment.launches.reduce(0) { $0 + $1.count }
      ended += moment.ended.count
    }
    #expect(launched == 16 && ended == 0)
  }
}
