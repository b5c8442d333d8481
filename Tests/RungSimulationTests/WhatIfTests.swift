import RungCore
import RungModel
import RungSimulation
import Testing

/// Plans under suppositions.
@Suite struct WhatIfTests {
  private static let match = PlannedMatch()
  private static let plan = match.plan(isClose: true)

  private func part(_ suppositions: Supposition...) throws -> Plan.Service {
    try #require(Self.match.plan(suppositions).services.first)
  }

  private var itself: Plan.Service {
    get throws { try #require(Self.plan.services.first) }
  }

  @Test(arguments: [
    "start +20m", "innings_break -1h30m", "peak x1.5", "peak x0.5", "pool primary empty",
    "lead 12m",
  ])
  func whatIsReadIsWrittenTheSame(text: String) {
    #expect(Supposition(text: text)?.text == text)
  }

  @Test(arguments: [
    "", "start", "start 20m", "start +", "start +0", "start +20", "start + 20m", "start +20m now",
    "peak", "peak 1.5", "peak x", "peak x0", "peak x-1", "peak xnan", "peak xinf", "peak x1e9",
    "pool empty", "pool primary", "pool primary full", "pool a b empty", "lead", "lead -5m",
    "lead 0", "lead 3h", "rain",
  ])
  func whatIsNoneIsRefused(text: String) {
    #expect(Supposition(text: text) == nil)
    #expect(Supposition.grammar.contains(#""start +20m""#))
  }

  @Test func faultsNameWhatIsThere() {
    let match = Self.match
    func fault(_ supposition: Supposition, events: Set<String> = ["final"]) -> String? {
      WhatIf([supposition], events: events).fault(
        events: [match.event], ladders: match.ladders, at: PlannedMatch.now)
    }
    #expect(fault(.milestone("start", by: .minutes(20))) == nil)
    #expect(
      fault(.milestone("toss", by: .minutes(20)))
        == "final has no milestone 'toss'; it has: start, half_time, second_half, end")
    #expect(fault(.milestone("start", by: .minutes(-45)))?.contains("cannot be moved") == true)
    #expect(fault(.milestone("half_time", by: .minutes(-47)))?.contains("before") == true)
    #expect(fault(.milestone("half_time", by: .minutes(-46))) == nil)
    #expect(fault(.peak(2), events: [])?.contains("none touches the window") == true)
    #expect(
      fault(.emptyPool("spot")) == "no ladder has a pool 'spot'; there are: primary, secondary")
    #expect(fault(.lead(.minutes(9)), events: []) == nil)
  }

  @Test func aMilestoneMovesWithAllThatFollows() throws {
    let moved = Self.match.plan([.milestone("half_time", by: .minutes(20))])
    let event = try #require(moved.events.first)
    #expect(event.sequence == Self.match.event.sequence + 1)
    #expect(
      event.milestones.map { ($0.at - PlannedMatch.now).inMinutes } == [45, 112, 127, 175])
    #expect(moved.assumptions.count == 1 && Self.plan.assumptions.isEmpty)
    // The audience leaves later too.
    let last = try #require(moved.services.first?.rows.last { $0.desired > 20 })
    let before = try #require(Self.plan.services.first?.rows.last { $0.desired > 20 })
    #expect(last.at - before.at >= .minutes(15))
  }

  @Test func aPeakJoinsSmoothlyAndNobodyHasSaidSo() throws {
    let part = try part(.peak(1.5))
    let median = Self.median
    let shares = part.rows.map { $0.median / max(1, median[$0.at.minute] ?? 0) }
    let fan = try #require(Self.match.plan([.peak(1.5)]).forecasts.first)
    #expect(fan == Self.plan.forecasts.first, "the forecast made now does not know")
    for (share, row) in zip(shares, part.rows) where row.median > 1_000 {
      let minute = (row.at - PlannedMatch.now).inMinutes
      #expect(share > 0.999 && share < 1.501)
      if (60...155).contains(minute) { #expect(abs(share - 1.5) < 1e-9) }
      if minute <= 0 || minute >= 245 { #expect(abs(share - 1) < 1e-9) }
    }
    #expect(part.cost.peakDesired > (try itself.cost.peakDesired))
    #expect(part.cost.serverHours > (try itself.cost.serverHours))
  }

  /// What users do when nothing is supposed.
  private static var median: MinuteSeries {
    let forecast = match.planner().models[0].forecast(
      recent: MinuteSeries(), events: [match.event], at: PlannedMatch.now,
      minutes: 322,
      levels: Planner.levels)
    return MinuteSeries(firstMinute: forecast.firstMinute, values: forecast.paths[0])
  }

  @Test func anEmptyPoolSendsTheRestToTheNext() throws {
    let part = try part(.emptyPool("primary"))
    #expect(part.unserved == nil, "the second pool has room")
    let primary = part.changes.filter { $0.pool == "primary" && $0.action == .launch }
    #expect(!primary.isEmpty && primary.allSatisfy { $0.count == 0 && $0.refused > 0 })
    #expect(part.changes.contains { $0.pool == "secondary" && $0.count > 0 })
    let dollars = try #require(part.cost.dollars)
    #expect(dollars > (try #require(try itself.cost.dollars)), "the next one is dearer")
    #expect(part.cost.lines.map(\.pool) == ["primary", "secondary"])
  }

  @Test func bothPoolsEmptyLeaveUsersUnservedAndRing() throws {
    let part = try part(.emptyPool("primary"), .emptyPool("secondary"))
    let unserved = try #require(part.unserved)
    #expect(unserved.worst > 5e6 && unserved.serversLacking > 20)
    #expect(try #require(part.shortfall).most > 20)
    let alarm = try #require(part.alarms.first { $0.alarm.kind == .shortfall })
    #expect(alarm.at < PlannedMatch.now + .minutes(45), "before the start")
    #expect(part.servers(.launch) == 0 && part.cost.serverHours > 0, "what runs goes on")
  }

  @Test func slowServersAreLearnedFromLaunches() throws {
    let part = try part(.lead(.minutes(15)))
    #expect(part.alarms.contains { $0.alarm.kind == .leadTimeAboveAssumed })
    #expect(part.cost.serverHours > (try itself.cost.serverHours))
  }
}
