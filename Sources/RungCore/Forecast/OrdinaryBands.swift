import RealModule

/// How far above the median the levels of a forecast lie on ordinary days.
struct OrdinaryBands {
  /// For each known horizon, by level, in logarithms; a level at or below 0.5 has no offset.
  private var offsets: [[Double]] = []
  /// Places in `OrdinaryDays.horizons` of those that are known; rising.
  private let known: [Int]
  private let levels: QuantileLevels
  private let isLearned: Bool

  /// How much wider bands are beyond the last horizon, at most, where the day's shape is known.
  private static let mostBeyond = 1.5

  init(_ days: OrdinaryDays, _ levels: QuantileLevels) {
    self.levels = levels
    isLearned = days.isLearned
    known = OrdinaryDays.horizons.indices.filter {
      days.bands.indices.contains($0) && !days.bands[$0].isEmpty
    }
    guard !known.isEmpty else { return }
    let places = levels.indices.map { Place(levels.values[$0], normal: levels.normal[$0]) }
    offsets = known.map { horizon in places.map { $0.read(days.bands[horizon]) } }
  }

  /// The offset of a level, by its place, so many minutes ahead; rising in the level.
  func offset(_ level: Int, minutes: Int64) -> Double {
    guard levels.values[level] > 0.5 else { return 0 }
    let horizons = OrdinaryDays.horizons
    guard let last = known.last else {
      return levels.normal[level] * (0.04 + 0.03 * Double.sqrt(Double(max(0, minutes))))
    }
    let right = known.firstIndex { horizons[$0] >= minutes } ?? known.count - 1
    let left = known.lastIndex { horizons[$0] <= minutes } ?? 0
    let (low, high) = (offsets[left][level], offsets[right][level])
    let (from, to) = (horizons[known[left]], horizons[known[right]])
    guard to != from else {
      // Beyond the last horizon uncertainty grows as a random walk's does, but where the day's
      // shape is known not for ever.
      let beyond = max(1, Double(minutes) / Double(max(1, to)))
      let growth = isLearned ? min(Double.sqrt(beyond), Self.mostBeyond) : Double.sqrt(beyond)
      return high * (known[right] == last ? growth : 1)
    }
    return low + (high - low) * Double(minutes - from) / Double(to - from)
  }

  /// Where a level lies among `OrdinaryDays.levels`: linear in the normal quantile between two.
  private struct Place {
    let right: Int
    /// Nil where it is a known level's, or beyond the last.
    let share: Double?

    init(_ level: Double, normal: Double) {
      let known = OrdinaryDays.levels
      right = known.firstIndex { $0 >= level } ?? known.count - 1
      guard right > 0, known[right] >= level else {
        share = nil
        return
      }
      let low = normalQuantile(known[right - 1])
      let high = normalQuantile(known[right])
      share = (normal - low) / (high - low)
    }

    func read(_ band: [Double]) -> Double {
      guard let share else { return band[right] }
      return band[right - 1] + share * (band[right] - band[right - 1])
    }
  }
}
