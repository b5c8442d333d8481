import RungCore
import RungModel
import RungSimulation
import Testing

/// Servers that a listing has no more: half of them gone at once is a fault of reporting until a
/// later listing says so too.
@Suite("Capacity loss")
struct CapacityLossTests {
  /// 20 servers that have served for ten minutes; `hiding` of them are then left out of listings.
  private func fleet(
    hiding count: Int, _ change: (inout Ladder) -> Void = { _ in }
  ) -> WatchedFleet {
    var fleet = WatchedFleet(change)
    fleet.run(.minutes(10))
    #expect(fleet.launched == 0 && fleet.ended == 0 && fleet.listed.count == 20)
    fleet.hidden = Set(fleet.listed.prefix(count))
    return fleet
  }

  @Test("half of them gone buys nothing until a listing a minute later says so too")
  func halfGone() throws {
    var fleet = fleet(hiding: 10)
    fleet.run(.minutes(1))
    #expect(fleet.launched == 0 && fleet.ended == 0)
    let doubt = try #require(fleet.alarm(.capacityLoss))
    #expect(doubt.severity == .warning)
    #expect(doubt.message.contains("10 of 20 servers gone since 08:10Z"))
    fleet.run(.seconds(10))
    #expect(fleet.launched == 10 && fleet.ended == 0)
    #expect(fleet.alarm(.capacityLoss)?.severity == .critical)
    fleet.run(.minutes(15))
    #expect(fleet.launched == 10, "they were replaced twice")
    #expect(fleet.alarm(.capacityLoss) == nil)
  }

  @Test("half of them gone and back again costs nothing", arguments: [10, 15, 20])
  func backAgain(count: Int) {
    var fleet = fleet(hiding: count)
    fleet.run(.seconds(50))
    #expect(fleet.alarm(.capacityLoss) != nil)
    fleet.hidden = []
    fleet.run(.seconds(10))
    #expect(fleet.alarm(.capacityLoss) == nil)
    fleet.run(.minutes(30))
    #expect(fleet.launched == 0 && fleet.ended == 0)
    #expect(!fleet.wasRaised(.shortfall))
  }

  @Test("while half of them is in doubt, nothing is removed either")
  func nothingRemoved() {
    var fleet = fleet(hiding: 0) { $0.scaleIn = ScaleIn(hold: .minutes(1), maxStepShare: 1) }
    let floor = OperatorFloor(
      service: "playback", servers: 40, until: fleet.now + .minutes(20), reason: "test")
    fleet.run(.seconds(19 * 60 + 50), .floor(floor))
    #expect(fleet.launched == 20)
    // As the floor ends, and 20 of the 40 are too many, they cannot be seen.
    fleet.hidden = Set(fleet.listed.prefix(20))
    fleet.run(.seconds(50))
    #expect(fleet.ended == 0)
    fleet.hidden = []
    fleet.run(.minutes(5))
    #expect(fleet.ended == 20 && fleet.listed.count == 20)
  }

  @Test("a flapping listing is doubted anew each time")
  func flappingListing() {
    var fleet = fleet(hiding: 0)
    for _ in 0..<10 {
      fleet.hidden = Set(fleet.listed.prefix(12))
      fleet.run(.seconds(40))
      fleet.hidden = []
      fleet.run(.seconds(30))
    }
    #expect(fleet.launched == 0 && fleet.ended == 0)
  }

  @Test("a quarter of them gone is replaced at once")
  func quarterGone() {
    var fleet = fleet(hiding: 5)
    fleet.run(.seconds(10))
    #expect(fleet.launched == 5)
    #expect(!fleet.wasRaised(.capacityLoss))
  }

  @Test("two of three gone are replaced at once: so few may well have died")
  func fewGone() throws {
    var fleet = WatchedFleet {
      $0.limits.min = 3
      $0.scaleIn = ScaleIn(hold: .minutes(1), maxStepShare: 1)
    }
    fleet.users = 0
    fleet.run(.minutes(30))
    try #require(fleet.listed.count == 3)
    fleet.hidden = Set(fleet.listed.prefix(2))
    fleet.run(.seconds(10))
    #expect(fleet.launched == 2)
  }

  @Test("servers that we end ourselves are no loss")
  func ownRemovals() {
    var fleet = fleet(hiding: 0) { $0.scaleIn = ScaleIn(hold: .minutes(1), maxStepShare: 1) }
    let floor = OperatorFloor(
      service: "playback", servers: 60, until: fleet.now + .minutes(15), reason: "test")
    fleet.run(.minutes(45), .floor(floor))
    #expect(fleet.launched == 40 && fleet.ended == 40)
    #expect(fleet.listed.count == 20)
    #expect(!fleet.wasRaised(.capacityLoss))
  }

  /// For half a minute, again and again, listings lack most servers, which run all the same.
  @Test("partial listings of a world cost nothing", arguments: [0.5, 0.7, 1])
  func partialListings(share: Double) {
    var scenario = Scenario()
    scenario.ladder.limits.min = 20
    scenario.running = 20
    scenario.demand = { _ in 50 }
    scenario.faults = FaultPlan(
      (1...8).map { number in
        let from = Scenario.start + .minutes(10 * number)
        return WorldFault(
          from: .at(from), to: .at(from + .seconds(40)), .listingsPartial(share: share))
      })
    var (orders, doubts) = (0, 0)
    let world = scenario.run(minutes: 120) { _, moment in
      orders += moment.launches.count + moment.ended.count
      doubts += moment.raised(.capacityLoss).count
    }
    #expect(orders == 0)
    #expect(doubts == 8)
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
  }

  @Test("half of a world's servers crashed: replaced a minute later, not before")
  func crash() throws {
    var scenario = Scenario()
    scenario.ladder.limits.min = 20
    scenario.running = 20
    scenario.demand = { _ in 50 }
    let at = Scenario.start + .minutes(30)
    scenario.faults = FaultPlan([WorldFault(from: .at(at), .crash(.init(), share: 0.75))])
    scenario.seed = 3
    var launches: [(at: Timestamp, count: Int)] = []
    let world = scenario.run(minutes: 60) { _, moment in
      for launch in moment.launches { launches.append((moment.at, launch.count)) }
    }
    let first = try #require(launches.first)
    #expect(launches.count == 1 && first.count >= 10)
    #expect(first.at >= at + .minutes(1) && first.at <= at + .seconds(80))
    #expect(Scenario.decision(world)?.serving == 20)
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
  }
}
