import RungCore
import RungModel
import RungSimulation
import Testing

/// Data that cannot be believed, through the controller in its world.
@Suite struct DirtyDataLawTests {
  /// 500 users, give or take two per cent.
  private static func users(_ minute: Int) -> Double {
    500 * (1 + 0.02 * Double((minute * 7_919) % 101 - 50) / 50)
  }

  private struct Course {
    /// Minutes at which servers were removed.
    var removals: [Int] = []
    var desired: [Int: Int] = [:]
    /// Kinds of the alarms that held, by minute.
    var alarms: [Int: Set<Alarm.Kind>] = [:]
    var lastReasons: [Reason.Kind] = []
  }

  private func run(
    minutes: Int = 260, events: [EventMessage] = [], _ demand: @escaping (Int) -> Double?
  ) -> Course {
    var scenario = Scenario()
    scenario.demand = demand
    scenario.events = events
    var course = Course()
    let world = scenario.run(minutes: minutes) { world, moment in
      let minute = Int((moment.at - Scenario.start).inMinutes)
      for case .terminate in moment.directives { course.removals.append(minute) }
      course.desired[minute] = Scenario.decision(world)?.desired
      course.alarms[minute, default: []].formUnion(world.controller.alarms.map(\.kind))
    }
    course.lastReasons = Scenario.decision(world)?.reasons.map(\.kind) ?? []
    #expect(world.violations.isEmpty, "\(world.violations.prefix(3))")
    return course
  }

  @Test func aFrozenSourceIsHeldLikeASilentOne() throws {
    let course = run { Self.users(min($0, 120)) }
    #expect(course.removals.allSatisfy { $0 < 125 })
    #expect(course.alarms[120]?.contains(.frozenSource) == false)
    #expect(course.alarms[130]?.contains(.frozenSource) == true)
    let held = try #require(course.desired[130])
    #expect((130..<260).allSatisfy { (course.desired[$0] ?? 0) >= held })
  }

  @Test func aFrozenSourceThatMovesAgainIsBelieved() {
    let course = run { (120..<160).contains($0) ? Self.users(120) : Self.users($0) }
    #expect(course.alarms[150]?.contains(.frozenSource) == true)
    #expect(course.alarms[165]?.contains(.frozenSource) == false)
  }

  @Test(arguments: [1, 2]) func aNotchTakesNothingAway(width: Int) throws {
    let course = run { (150..<150 + width).contains($0) ? 0 : Self.users($0) }
    let before = try #require(course.desired[149])
    #expect((150..<153).allSatisfy { (course.desired[$0] ?? 0) >= before })
    // The bad minutes stay in the observed median for its window.
    #expect(course.removals.allSatisfy { !(150..<(153 + width)).contains($0) })
    #expect(course.alarms[150]?.contains(.implausibleFall) == true)
    #expect(course.alarms[156]?.contains(.implausibleFall) == false)
  }

  @Test func aFallThatLastsIsBelievedInTheEnd() throws {
    let course = run { Self.users($0) * ($0 < 120 ? 1 : 0.1) }
    #expect(course.removals.allSatisfy { !(120..<130).contains($0) })
    #expect(course.removals.contains { $0 >= 130 })
    #expect(try #require(course.desired[259]) < 30)
  }

  @Test func anotherUnitIsHeldForHalfAnHourAndThenBelieved() {
    let course = run { Self.users($0) / ($0 < 120 ? 1 : 60) }
    #expect(course.removals.allSatisfy { !(120..<150).contains($0) })
    #expect(course.removals.contains { $0 >= 150 })
    #expect(course.alarms[125]?.contains(.unitSuspected) == true)
    #expect(course.alarms[151]?.contains(.unitSuspected) == false)
  }

  @Test func aWildMinuteBuysLittleAndASurgeIsFollowedWithinTwo() throws {
    let wild = run { Self.users($0) / 4 * ($0 == 150 ? 5 : 1) }
    let before = try #require(wild.desired[149])
    // One minute of 625 users among 125 would be 65 servers by the rungs.
    let most = (150..<170).compactMap { wild.desired[$0] }.max() ?? 0
    #expect(most <= before * 2, "\(before) servers became \(most)")
    let surge = run { Self.users($0) / 4 * ($0 < 150 ? 1 : 5) }
    #expect(try #require(surge.desired[152]) >= 60)
  }

  @Test func aPlanOfAFlatForecastIsNoFrozenSource() throws {
    let ladder = Scenario().ladder
    let minutes = (-180..<0).map {
      MinuteValue(minute: Scenario.start.minute + Int64($0), value: Self.users($0 + 180))
    }
    var facts = Facts(installation: "test")
    facts.minutes = [ladder.driver.id: minutes]
    let model = FittedModel.fit(
      driver: ladder.driver, library: [], history: MinuteSeries(minutes), events: [],
      at: Scenario.start)
    let plan = Planner(facts: facts, ladders: [ladder], models: [model]).plan(
      at: Scenario.start, from: Scenario.start, to: Scenario.start + .hours(2))
    let service = try #require(plan.services.first)
    #expect(!service.alarms.contains { $0.alarm.kind == .frozenSource })
  }
}
