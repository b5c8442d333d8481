import RungCore
import RungModel
import RungSimulation
import Testing

/// The controller keeps the score: what it records, when it settles, and when it rings.
@Suite struct ScoringTests {
  private let driver = DriverID("users")

  private func isLosing(_ controller: borrowing Controller) -> Bool {
    controller.alarms.contains { $0.kind == .forecastLosing }
  }

  /// Rows of 200 scored minutes in which the forecast was so much off, and the last value so much.
  private func rows(_ kind: String, error: Double, rival: Double) -> [ScoreRow] {
    ForecastRecord.horizons.map { horizon in
      var row = ScoreRow(
        driver: driver, kind: kind, horizon: horizon, lastMinute: Scenario.start.minute - 1)
      row.total.count = 200
      row.recent.count = 200
      row.recent.actual = 1e5
      row.recent.absoluteError = error * 1e5
      row.recent.persistenceError = rival * 1e5
      return row
    }
  }

  private func match(_ status: Event.Status, sequence: Int, at now: Timestamp) -> Event {
    Event(
      id: "final", kind: "football", sequence: sequence, status: status,
      milestones: [
        Milestone(name: "start", at: now + .minutes(30)),
        Milestone(name: "end", at: now + .minutes(150)),
      ])
  }

  @Test func eachMinuteLeavesOneRecordAndIsSettledOnceWithItsMean() throws {
    var scenario = Scenario()
    scenario.demand = { minute in (30..<45).contains(minute) ? nil : 100 + Double(minute % 7) }
    var records: [ForecastRecord] = []
    var settled: [SettledMinute] = []
    var ledger: [ScoreRow.Key: ScoreRow] = [:]
    let world = scenario.run(minutes: 150) { _, moment in
      for directive in moment.directives {
        switch directive {
        case .forecasted(let record): records.append(record)
        case .scored(let minute, let rows):
          settled.append(minute)
          for row in rows { ledger[row.key] = row }
        default: continue
        }
      }
    }
    let start = Scenario.start.minute
    #expect(settled.map(\.minute) == Array(start + 2...start + 148))
    for minute in settled {
      #expect(minute.value == scenario.demand(Int(minute.minute - start)), "\(minute)")
    }
    let silent = Set(start + 40..<start + 46)
    // The first complete minute makes the first last value; after ten silent minutes none is left.
    #expect(Set(records.map(\.minute)) == Set(start + 1...start + 149).subtracting(silent))
    #expect(records.count == Set(records.map(\.minute)).count)
    let record = try #require(records.first { $0.minute == start + 20 })
    #expect(record.persistence == scenario.demand(19))
    #expect(record.kind.isEmpty && record.event.isEmpty)
    #expect(record.values.allSatisfy { $0 == $0.sorted() }, "levels rise")
    let card = try #require(world.controller.scorecard(of: driver))
    #expect(ledger.values.sorted { $0.horizon < $1.horizon } == card.rows)
    let minutes = Set(records.map(\.minute))
    for row in card.rows {
      let due = settled.filter {
        $0.value != nil && minutes.contains($0.minute - Int64(row.horizon))
      }
      #expect(row.total.count == Double(due.count))
    }
    #expect(world.violations.isEmpty, "\(world.violations)")
  }

  @Test func theNearestEventGivesItsKind() {
    var scenario = Scenario()
    func event(_ id: String, _ kind: String, start: Int, end: Int) -> EventMessage {
      EventMessage(
        receivedAt: Scenario.start,
        event: Event(
          id: id, kind: kind,
          milestones: [
            Milestone(name: "start", at: Scenario.start + .minutes(start)),
            Milestone(name: "end", at: Scenario.start + .minutes(end)),
          ]))
    }
    var called = event("z", "concert", start: 30, end: 90)
    called.event.status = .cancelled
    scenario.events = [
      event("a", "football", start: 100, end: 200), event("b", "cricket-t20", start: 160, end: 300),
      called,
    ]
    var kinds: [Int64: String] = [:]
    _ = scenario.run(minutes: 420) { _, moment in
      for case .forecasted(let record) in moment.directives {
        kinds[record.minute - Scenario.start.minute] = "\(record.event):\(record.kind)"
      }
    }
    #expect(kinds[39] == ":")
    #expect(kinds[40] == "a:football", "an hour before its first milestone")
    #expect(kinds[130] == "a:football", "thirty minutes from either start: the first id")
    #expect(kinds[131] == "b:cricket-t20")
    #expect(kinds[390] == "b:cricket-t20", "90 minutes after its end")
    #expect(kinds[391] == ":")
  }

  @Test func aLosingForecasterRingsUntilItsKindIsOver() {
    let facts = Facts(installation: "test", scores: rows("", error: 0.09, rival: 0.06))
    var controller = Controller(facts: facts, at: Scenario.start)
    var raised = 0
    for minute in 0..<40 {
      let now = Scenario.start + .minutes(minute)
      let sample = DriverSample(driver: driver, at: now, value: 500)
      var inputs: [Input] = [.samples([sample])]
      if minute == 0 { inputs.append(.ladders([Scenario().ladder])) }
      if minute == 20 { inputs.append(.event(match(.scheduled, sequence: 1, at: now))) }
      for case .raise(let alarm) in controller.step(inputs, at: now)
      where alarm.kind == .forecastLosing {
        raised += 1
        #expect(alarm.subject == "users")
        #expect(alarm.message.contains("6 min ahead were 9.0% off lately"))
      }
      // Nothing is known of football yet.
      #expect(isLosing(controller) == (minute < 20), "minute \(minute)")
    }
    #expect(raised == 1)
  }

  @Test func anAlarmThatHoldsClearsOnlyWhenTheForecasterIsNoWorse() {
    func alarms(error: Double, rival: Double, holding: [Alarm]) -> [Alarm] {
      let facts = Facts(
        installation: "test", alarms: holding, scores: rows("", error: error, rival: rival))
      var controller = Controller(facts: facts, at: Scenario.start)
      _ = controller.step([.ladders([Scenario().ladder])], at: Scenario.start)
      return controller.alarms.filter { $0.kind == .forecastLosing }
    }
    let held = alarms(error: 0.12, rival: 0.1, holding: [])
    #expect(held.count == 1)
    #expect(alarms(error: 0.105, rival: 0.1, holding: []).isEmpty)
    #expect(alarms(error: 0.105, rival: 0.1, holding: held) == held)
    #expect(alarms(error: 0.1, rival: 0.1, holding: held).isEmpty)
    #expect(alarms(error: 0.006, rival: 0.001, holding: []).isEmpty, "half a percent of nothing")
  }

  @Test func aPlanScoresNothing() {
    let facts = Facts(
      installation: "test",
      minutes: [driver: [MinuteValue(minute: Scenario.start.minute, value: 500)]],
      scores: rows("", error: 0.2, rival: 0.1))
    let ladder = Scenario().ladder
    let model = FittedModel.fit(
      driver: ladder.driver, library: [], history: MinuteSeries(), events: [], at: Scenario.start)
    let planner = Planner(facts: facts, ladders: [ladder], models: [model])
    let plan = planner.plan(
      at: Scenario.start, from: Scenario.start, to: Scenario.start + .hours(4))
    let clean = Planner(
      facts: Facts(installation: "test", minutes: facts.minutes), ladders: [ladder],
      models: [model]
    ).plan(at: Scenario.start, from: Scenario.start, to: Scenario.start + .hours(4))
    #expect(plan == clean)
    #expect(!plan.services.flatMap(\.alarms).contains { $0.alarm.kind == .forecastLosing })
  }
}
