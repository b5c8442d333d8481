import RungCore
import RungModel
package import RungPorts

// How forecasts did, for the API and for dashboards.
extension Daemon {
  package func scorecards() -> [ForecastScores] {
    ladders.drivers.map(\.id).sorted().compactMap { driver in
      guard let card = decider?.scorecard(of: driver), !card.rows.isEmpty else { return nil }
      let horizons = ForecastRecord.horizons
      return ForecastScores(
        driver: driver, kind: card.kind, rows: card.rows,
        overall: horizons.compactMap { card.overall(horizon: $0) },
        losing: horizons.filter { card.isLosing(horizon: $0) })
    }
  }

  /// The score at a service's lead time and the level nearest to its risk.
  func score(of ladder: Ladder) -> ServiceScore? {
    guard let card = decider?.scorecard(of: ladder.driver.id) else { return nil }
    let lead = decider?.leadTime(of: ladder.service) ?? .zero
    let horizon = Scorecard.keptHorizon(covering: lead)
    let risk = ladder.buffer.risk
    guard
      let row = card.row(horizon: horizon, kind: card.kind) ?? card.overall(horizon: horizon),
      let level = ForecastRecord.levels.min(by: { abs($0 - risk) < abs($1 - risk) })
    else { return nil }
    return ServiceScore(level: level, row: row, isLosing: card.isLosing(horizon: horizon))
  }

  func refreshScoreMetrics() {
    for family in MetricFamily.scores { registry.clear(family) }
    for scores in scorecards() {
      for row in scores.rows { refresh(row) }
      for horizon in ForecastRecord.horizons {
        registry.set(
          .forecastLosing, ["driver": scores.driver.selector, "horizon": "\(horizon)m"],
          to: scores.losing.contains(horizon) ? 1 : 0)
      }
    }
  }

  private func refresh(_ row: ScoreRow) {
    let (driver, kind, horizon) = (row.driver.selector, ScoreRow.word(for: row.kind), row.horizon)
    let labels: KeyValuePairs = ["driver": driver, "kind": kind, "horizon": "\(horizon)m"]
    registry.set(.forecastsScored, labels, to: row.total.count)
    if let error = row.recent.errorRatio { registry.set(.forecastError, labels, to: error) }
    if let error = row.recent.persistenceErrorRatio {
      registry.set(.persistenceError, labels, to: error)
    }
    for (place, level) in ForecastRecord.levels.enumerated() {
      guard let coverage = row.recent.coverage(place) else { continue }
      registry.set(
        .forecastCoverage,
        ["driver": driver, "kind": kind, "horizon": "\(horizon)m", "quantile": "\(level)"],
        to: coverage)
    }
  }
}
