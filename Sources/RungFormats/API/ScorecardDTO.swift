package import RungModel

/// `GET /v1/scorecard`: how forecasts did against what came, by driver.
package struct ScorecardReply: Hashable, Codable, Sendable {
  /// Quantile levels of every `coverage` and `pinball` list, rising; the first is the median.
  package var levels: [Double]
  package var drivers: [DriverScoresDTO]

  package init(drivers: [DriverScoresDTO]) {
    levels = ForecastRecord.levels
    self.drivers = drivers
  }
}

/// How one driver's forecasts did.
package struct DriverScoresDTO: Hashable, Codable, Sendable {
  package var driver: String
  /// The kind of event that forecasts are made in now; `ordinary` for time without one.
  package var kind: String
  /// By kind and horizon.
  package var scores: [ScoreDTO]
  /// All kinds taken together, by horizon.
  package var overall: [ScoreDTO]
  /// Minutes ahead at which the last value did better lately, and has the vote.
  package var losingHorizons: [Int]

  enum CodingKeys: String, CodingKey {
    case driver, kind, scores, overall
    case losingHorizons = "losing_horizons"
  }

  package init(
    driver: String, kind: String, scores: [ScoreDTO], overall: [ScoreDTO], losingHorizons: [Int]
  ) {
    self.driver = driver
    self.kind = kind
    self.scores = scores
    self.overall = overall
    self.losingHorizons = losingHorizons
  }
}

/// The scores of one horizon.
package struct ScoreDTO: Hashable, Codable, Sendable {
  /// `ordinary`, an event's kind, or `all`.
  package var kind: String
  package var horizonMinutes: Int
  /// The newest minute that was scored.
  package var lastAt: Timestamp
  /// What was scored lately weighs most: half after 480 more scored minutes.
  package var recent: ScoreSumsDTO
  /// Everything kept.
  package var total: ScoreSumsDTO

  enum CodingKeys: String, CodingKey {
    case kind, recent, total
    case horizonMinutes = "horizon_minutes"
    case lastAt = "last_at"
  }

  /// - Parameter kind: the row's kind when nil.
  package init(_ row: ScoreRow, kind: String? = nil) {
    self.kind = kind ?? ScoreRow.word(for: row.kind)
    horizonMinutes = row.horizon
    lastAt = Timestamp(minute: row.lastMinute)
    recent = ScoreSumsDTO(row.recent)
    total = ScoreSumsDTO(row.total)
  }
}

/// Errors as parts of the sum of what came (WAPE), and shares of minutes.
package struct ScoreSumsDTO: Hashable, Codable, Sendable {
  /// How many forecasts it is worth; a whole number where nothing fades.
  package var forecasts: Double
  /// Of the median; absent while the sum of what came is 0.
  package var error: Double?
  /// Of the last value repeated.
  package var lastValueError: Double?
  /// Positive when medians were too high.
  package var bias: Double?
  /// By level: the share of minutes at or below the forecast's value.
  package var coverage: [Double]
  /// By level: mean pinball loss in the driver's unit.
  package var pinball: [Double]

  enum CodingKeys: String, CodingKey {
    case forecasts, error, bias, coverage, pinball
    case lastValueError = "last_value_error"
  }

  package init(_ sums: ScoreSums) {
    forecasts = sums.count
    error = sums.errorRatio
    lastValueError = sums.persistenceErrorRatio
    bias = sums.biasRatio
    coverage = sums.covered.indices.compactMap { sums.coverage($0) }
    pinball = sums.count > 0 ? sums.pinball.map { $0 / sums.count } : []
  }
}

/// How the forecasts that one service rests on did lately, in one line.
package struct ServiceScoreDTO: Hashable, Codable, Sendable {
  /// The kept horizon that covers the service's lead time.
  package var horizonMinutes: Int
  /// The kept quantile level nearest to the ladder's risk.
  package var level: Double
  /// How many forecasts were scored in all.
  package var forecasts: Int
  /// Absent while the sum of what came is 0.
  package var error: Double?
  package var lastValueError: Double?
  /// The share of minutes at or below the level's value.
  package var coverage: Double
  /// Whether the last value did better, and has the vote.
  package var losing: Bool

  enum CodingKeys: String, CodingKey {
    case level, forecasts, error, coverage, losing
    case horizonMinutes = "horizon_minutes"
    case lastValueError = "last_value_error"
  }

  /// - Parameter level: one of `ForecastRecord.levels`.
  package init(_ row: ScoreRow, level: Double, losing: Bool) {
    horizonMinutes = row.horizon
    self.level = level
    forecasts = Int(row.total.count)
    error = row.recent.errorRatio
    lastValueError = row.recent.persistenceErrorRatio
    let place = ForecastRecord.levels.firstIndex(of: level) ?? 0
    coverage = row.recent.coverage(place) ?? 0
    self.losing = losing
  }
}
