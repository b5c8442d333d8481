import RungModel

/// Means per minute of one driver, until they are stored.
struct MinuteMeans: Sendable {
  private struct Mean {
    var sum: Double
    var count: Int
  }

  private var means: [Int64: Mean] = [:]
  private var changed: Set<Int64> = []

  mutating func add(_ value: Double, at instant: Timestamp) {
    let minute = instant.minute
    var mean = means[minute] ?? Mean(sum: 0, count: 0)
    mean.sum += value
    mean.count += 1
    means[minute] = mean
    changed.insert(minute)
  }

  /// The newest minute that has a mean; nil before the first.
  var newest: Int64? { means.keys.max() }

  /// The mean of a minute; nil where there was no value, or where it was forgotten.
  subscript(minute: Int64) -> Double? { means[minute].map { $0.sum / Double($0.count) } }

  /// Minutes with a new mean since the last call, oldest first. Keeps the newest three so that a
  /// minute that goes on, or a late value, still counts in its mean.
  mutating func takeChanged() -> [MinuteValue] {
    let result = changed.sorted().map { minute in
      MinuteValue(minute: minute, value: self[minute] ?? 0)
    }
    changed = []
    if let newest = means.keys.max() { means = means.filter { $0.key > newest - 3 } }
    return result
  }
}
