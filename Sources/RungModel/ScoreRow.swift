/// How one driver's forecasts did at one horizon during events of one kind.
package struct ScoreRow: Hashable, Codable, Sendable {
  /// What makes two rows the same one.
  package struct Key: Hashable, Sendable {
    package var driver: DriverID
    package var kind: String
    package var horizon: Int
  }

  package var driver: DriverID
  /// The kind that the forecasts were made in; empty for ordinary time.
  package var kind: String
  /// Minutes ahead; one of `ForecastRecord.horizons`.
  package var horizon: Int
  /// The newest target minute that was scored.
  package var lastMinute: Int64
  /// Fading sums: what was scored lately weighs most.
  package var recent: ScoreSums
  /// Everything since the first forecast of this kind.
  package var total: ScoreSums

  package init(
    driver: DriverID, kind: String, horizon: Int, lastMinute: Int64,
    recent: ScoreSums = ScoreSums(), total: ScoreSums = ScoreSums()
  ) {
    self.driver = driver
    self.kind = kind
    self.horizon = horizon
    self.lastMinute = lastMinute
    self.recent = recent
    self.total = total
  }

  package var key: Key { Key(driver: driver, kind: kind, horizon: horizon) }

  /// A kind as people and dashboards read it: `ordinary` for time without an event.
  package static func word(for kind: String) -> String { kind.isEmpty ? "ordinary" : kind }
}

/// Sums over scored forecasts, in the driver's unit (users, or requests a second).
///
/// All are weighted; without fading every forecast weighs 1.
package struct ScoreSums: Hashable, Codable, Sendable {
  /// Weight of the forecasts scored: how many they are worth.
  package var count = 0.0
  /// Of |median - actual|.
  package var absoluteError = 0.0
  /// Of median - actual: positive when forecasts were too high.
  package var signedError = 0.0
  package var actual = 0.0
  /// Of |last value - actual|.
  package var persistenceError = 0.0
  /// `pinball`, without an array of its own: a dozen rows change every minute and are told of.
  package var pinballLanes = SIMD4<Double>.zero
  /// `covered` likewise.
  package var coveredLanes = SIMD4<Double>.zero

  package init() {
    precondition(
      ForecastRecord.levels.count == SIMD4<Double>.scalarCount, "a level without a lane")
  }

  private enum CodingKeys: String, CodingKey {
    case count, absoluteError, signedError, actual, persistenceError
    case pinballLanes = "pinball"
    case coveredLanes = "covered"
  }
}

extension ScoreSums {
  /// Pinball losses, in the order of `ForecastRecord.levels`.
  package var pinball: [Double] {
    get { pinballLanes.indices.map { pinballLanes[$0] } }
    set { pinballLanes = SIMD4(newValue) }
  }

  /// Weight of forecasts whose value at the level was not exceeded, in the order of the levels.
  package var covered: [Double] {
    get { coveredLanes.indices.map { coveredLanes[$0] } }
    set { coveredLanes = SIMD4(newValue) }
  }
}

extension ScoreSums {
  /// The median's WAPE: sum of absolute errors over sum of actuals; nil when nothing came.
  package var errorRatio: Double? { ratio(absoluteError) }

  /// The last value's WAPE; nil when nothing came.
  package var persistenceErrorRatio: Double? { ratio(persistenceError) }

  /// Sum of signed errors over sum of actuals: 0.05 is 5 % too high; nil when nothing came.
  package var biasRatio: Double? { ratio(signedError) }

  /// The share of actuals at or below the forecast's value at a level, by its place in
  /// `ForecastRecord.levels`; nil when nothing was scored.
  package func coverage(_ level: Int) -> Double? {
    count > 0 ? min(1, coveredLanes[level] / count) : nil
  }

  /// Both taken together.
  package static func + (left: ScoreSums, right: ScoreSums) -> ScoreSums {
    var sum = left
    sum.count += right.count
    sum.absoluteError += right.absoluteError
    sum.signedError += right.signedError
    sum.actual += right.actual
    sum.persistenceError += right.persistenceError
    sum.pinballLanes += right.pinballLanes
    sum.coveredLanes += right.coveredLanes
    return sum
  }

  private func ratio(_ error: Double) -> Double? { actual > 0 ? error / actual : nil }
}
