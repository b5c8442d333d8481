import RungCore
import RungModel
import RungSimulation
import Testing

/// What people may say, and for how long it holds.
@Suite("Operators' words")
struct OperatorLawTests {
  private static func instant(_ minute: Int) -> Timestamp { Scenario.start + .minutes(minute) }

  private static func floor(_ servers: Int, until minute: Int) -> Input {
    .command(
      .floor(
        OperatorFloor(
          service: "playback", servers: servers, until: instant(minute), reason: "sponsor visit")))
  }

  private func run(
    _ commands: [Input], minutes: Int = 120, _ change: (inout Scenario) -> Void = { _ in },
    _ each: (borrowing World, World.Moment) -> Void
  ) {
    var scenario = Scenario()
    scenario.ladder.limits.min = 12
    scenario.running = 12
    scenario.demand = { _ in 20 }
    scenario.commands = commands
    change(&scenario)
    let world = scenario.run(minutes: minutes, each)
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
  }

  @Test("a floor buys at once and lets go, in steps, when it ends")
  func floorEnds() {
    var serving: [Int: Int] = [:]
    var firstEnd: Int?
    run([Self.floor(40, until: 60)]) { world, moment in
      let minute = Scenario.minute(moment.at)
      serving[minute] = Scenario.decision(world)?.serving
      if !moment.ended.isEmpty { firstEnd = firstEnd ?? minute }
    }
    #expect(serving[7] == 40 && serving[59] == 40)
    #expect(firstEnd == 60)
    #expect(serving[61].map { $0 >= 30 } == true)
    #expect(serving[119] == 12)
  }

  @Test("the newest floor holds, and 0 takes it away")
  func newestFloor() {
    var desired: Int?
    run([Self.floor(40, until: 100), Self.floor(25, until: 90)], minutes: 20) { world, _ in
      desired = Scenario.decision(world)?.desired
    }
    #expect(desired == 25)
    run([Self.floor(40, until: 100), Self.floor(0, until: 100)], minutes: 20) { world, _ in
      desired = Scenario.decision(world)?.desired
    }
    #expect(desired == 12)
  }

  @Test("a floor above the ladder's max is clamped, with an alarm")
  func floorAboveMax() {
    var (desired, alarms): (Int, [Alarm]) = (0, [])
    run([Self.floor(400, until: 100)], minutes: 20) { world, moment in
      desired = max(desired, Scenario.decision(world)?.desired ?? 0)
      alarms += moment.raised(.limitReached)
    }
    #expect(desired == 100)
    #expect(alarms.count == 1 && alarms[0].message.contains("300 servers short"))
  }

  @Test("a pause stops launches and removals, and ends by itself")
  func pauseEnds() {
    let pause = Pause(service: "playback", until: Self.instant(90), reason: "load balancer")
    var orders: [Int] = []
    run([.command(.pause(pause))], minutes: 150) { scenario in
      scenario.demand = { $0 < 40 ? 20 : 300 }
      scenario.running = 30
    } _: { _, moment in
      if !moment.launches.isEmpty || !moment.ended.isEmpty {
        orders.append(Scenario.minute(moment.at))
      }
    }
    // 18 too many at first, 20 missing later.
    #expect(orders.first == 90, "\(orders)")
  }

  @Test("unpause ends a pause")
  func unpause() {
    let pause = Pause(service: "playback", until: Self.instant(90), reason: "load balancer")
    var firstOrder: Int?
    run(
      [.command(.pause(pause)), .command(.unpause(service: "playback"))], minutes: 30
    ) { scenario in
      scenario.demand = { _ in 300 }
    } _: { _, moment in
      if !moment.launches.isEmpty { firstOrder = firstOrder ?? Scenario.minute(moment.at) }
    }
    #expect(firstOrder == 0)
  }
}
