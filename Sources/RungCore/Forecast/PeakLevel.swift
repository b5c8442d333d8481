import RealModule
import RungModel

/// How high an event will go: a log-normal, from comparable peaks and the sender's expectation.
struct PeakLevel {
  /// Logarithm of the median peak.
  var mean: Double
  /// Standard deviation in logarithms.
  var spread: Double

  /// What `expected_peak` is trusted to: about 20 % either way.
  static let expectationSpread = 0.2
  /// Published figures say how matches run, not how large this platform is.
  static let leastSyntheticSpread = 0.6
  /// Even eight measured matches leave the next one open by so much.
  static let leastMeasuredSpread = 0.15

  /// Nil when nothing is known.
  init?(_ event: Event, comparables: Comparables, curves: [ComparableCurve], unit: DriverUnit) {
    var peaks = WeightedRows()
    // How large a platform is, one match of its own tells better than any number of others.
    let members = comparables.members.filter { curves[$0.index].isWhole }
    let own = members.filter { curves[$0.index].isMeasured }
    for member in own.isEmpty ? members : own {
      peaks.add(curves[member.index].logPeak, weight: member.weight)
    }
    var known: (mean: Double, spread: Double)?
    if !peaks.isEmpty {
      let least =
        comparables.measuredCount >= Comparables.enough
        ? Self.leastMeasuredSpread : Self.leastSyntheticSpread
      let small = Double.sqrt(1 + 2 / Double(peaks.values.count))
      known = (peaks.mean, max(least, Double.sqrt(peaks.variance) * small))
    }
    let expected = event.expectedPeak[unit.word].flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
    guard let expected else {
      guard let known else { return nil }
      (mean, spread) = known
      return
    }
    mean = Double.log(expected)
    spread = Self.expectationSpread
    if let known {
      combine(mean: known.mean, spread: known.spread)
    }
  }

  /// Two independent estimates, each weighted by its precision.
  mutating func combine(mean other: Double, spread otherSpread: Double) {
    let own = 1 / (spread * spread)
    let their = 1 / (otherSpread * otherSpread)
    mean = (mean * own + other * their) / (own + their)
    spread = Double.sqrt(1 / (own + their))
  }
}
