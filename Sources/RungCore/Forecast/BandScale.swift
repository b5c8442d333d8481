import RealModule
import RungModel

/// How much wider than the library says bands have to be, by how this driver's forecasts did.
///
/// Exceedances cluster: one odd event has most of them. So each scored forecast of the last hours
/// moves the scale of what is forecast next: by how far the actual lay from the median against the
/// band it had then. It is feedback on the bands as they were given, so it settles where they
/// hold: what is called adaptive conformal inference, in logarithms and for all levels at once.
/// - SeeAlso: I. Gibbs and E. Candès, "Adaptive Conformal Inference Under Distribution Shift",
///   NeurIPS 2021.
struct BandScale {
  /// Multiplies the distance of a quantile from the median, in logarithms.
  private let factor: Double

  /// What one surprise moves the logarithm of the scale by.
  private static let gain = 0.03
  private static let range = 1.0...1.8
  /// Minutes from which the whole factor counts: nearer, minute noise has most of the band.
  private static let wholeMinutes = 15.0

  /// What the last hours were like says nothing of the day after: gone so many minutes ahead.
  private static let fading = (from: 60.0, to: 240.0)

  func factor(minutes: Int64) -> Double {
    let near = min(1, max(0, Double(minutes)) / Self.wholeMinutes)
    let far = (Self.fading.to - Double(minutes)) / (Self.fading.to - Self.fading.from)
    return 1 + (factor - 1) * min(near, max(0, far))
  }

  init(_ scorecard: Scorecard, now: Int64) {
    let sum = scorecard.surprise(at: now)
    factor = min(max(Double.exp(Self.gain * sum), Self.range.lowerBound), Self.range.upperBound)
  }
}
