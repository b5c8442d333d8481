package import RungModel

/// How one driver's forecasts did against what came.
package struct ForecastScores: Hashable, Codable, Sendable {
  package var driver: DriverID
  /// The kind of event that forecasts are made in now; empty for ordinary time.
  package var kind: String
  /// By kind and horizon.
  package var rows: [ScoreRow]
  /// All kinds taken together, by horizon.
  package var overall: [ScoreRow]
  /// Horizons, in minutes, at which the last value did better lately in this kind.
  package var losing: [Int]

  package init(
    driver: DriverID, kind: String, rows: [ScoreRow], overall: [ScoreRow], losing: [Int]
  ) {
    self.driver = driver
    self.kind = kind
    self.rows = rows
    self.overall = overall
    self.losing = losing
  }
}

/// How the forecasts that one service rests on did, in one line.
package struct ServiceScore: Hashable, Codable, Sendable {
  /// The quantile level kept that is nearest to the ladder's risk.
  package var level: Double
  /// At the kept horizon that covers the service's lead time: in the kind of event that holds now,
  /// else over all kinds.
  package var row: ScoreRow
  /// Whether the last value did better lately.
  package var isLosing: Bool

  package init(level: Double, row: ScoreRow, isLosing: Bool) {
    self.level = level
    self.row = row
    self.isLosing = isLosing
  }
}
