import RungModel
import RungSimulation
import Testing

@testable import RungCore

/// A forecast of ordinary time that stands for some minutes: when it may, and what is scored then.
@Suite struct StandingForecastTests {
  private let ladder = Scenario().ladder

  /// One sample a minute; returns when the forecast of each minute was made, and the records.
  private func made(
    _ values: [Double], events: [Int: Event] = [:], standing: Int = 5,
    shown: Duration = .hours(2)
  ) -> (madeAt: [Int], records: [ForecastRecord], controller: Controller) {
    var controller = Controller(facts: Facts(installation: "test"), at: Scenario.start)
    controller.standingMinutes = standing
    controller.shownHorizon = shown
    var made: [Int] = []
    var records: [ForecastRecord] = []
    for (minute, value) in values.enumerated() {
      let now = Scenario.start + .minutes(minute)
      var inputs: [Input] = minute == 0 ? [.ladders([ladder])] : []
      if let event = events[minute] { inputs.append(.event(event)) }
      inputs.append(.samples([DriverSample(driver: ladder.driver.id, at: now, value: value)]))
      let directives = controller.step(inputs, at: now)
      #expect(controller.violations(of: directives, at: now) == [])
      for case .forecasted(let record) in directives { records.append(record) }
      let forecast = controller.forecast(of: ladder.driver.id)
      made.append(forecast.map { Int(($0.madeAt - Scenario.start).inMinutes) } ?? -1)
    }
    return (made, records, controller)
  }

  private func match(in minutes: Int, at now: Int) -> Event {
    Event(
      id: "final", kind: "football",
      milestones: [
        Milestone(name: "start", at: Scenario.start + .minutes(now + minutes)),
        Milestone(name: "end", at: Scenario.start + .minutes(now + minutes + 120)),
      ])
  }

  @Test func whatComesAsForecastLeavesItStandingForFiveMinutes() {
    let run = made([Double](repeating: 500, count: 30))
    #expect(run.madeAt == (0..<30).map { $0 / 5 * 5 })
    let each = made([Double](repeating: 500, count: 30), standing: 1)
    #expect(each.madeAt == Array(0..<30))
  }

  @Test func everyMinuteLeavesTheRecordOfWhatControlUsed() throws {
    let run = made([Double](repeating: 500, count: 30))
    let start = Scenario.start.minute
    #expect(run.records.map(\.minute) == (start + 1..<start + 30).map { $0 })
    let forecast = try #require(run.controller.forecast(of: ladder.driver.id))
    #expect(forecast.firstMinute == start + 25)
    let last = try #require(run.records.last)
    for (values, horizon) in zip(last.values, ForecastRecord.horizons) {
      #expect(values.first == forecast.paths[0][4 + horizon], "the standing one, four minutes on")
    }
    #expect(forecast.minuteCount >= 127, "it still looks two hours ahead when it is given up")
  }

  @Test func aSampleBesideTheForecastEndsIt() {
    var values = [Double](repeating: 500, count: 12)
    values[7] = 650
    let run = made(values)
    #expect(run.madeAt[6] == 5 && run.madeAt[7] == 7)
  }

  @Test func anEventEndsItAndNoneStandsInItsReach() {
    let values = [Double](repeating: 500, count: 20)
    let near = made(values, events: [7: match(in: 60, at: 7)])
    #expect(near.madeAt[6] == 5)
    #expect(Array(near.madeAt[7...]) == Array(7..<20))
    let far = made(values, events: [7: match(in: 600, at: 7)])
    #expect(far.madeAt[6] == 5 && far.madeAt[7] == 7 && far.madeAt[11] == 7)
  }

  @Test func aShortHorizonIsScoredAsFarAsItReaches() throws {
    let run = made([Double](repeating: 500, count: 40), shown: .minutes(10))
    let forecast = try #require(run.controller.forecast(of: ladder.driver.id))
    let reach = ladder.scaleIn.hold + ladder.leadTime.assume + .minutes(2)
    #expect(Double(forecast.minuteCount) <= reach.inMinutes + 5)
    let record = try #require(run.records.last)
    for (values, horizon) in zip(record.values, ForecastRecord.horizons) {
      if horizon <= 15 { #expect(values.count == ForecastRecord.levels.count) }
      if horizon == 60 { #expect(values.isEmpty) }
    }
    let card = try #require(run.controller.scorecard(of: ladder.driver.id))
    #expect(card.row(horizon: 6, kind: "") != nil && card.row(horizon: 60, kind: "") == nil)
  }
}
