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
    offset(level, at: Reach(minutes, known, isLearned: isLearned))
  }

  /// Adds to each level so many times its offset.
  func add(_ times: Double = 1, minutes: Int64, to logs: inout [Double]) {
    let reach = Reach(minutes, known, isLearned: isLearned)
    for level in logs.indices { logs[level] += times * offset(level, at: reach) }
  }

  private func offset(_ level: Int, at reach: Reach) -> Double {
    guard levels.values[level] > 0.5 else { return 0 }
    switch reach {
    case .unknown(let spread): return levels.normal[level] * spread
    case .at(let place, let growth): return offsets[place][level] * growth
    case .between(let left, let share):
      let (low, high) = (offsets[left][level], offsets[left + 1][level])
      return low + (high - low) * share
    }
  }

  /// Where so many minutes lie among the known horizons.
  private enum Reach {
    /// Nothing is known: a deviation of its own.
    case unknown(spread: Double)
    /// At a horizon, before the first, or beyond the last, where it is so many times as wide.
    case at(Int, growth: Double)
    /// Between a horizon and the next, which has this share.
    case between(Int, share: Double)

    init(_ minutes: Int64, _ known: [Int], isLearned: Bool) {
      let horizons = OrdinaryDays.horizons
      guard let last = known.indices.last else {
        self = .unknown(spread: 0.04 + 0.03 * Double.sqrt(Double(max(0, minutes))))
        return
      }
      let right = known.firstIndex { horizons[$0] >= minutes } ?? last
      let left = known.lastIndex { horizons[$0] <= minutes } ?? 0
      let (from, to) = (horizons[known[left]], horizons[known[right]])
      guard right > left else {
        // Beyond the last horizon uncertainty grows as a random walk's does, but where the day's
        // shape is known not for ever.
        let beyond = max(1, Double(minutes) / Double(max(1, to)))
        let growth = isLearned ? min(Double.sqrt(beyond), mostBeyond) : Double.sqrt(beyond)
        self = .at(right, growth: right == last ? growth : 1)
        return
      }
      self = .between(left, share: Double(minutes - from) / Double(to - from))
    }
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
