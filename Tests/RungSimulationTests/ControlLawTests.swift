import RungCore
import RungModel
import RungSimulation
import Testing

@Suite struct ControlLawTests {
  @Test func serversComeUpForASteadyLevelAndStay() throws {
    let world = Scenario().run(minutes: 60)
    let decision = try #require(Scenario.decision(world))
    #expect(decision.serving >= 12)
    #expect(decision.launched == decision.serving)
    #expect(world.violations.isEmpty, "\(world.violations)")
  }

  @Test func nothingIsRemovedWhileTheSourceIsSilent() throws {
    var scenario = Scenario()
    scenario.demand = { minute in minute < 60 ? 500 : nil }
    var terminated = 0
    let world = scenario.run(minutes: 240) { _, moment in
      // A minute or two after the last sample it is not stale yet.
      guard moment.at >= Scenario.start + .minutes(63) else { return }
      for case .terminate in moment.directives { terminated += 1 }
    }
    let decision = try #require(Scenario.decision(world))
    #expect(terminated == 0)
    #expect(decision.serving >= 52)
    #expect(decision.observed == nil)
    #expect(world.controller.alarms.contains { $0.kind == .staleDriver })
    #expect(world.violations.isEmpty, "\(world.violations)")
  }

  @Test func scaleInWaitsForTheHoldThenGoesInSteps() throws {
    var scenario = Scenario()
    scenario.demand = { minute in minute < 90 ? 500 : 100 }
    var leftInHold = Int.max
    var sawRemoval = false
    let world = scenario.run(minutes: 300) { world, moment in
      let minute = Int((moment.at - Scenario.start).inMinutes)
      let servers = world.controller.servers(of: "playback").count { $0.state == .serving }
      // 500 users need 52 servers; for the length of the hold they may come back.
      if (90..<109).contains(minute) { leftInHold = min(leftInHold, servers) }
      for case .terminate in moment.directives { sawRemoval = true }
    }
    #expect(leftInHold >= 52)
    #expect(sawRemoval)
    let decision = try #require(Scenario.decision(world))
    #expect(decision.launched < 40)
    #expect(world.violations.isEmpty, "\(world.violations)")
  }

  @Test func theLimitClampsAndSaysSo() throws {
    var scenario = Scenario()
    scenario.demand = { _ in 2_000 }
    let world = scenario.run(minutes: 30)
    let decision = try #require(Scenario.decision(world))
    #expect(decision.desired == 100)
    #expect(decision.reasons.contains { $0.kind == .limit })
    #expect(world.controller.alarms.contains { $0.kind == .limitReached })
    #expect(world.controller.alarms.contains { $0.kind == .aboveTopRung })
  }

  @Test func observeModeChangesNothing() throws {
    var scenario = Scenario()
    scenario.ladder.mode = .observe
    var orders = 0
    let world = scenario.run(minutes: 30) { _, moment in
      for directive in moment.directives {
        switch directive {
        case .launch, .terminate: orders += 1
        default: continue
        }
      }
    }
    let decision = try #require(Scenario.decision(world))
    #expect(orders == 0)
    #expect(decision.desired >= 12)
    #expect(decision.reasons.contains { $0.kind == .observe })
  }

  @Test func theOperatorsFloorHoldsUntilItExpires() throws {
    var scenario = Scenario()
    scenario.commands = [
      .command(
        .floor(
          OperatorFloor(
            service: "playback", servers: 40, until: Scenario.start + .minutes(60),
            reason: "sponsor visit")))
    ]
    var desiredAt: [Int: Int] = [:]
    _ = scenario.run(minutes: 120) { world, moment in
      let minute = Int((moment.at - Scenario.start).inMinutes)
      desiredAt[minute] = Scenario.decision(world)?.desired
    }
    #expect(desiredAt[30] == 40)
    #expect(try #require(desiredAt[100]) < 40)
  }

  @Test func aPauseStopsLaunchesWithAnAlarm() throws {
    var scenario = Scenario()
    scenario.commands = [
      .command(
        .pause(
          Pause(
            service: "playback", until: Scenario.start + .minutes(20), reason: "load balancer")))
    ]
    var firstLaunch: Timestamp?
    var sawShortfall = false
    _ = scenario.run(minutes: 60) { world, moment in
      for case .launch in moment.directives { firstLaunch = firstLaunch ?? moment.at }
      if world.controller.alarms.contains(where: { $0.kind == .shortfall }) { sawShortfall = true }
    }
    #expect(try #require(firstLaunch) >= Scenario.start + .minutes(20))
    #expect(sawShortfall)
  }

  @Test func theStepBoundLimitsEachMinute() {
    var scenario = Scenario()
    scenario.ladder.limits.maxStepUp = 10
    scenario.demand = { _ in 900 }
    var perMinute: [Int: Int] = [:]
    let world = scenario.run(minutes: 60) { _, moment in
      for case .launch(let order) in moment.directives {
        if case .launch(_, let count) = order.action {
          perMinute[Int((moment.at - Scenario.start).inMinutes), default: 0] += count
        }
      }
    }
    #expect(perMinute.values.allSatisfy { $0 <= 10 })
    #expect(world.controller.servers(of: "playback").count >= 90)
  }

  @Test func theLeadTimeIsLearnedUpwardsAtOnce() throws {
    var scenario = Scenario()
    scenario.boot = .minutes(9)
    let world = scenario.run(minutes: 40)
    #expect(world.controller.leadTime(of: "playback") >= .minutes(9))
    #expect(world.controller.alarms.contains { $0.kind == .leadTimeAboveAssumed })
  }
}
