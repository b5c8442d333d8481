/// A curve's value against its peak around one play minute, in logarithms, as sums over the minutes
/// beside it: made once per curve, because a forecast asks every curve for every minute ahead.
struct ShapePoint: Hashable, Sendable {
  /// Sum of what its minutes count.
  private(set) var weight = 0.0
  /// Weighted sum of the values.
  private(set) var sum = 0.0
  /// Weighted sum of their squares.
  private(set) var squares = 0.0

  /// Minutes to either side that count.
  private static let slack = 4

  /// Nothing seen.
  init() {}

  /// - Parameter index: a place in `logs`.
  private init(_ logs: [Double], at index: Int, logPeak: Double) {
    for offset in -Self.slack...Self.slack {
      guard let value = AlignedCurves.value(logs, index + offset) else { continue }
      let weight = AlignedCurves.nearness(offset)
      self.weight += weight
      sum += weight * (value - logPeak)
      squares += weight * (value - logPeak) * (value - logPeak)
    }
  }

  /// One for each minute of a curve.
  static func all(_ logs: [Double], logPeak: Double) -> [ShapePoint] {
    logs.indices.map { ShapePoint(logs, at: $0, logPeak: logPeak) }
  }

  mutating func add(_ other: ShapePoint, weight share: Double) {
    weight += share * other.weight
    sum += share * other.sum
    squares += share * other.squares
  }

  /// Nil when nothing was seen.
  var moments: (mean: Double, variance: Double)? {
    guard weight > 0 else { return nil }
    let mean = sum / weight
    return (mean, max(0, squares / weight - mean * mean))
  }
}
