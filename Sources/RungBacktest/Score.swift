/// How forecasts at one horizon compare with what came.
///
/// All shares are ratios of sums over the trials, so that large minutes count as large as they are;
/// a share of nothing is 0.
package struct Score: Hashable, Sendable {
  /// Trials.
  package private(set) var count = 0
  private var actual = 0.0
  private var absolute = 0.0
  private var signed = 0.0
  private var loss = LevelValues.zero
  private var covered = SIMD4<Int>.zero
  private var medians = 0.0
  private var highs = 0.0

  package init() {}

  /// Adds one forecast, its levels rising, and what came.
  package mutating func add(_ values: LevelValues, actual: Double) {
    count += 1
    self.actual += actual
    absolute += abs(values[0] - actual)
    signed += values[0] - actual
    medians += values[0]
    highs += values[Self.high]
    for (index, level) in BacktestSettings.levels.enumerated() {
      let miss = actual - values[index]
      loss[index] += miss >= 0 ? level * miss : (level - 1) * miss
      if miss <= 0 { covered[index] += 1 }
    }
  }

  /// The place of 0.99 among the levels.
  package static let high = 2

  /// Sum of the median's absolute errors over the sum of actuals.
  package var wape: Double { share(absolute) }
  /// Sum of median minus actual over the sum of actuals; above 0 is too high.
  package var bias: Double { share(signed) }
  /// Mean pinball loss at each level over the mean actual.
  package var pinball: [Double] { loss.indices.map { share(loss[$0]) } }
  /// The part of the actuals at or below the value, for each level.
  package var coverage: [Double] {
    covered.indices.map { count == 0 ? 0 : Double(covered[$0]) / Double(count) }
  }
  /// Mean of the 0.99 value over the mean of the median: 1 would be no buffer at all.
  package var sharpness: Double { medians > 0 ? highs / medians : 0 }

  private func share(_ sum: Double) -> Double { actual > 0 ? sum / actual : 0 }
}

/// How what is planned for, holds included, compares with what came.
package struct PlannedScore: Hashable, Sendable {
  /// Trials.
  package private(set) var count = 0
  /// Trials whose target was in an interruption.
  package private(set) var interruptedCount = 0
  private var coveredCount = 0
  private var planned = 0.0
  private var actual = 0.0

  package init() {}

  package mutating func add(_ trial: Trial) {
    count += 1
    if trial.actual <= trial.planned { coveredCount += 1 }
    guard !trial.isInterrupted else {
      interruptedCount += 1
      return
    }
    planned += trial.planned
    actual += trial.actual
  }

  /// The part of the actuals at or below what is planned for.
  package var coverage: Double { count == 0 ? 0 : Double(coveredCount) / Double(count) }
  /// Mean planned over mean actual outside interruptions: what readiness costs.
  package var cost: Double { actual > 0 ? planned / actual : 0 }
}
