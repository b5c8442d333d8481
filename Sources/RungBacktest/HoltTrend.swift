import RealModule
import RungModel

/// Holt's linear trend, damped, on the values as they are.
///
/// Level and trend are smoothed over the last six hours with the three constants that had the least
/// squared one-step error there. Damped, because a straight line that goes on for an hour loses to
/// one that bends: an undamped rival would flatter.
/// - SeeAlso: C. C. Holt, "Forecasting seasonals and trends by exponentially weighted moving
///   averages" (1957), reprinted in International Journal of Forecasting 20 (2004).
/// - SeeAlso: E. S. Gardner and E. McKenzie, "Forecasting trends in time series", Management
///   Science 31 (1985).
struct HoltTrend: Hashable, Sendable {
  var level: Double
  /// Per minute.
  var trend: Double
  /// What is left of the trend a minute later.
  var damping: Double

  /// Minutes that constants are chosen on.
  private static let window: Int64 = 360
  /// Fewer values than this choose nothing.
  private static let fewest = 10
  /// Candidates for the level's constant.
  private static let levelConstants = [0.2, 0.35, 0.5, 0.7, 0.9]
  /// Candidates for the trend's constant; tried side by side.
  private static let trendConstants = SIMD8(0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4)
  /// Candidates for the damping, a minute.
  private static let dampings = [0.8, 0.9, 0.95, 0.98]
  /// A falling line stops at this part of the level: users do not go below zero, and the logarithms
  /// of its errors should not be about nothing else.
  private static let lowest = 0.1

  init(level: Double, trend: Double, damping: Double = 1) {
    self.level = level
    self.trend = trend
    self.damping = damping
  }

  /// Nil with fewer than ten values in the last six hours.
  /// - Parameter series: values up to the origin.
  init?(_ series: MinuteSeries, at origin: Int64) {
    let values = ((origin - Self.window + 1)...origin).map { series[$0] }
    guard values.count(where: { $0 != nil }) >= Self.fewest else { return nil }
    var least = Double.infinity
    self.init(level: 0, trend: 0)
    for damping in Self.dampings {
      for constant in Self.levelConstants {
        let run = Self.smooth(values, constant, damping)
        for lane in run.errors.indices where run.errors[lane] < least {
          least = run.errors[lane]
          self = HoltTrend(level: run.level[lane], trend: run.trend[lane], damping: damping)
        }
      }
    }
  }

  /// The line some minutes ahead; not negative.
  func value(ahead minutes: Int) -> Double {
    let steps =
      damping < 1
      ? damping * (1 - Double.pow(damping, Double(minutes))) / (1 - damping) : Double(minutes)
    return max(0, level * Self.lowest, level + trend * steps)
  }

  /// Eight runs at once, one for each of the trend's constants, with their squared errors.
  private static func smooth(
    _ values: [Double?], _ constant: Double, _ damping: Double
  ) -> (level: SIMD8<Double>, trend: SIMD8<Double>, errors: SIMD8<Double>) {
    var level = SIMD8<Double>.zero
    var trend = SIMD8<Double>.zero
    var errors = SIMD8<Double>.zero
    var hasBegun = false
    for value in values {
      trend *= damping
      let expected = level + trend
      guard let value else {
        // A minute that is missing moves along the trend and teaches nothing.
        level = expected
        continue
      }
      guard hasBegun else {
        level = SIMD8(repeating: value)
        hasBegun = true
        continue
      }
      let error = SIMD8(repeating: value) - expected
      errors += error * error
      level = expected + error * constant
      trend += error * constant * trendConstants
    }
    return (level, trend, errors)
  }
}
