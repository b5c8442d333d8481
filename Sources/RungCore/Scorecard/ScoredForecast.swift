import RungModel

/// One forecast of one minute, and what came.
package struct ScoredForecast: Hashable, Sendable {
  /// The minute that was forecast, counted from the Unix epoch.
  package var minute: Int64
  /// How many minutes before it the forecast was made; one of `ForecastRecord.horizons`.
  package var horizon: Int
  /// By level, in the order of `ForecastRecord.levels`; users or requests a second.
  package var values: [Double]
  /// The newest complete minute's value when the forecast was made.
  package var persistence: Double
  /// What came, in the same unit.
  package var actual: Double

  package init(
    minute: Int64, horizon: Int, values: [Double], persistence: Double, actual: Double
  ) {
    self.minute = minute
    self.horizon = horizon
    self.values = values
    self.persistence = persistence
    self.actual = actual
  }
}

extension ScoreSums {
  /// After so many scored minutes of a kind a score weighs half.
  ///
  /// A fading sum needs one number where a window needs all its minutes, and survives a restart as
  /// it is. The mean age of its minutes is 480 / ln 2, 11.5 h, as in a window of the last 24 h. It
  /// counts scored minutes, not time, so that a kind played once a week keeps its last two
  /// evenings.
  static let halfLifeMinutes = 480.0
  /// 2 to the power of -1 / 480.
  private static let keptEachMinute = 0.998_556_985_521_902_6

  /// Lets a minute pass.
  mutating func fade() {
    let kept = Self.keptEachMinute
    count *= kept
    absoluteError *= kept
    signedError *= kept
    actual *= kept
    persistenceError *= kept
    pinballLanes *= kept
    coveredLanes *= kept
  }

  /// Adds one forecast. A level's pinball loss is the level times what came above its value, or
  /// one less the level times what came below.
  ///
  /// - Parameters:
  ///   - values: by level, the first is the median.
  ///   - persistence: what the last-value rival said.
  /// - SeeAlso: R. Koenker and G. Bassett, "Regression Quantiles", Econometrica 46 (1978).
  mutating func add(_ values: [Double], _ persistence: Double, actual: Double) {
    count += 1
    absoluteError += abs(values[0] - actual)
    signedError += values[0] - actual
    self.actual += actual
    persistenceError += abs(persistence - actual)
    for (place, level) in ForecastRecord.levels.enumerated() {
      let above = actual - values[place]
      pinballLanes[place] += above >= 0 ? level * above : (level - 1) * above
      if above <= 0 { coveredLanes[place] += 1 }
    }
  }
}
