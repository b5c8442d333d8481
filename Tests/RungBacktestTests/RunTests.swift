import RungModel
import Testing

@testable import RungBacktest

@Suite("A whole backtest")
struct RunTests {
  @Test("Twice the same, whatever slot ends first, and all that has an actual is scored")
  func deterministic() async {
    let settings = BacktestSettings(horizons: [6, 60], every: 5)
    let backtest = Backtest(Fixture.material, settings)
    let first = await backtest.run(stopwatch: Fixture.still) { _ in }
    let again = await backtest.run(stopwatch: Fixture.still) { _ in }
    #expect(first.trials == again.trials && first.rivals == again.rivals)
    #expect(first.origins == backtest.whole.forecasts && first.origins == 2 * 42)
    #expect(first.trials.count == 2 * 42 * 2)
    for trial in first.trials {
      let target = trial.origin + Int64(settings.horizons[trial.horizon])
      #expect(trial.actual == Fixture.material.series[target])
      #expect(trial.forecast[0] <= trial.forecast[1] && trial.forecast[2] <= trial.forecast[3])
      #expect(trial.planned >= trial.forecast[3])
    }
  }

  @Test("Forecasts of a run do not know what comes after them")
  func honest() async throws {
    let settings = BacktestSettings(horizons: [6], every: 10)
    let whole = Fixture.material
    let slot = try #require(BacktestSlot.find(in: whole, settings).last)
    let origin = slot.origins[15]
    let cut = whole.cut(after: origin + 6)
    let long = await Backtest(whole, settings).run(stopwatch: Fixture.still) { _ in }
    let short = await Backtest(cut, settings).run(stopwatch: Fixture.still) { _ in }
    let known = long.trials.filter { $0.origin <= origin }
    let knownShort = short.trials.filter { $0.origin <= origin }
    #expect(known.count == 21 + 16)
    #expect(known.map(\.forecast) == knownShort.map(\.forecast))
    #expect(known.map(\.points) == knownShort.map(\.points))
    #expect(
      long.rivals.map { $0.prefix(known.count) } == short.rivals.map { $0.prefix(known.count) })
  }

  @Test("Choosing slots changes what is scored, not what is known")
  func chosen() async {
    var settings = BacktestSettings(horizons: [10], every: 15)
    let all = await Backtest(Fixture.material, settings).run(stopwatch: Fixture.still) { _ in }
    settings.slots = 2...2
    let second = await Backtest(Fixture.material, settings).run(stopwatch: Fixture.still) { _ in }
    let kept = all.trials.indices.filter { all.trials[$0].slot == 1 }
    #expect(second.trials == kept.map { all.trials[$0] })
    #expect(second.rivals == all.rivals.map { values in kept.map { values[$0] } })
    settings.slots = nil
    settings.to = Timestamp(minute: all.slots[1].start ?? 0)
    let first = await Backtest(Fixture.material, settings).run(stopwatch: Fixture.still) { _ in }
    #expect(first.trials == all.trials.filter { $0.slot == 0 })
  }

  @Test("Events that start together are one slot; cancelled ones are none")
  func slots() {
    var material = Fixture.plain { Double($0) }
    var twin = material.messages[0]
    twin.event.id = "twin"
    var cancelled = material.messages[0]
    cancelled.event.id = "cancelled"
    cancelled.event.status = .cancelled
    material.messages += [twin, cancelled]
    let slots = BacktestSlot.find(in: material, BacktestSettings())
    #expect(slots.map(\.name) == ["1"])
    #expect(slots[0].events.map(\.id) == ["sale", "twin"])
    #expect(slots[0].origins.count == 210)
    #expect(slots[0].origins.first == material.series.firstMinute + 540)
  }

  @Test("Without events every minute is an origin, gaps are not scored, old values are counted")
  func gaps() async {
    var material = Fixture.plain(minutes: 600) { (200..<240).contains($0) ? nil : 100 }
    material.messages = []
    let settings = BacktestSettings(horizons: [6], origins: .all)
    let result = await Backtest(material, settings).run(stopwatch: Fixture.still) { _ in }
    #expect(result.origins == 599)
    #expect(result.staleOrigins == 35)
    // Targets 6 to 599, of which 40 are missing.
    #expect(result.trials.count == 594 - 40)
    #expect(result.slots.map(\.name) == ["2027-01-16"])
    let scores = BacktestScores(result)
    #expect(scores.kinds.map(\.name) == ["no event"])
  }

  @Test("Phases come in the order of the milestones, by what had happened at the target")
  func phases() throws {
    let material = Fixture.plain { _ in 1 }
    let slots = BacktestSlot.find(in: material, BacktestSettings())
    let phases = BacktestPhases(slots)
    #expect(phases.names == ["before", "start", "end", "no event"])
    let start = try #require(slots[0].start)
    let places = [-1, 0, 59, 60].map { phases.places(of: start + $0, in: slots[0]).phase }
    #expect(places == [0, 1, 1, 2])
  }

  @Test("A hold counts for what is planned until it ends, three hours at most")
  func planned() {
    let at = Timestamp(minute: 1_000)
    var forecast = Forecast(
      driver: DriverID("m"), madeAt: at, firstMinute: 1_000, levels: BacktestSettings.levels,
      paths: [1, 2, 3, 4].map { [Double](repeating: $0, count: 61) }, confidence: .low,
      reasons: [])
    #expect(forecast.planned(ahead: 60) == 4)
    forecast.holds = [
      Forecast.Hold(
        event: "e", since: at - .minutes(5), until: at + .minutes(30), values: [5, 6, 7, 8],
        isAnnounced: true, reason: "")
    ]
    #expect([10, 29, 30].map { forecast.planned(ahead: $0) } == [8, 8, 4])
    forecast.holds[0].since = at - .hours(3)
    #expect(forecast.planned(ahead: 10) == 4)
  }
}
