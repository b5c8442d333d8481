import RungModel

/// Finds a source that repeats its last value: an exporter that caches, a pipeline that replays.
///
/// How often a value repeats by itself is learned from the day before the run. Small numbers and
/// test loads repeat often and need a long run; a platform's users hardly ever do. Zero is left out:
/// a quiet night is zero for hours, and a source that drops to zero is a fall.
enum FrozenRun {
  /// The past that is learned from, and the longest run that is doubted: a value that has stood for
  /// a whole day is how this source is.
  static let reach: Int64 = 1_440
  /// Equal minutes in a row that are needed at least.
  static let leastRepeats = 5
  /// Successive minutes before the run that are needed to know how the source moves.
  static let leastPast = 30
  /// A run is no accident when its chance is under one in a million: two false alarms in four years.
  static let chance = 1e-6
  /// Runs as long as half of this one have been seen: it is how the source is.
  static let longestShare = 0.5
  /// Means of equal samples differ in their last bits.
  static let rounding = 1e-9

  /// The run that lasts at `now`, when it is no accident.
  static func doubt(in minutes: MinuteSeries, at now: Int64) -> SourceDoubt? {
    guard let newest = minutes.last(atOrBefore: now), newest.value > 0 else { return nil }
    var since = newest.minute
    var repeats = 0
    var past = Past()
    var later = newest
    var isInRun = true
    let first = max(minutes.firstMinute, now - reach)
    for minute in stride(from: newest.minute - 1, through: first, by: -1) {
      guard let value = minutes[minute] else { continue }
      let isEqual = abs(value - later.value) <= rounding * max(value, later.value)
      if isInRun, isEqual {
        repeats += 1
        since = minute
      } else if isInRun {
        guard repeats >= leastRepeats else { return nil }
        isInRun = false
      } else {
        past.take(isEqual)
      }
      later = MinuteValue(minute: minute, value: value)
    }
    guard !isInRun, past.pairs >= leastPast,
      Double(past.longest) < longestShare * Double(repeats), past.chance(of: repeats) < chance
    else { return nil }
    return SourceDoubt(
      fault: .frozen, since: since, before: newest.value, value: newest.value, until: nil)
  }

  /// How often successive minutes were equal before the run.
  private struct Past {
    var pairs = 0
    var longest = 0
    private var equal = 0
    private var current = 0

    mutating func take(_ isEqual: Bool) {
      pairs += 1
      equal += isEqual ? 1 : 0
      current = isEqual ? current + 1 : 0
      longest = max(longest, current)
    }

    /// The chance of so many repeats in a row, with Laplace's rule of succession for one.
    func chance(of repeats: Int) -> Double {
      let share = Double(equal + 1) / Double(pairs + 2)
      return (0..<repeats).reduce(1) { chance, _ in chance * share }
    }
  }
}
