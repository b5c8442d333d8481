import RungCore
import RungModel
import RungSimulation
import Testing

/// What a plan says about cost, capacity and those whom nobody serves.
@Suite struct PlannerTests {
  private static let match = PlannedMatch()
  private static let plan = match.plan()

  private func part(_ plan: Plan, _ service: String = "playback") throws -> Plan.Service {
    try #require(plan.service(service))
  }

  @Test func theSameMaterialGivesTheSamePlan() {
    #expect(Self.match.plan() == Self.plan)
  }

  /// Machine by machine from launch to removal, from the changes alone.
  @Test func theBillIsThatOfTheChanges() throws {
    let part = try part(Self.plan)
    let drain = Duration.seconds(20)
    var hours = 14.0 * (Self.plan.to - Self.plan.from).inSeconds / 3_600
    for change in part.changes {
      let from = change.action == .launch ? change.at : change.at + drain
      let span = (Self.plan.to - from).inSeconds / 3_600 * Double(change.count)
      hours += change.action == .launch ? span : -span
    }
    #expect(part.changes.contains { $0.action == .remove })
    #expect(abs(part.cost.serverHours - hours) < 1e-6)
    #expect(part.cost.lines.map(\.pool) == ["primary"])
    #expect(abs(try #require(part.cost.dollars) - hours * 0.5) < 1e-6)
    #expect(part.cost.peakDesired == part.rows.map(\.desired).max())
    let whole = Double(part.cost.peakDesired) * (Self.plan.to - Self.plan.from).inSeconds / 3_600
    #expect(abs(part.cost.staticPeakServerHours - whole) < 1e-6)
    #expect(abs(try #require(part.cost.staticPeakDollars) - whole * 0.5) < 1e-6)
    #expect(part.cost.serverHours < part.cost.staticPeakServerHours)
  }

  /// The bill follows orders; the world's own listings, looked at in every step, must agree.
  @Test func launchedServersAreThoseOfTheChanges() throws {
    let part = try part(Self.plan)
    for row in part.rows {
      let sum = part.changes.filter { $0.at < row.at }.reduce(part.runningNow) {
        $0 + ($1.action == .launch ? $1.servers : -$1.servers)
      }
      #expect(row.launched == sum, "\(row.at)")
    }
  }

  @Test func aPlanWithoutSurprisesServesEverybody() throws {
    let part = try part(Self.plan)
    #expect(part.unserved == nil && part.shortfall == nil && part.beyondLimit == nil)
    #expect(part.mode == .observe, "the ladder's own mode")
    #expect(part.runningNow == 14 && !part.changes.isEmpty)
    #expect(part.changes.allSatisfy { $0.refused == 0 })
  }

  @Test func rowsStandAtMilestones() throws {
    let minutes = Set(try part(Self.plan).rows.map(\.at))
    for milestone in Self.match.event.milestones { #expect(minutes.contains(milestone.at)) }
  }

  @Test func theFanIsTheForecastOfTheInstantOfThePlan() throws {
    let fan = try #require(Self.plan.forecasts.first)
    let forecast = Self.match.planner().models[0].forecast(
      recent: MinuteSeries(), events: [Self.match.event], at: PlannedMatch.now,
      minutes: 322,
      levels: Planner.levels)
    #expect(fan.levels == [0.5, 0.9, 0.99, 0.999])
    #expect(fan.everyMinutes == 2 && fan.paths[0].count == 161)
    for level in fan.levels.indices {
      #expect(fan.paths[level].max() == forecast.paths[level].prefix(321).max())
    }
  }

  @Test func nothingRunningIsUnservedUntilTheFirstServersServe() throws {
    var match = PlannedMatch()
    match.running = 0
    let plan = match.planner().plan(
      at: PlannedMatch.now, from: PlannedMatch.now + .minutes(40),
      to: PlannedMatch.now + .minutes(60))
    #expect(try part(plan).unserved == nil, "before the window nobody counts")
    let planner = match.planner()
    let late = planner.plan(
      at: PlannedMatch.now + .minutes(20), from: PlannedMatch.now + .minutes(20),
      to: PlannedMatch.now + .minutes(120))
    let unserved = try #require(try part(late).unserved)
    #expect(unserved.from == PlannedMatch.now + .minutes(20))
    #expect(unserved.to == PlannedMatch.now + .minutes(26), "one lead time")
    #expect(unserved.minutes == 6 && unserved.serversLacking > 0 && unserved.worst > 0)
  }

  /// Two ladders on one backend that assume different lead times get servers as each assumes.
  @Test func eachLadderHasItsOwnLeadTime() throws {
    var match = PlannedMatch()
    match.ladders = [PlannedMatch.ladder("fast", lead: .minutes(2)), PlannedMatch.ladder("slow")]
    let plan = match.plan()
    for part in plan.services {
      #expect(part.unserved == nil)
      #expect(!part.alarms.contains { $0.alarm.kind == .leadTimeAboveAssumed })
    }
    let (fast, slow) = (try part(plan, "fast"), try part(plan, "slow"))
    let (first, second) = (
      try #require(fast.firstLaunchAt), try #require(slow.firstLaunchAt)
    )
    #expect(second < first, "the slow one must order earlier")
  }
}
