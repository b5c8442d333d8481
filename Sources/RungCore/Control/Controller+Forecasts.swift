import RungModel

// Forecasts are per driver and made anew with each minute, and within it as soon as a sample, an
// event or a model says something new; between, the last one stands. In ordinary time it may stand
// for some minutes, while what comes is what it said.
extension Controller {
  /// Quantile levels that every forecast has, besides the risks of the ladders.
  static let shownLevels = ForecastRecord.levels

  /// - Returns: what the first forecast of a minute leaves to be kept.
  mutating func updateForecasts(at now: Timestamp) -> [Directive] {
    var directives: [Directive] = []
    for (driver, ladders) in laddersByDriver() {
      guard let fittedAt = models[driver.id]?.fittedAt else { continue }
      let basis = ForecastBasis(
        minute: now.minute, fittedAt: fittedAt, events: memory.events,
        levels: Self.levels(of: ladders), minutes: horizonMinutes(ladders),
        newest: memory.drivers[driver.id]?.newestSample,
        losses: isScoring ? (memory.scorecards[driver.id] ?? Scorecard()).losses : [])
      if let last = forecastBases[driver.id], let forecast = forecasts[driver.id] {
        if last.stands(for: basis) { continue }
        if standingMinutes > 1, last.outlasts(basis, forecast, span: standingMinutes) {
          directives += keep(forecast, at: now)
          continue
        }
      }
      forecastBases[driver.id] = basis
      let forecast = makeForecast(of: driver, basis, at: now)
      forecasts[driver.id] = heldWhileStale(forecast)
      standingPlans[driver.id] = nil
      directives += keep(forecast, at: now)
    }
    return directives
  }

  private func makeForecast(
    of driver: Driver, _ basis: ForecastBasis, at now: Timestamp
  ) -> Forecast {
    let id = driver.id
    guard let model = models[id] else { preconditionFailure("no model of \(id)") }
    // One that may stand must still look far enough when it is given up.
    let spare =
      standingMinutes > 1 && basis.isQuiet(spare: standingMinutes) ? standingMinutes : 0
    let scorecard = isScoring ? memory.scorecards[id] : nil
    return model.forecast(
      recent: memory.drivers[id]?.minutes ?? MinuteSeries(),
      users: memory.drivers[driver.source.id]?.minutes ?? MinuteSeries(), events: basis.events,
      at: now, minutes: basis.minutes + spare, levels: basis.levels,
      scorecard: scorecard ?? Scorecard())
  }

  /// The shown levels and the risks of the ladders, rising.
  private static func levels(of ladders: [Ladder]) -> [Double] {
    var levels = shownLevels
    for ladder in ladders where !levels.contains(ladder.buffer.risk) {
      levels.append(ladder.buffer.risk)
    }
    return levels.count > shownLevels.count ? levels.sorted() : levels
  }

  private func horizonMinutes(_ ladders: [Ladder]) -> Int {
    let reach = ladders.map { $0.scaleIn.hold + leadTime(of: $0.service) + climb($0) }
    let horizon = max(shownHorizon, reach.max() ?? .zero) + .minutes(2)
    return Int(horizon.inMinutes.rounded(.up))
  }
}
