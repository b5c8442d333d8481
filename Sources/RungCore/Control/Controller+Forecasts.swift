import RungModel

/// What the newest forecast of a driver was made from, to tell whether it still stands.
struct ForecastBasis: Hashable, Sendable {
  /// A newest sample this much off the one before, as a share, is news within the minute.
  static let news = 0.03

  var minute: Int64
  var model: FittedModel
  var events: [Event]
  var newest: Double?
  var levels: [Double]
  var minutes: Int

  /// Whether a forecast from this basis still holds for another: the same minute, model, schedule
  /// and reach, and a level that has not moved.
  func stands(for other: ForecastBasis) -> Bool {
    guard minute == other.minute, minutes == other.minutes, levels == other.levels,
      model.fittedAt == other.model.fittedAt, events == other.events
    else { return false }
    guard let newest, let now = other.newest else { return newest == other.newest }
    return abs(now - newest) <= Self.news * max(newest, now)
  }
}

// Forecasts are per driver and made anew with each minute, and within it as soon as a sample, an
// event or a model says something new; between, the last one stands.
extension Controller {
  /// Quantile levels that every forecast has, besides the risks of the ladders.
  static let shownLevels = ForecastRecord.levels
  /// Forecasts look at least this far, so that what is shown says something.
  static let shortestHorizon: Duration = .hours(2)

  /// - Returns: what the first forecast of a minute leaves to be kept.
  mutating func updateForecasts(at now: Timestamp) -> [Directive] {
    var directives: [Directive] = []
    for (driver, ladders) in laddersByDriver() {
      guard let model = models[driver.id] else { continue }
      let state = memory.drivers[driver.id]
      let basis = ForecastBasis(
        minute: now.minute, model: model, events: memory.events, newest: state?.newest,
        levels: Set(Self.shownLevels + ladders.map(\.buffer.risk)).sorted(),
        minutes: horizonMinutes(ladders))
      if forecastBases[driver.id]?.stands(for: basis) == true { continue }
      forecastBases[driver.id] = basis
      let scorecard = isScoring ? memory.scorecards[driver.id] : nil
      let forecast = model.forecast(
        recent: state?.minutes ?? MinuteSeries(), events: memory.events, at: now,
        minutes: basis.minutes, levels: basis.levels, scorecard: scorecard ?? Scorecard())
      forecasts[driver.id] = heldWhileStale(forecast)
      standingPlans[driver.id] = nil
      directives += keep(forecast)
    }
    return directives
  }

  private func horizonMinutes(_ ladders: [Ladder]) -> Int {
    let reach = ladders.map { $0.scaleIn.hold + leadTime(of: $0.service) + climb($0) }
    let horizon = max(Self.shortestHorizon, reach.max() ?? .zero) + .minutes(2)
    return Int(horizon.inMinutes.rounded(.up))
  }
}
