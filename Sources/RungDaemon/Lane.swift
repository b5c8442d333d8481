import RungModel

/// One driver's series, as ingest keeps them.
struct Lane: Sendable {
  /// One matching series.
  struct Series: Sendable {
    var at: Timestamp
    /// In the unit used inside.
    var value: Double
    /// Whether it was heard since the last collection.
    var isNew: Bool
    /// What the whole driver gave when this series was last heard.
    var sumThen: Double
  }

  /// The level before a restart, and until when a lower sum is not believed.
  struct Settling: Sendable {
    var level: Double
    var until: Timestamp
  }

  var driver: Driver
  var settling: Settling?
  private(set) var last: DriverSample?
  var means = MinuteMeans()
  /// By the full label set. Summed in the order of `order`, so that a sum of the same values is
  /// the same to the last bit.
  private var series: [[String: String]: Series] = [:]
  private var order: [[String: String]] = []

  init(driver: Driver) { self.driver = driver }

  /// Takes an acceptable sample of a matching series; one older than the newest known is dropped.
  mutating func take(_ sample: Sample) {
    let value = sample.value * driver.unit.factor
    if let known = series[sample.labels] {
      guard sample.at >= known.at else { return }
      series[sample.labels] = Series(
        at: sample.at, value: value, isNew: true, sumThen: known.sumThen)
    } else {
      order.append(sample.labels)
      series[sample.labels] = Series(at: sample.at, value: value, isNew: true, sumThen: 0)
    }
  }

  /// The driver's value if something new was heard and nothing that is missing makes it a lie.
  mutating func collect(at now: Timestamp, rules: Ingest.Rules) -> DriverSample? {
    forget(before: now - rules.forgetAfter)
    let known = order.compactMap { series[$0] }
    guard let newest = known.lazy.filter(\.isNew).map(\.at).max() else { return nil }
    let sum = known.filter { $0.at >= now - rules.freshness }.reduce(0) { $0 + $1.value }
    let missed = known.filter { $0.at < now - rules.freshness }.map(\.sumThen).max() ?? 0
    for labels in order where series[labels]?.isNew == true {
      series[labels]?.isNew = false
      series[labels]?.sumThen = sum
    }
    // An old sample that arrives late says nothing about now.
    guard newest >= now - rules.freshness, sum >= missed * rules.believableShare else { return nil }
    if let settling {
      if now < settling.until, sum < settling.level * rules.believableShare { return nil }
      self.settling = nil
    }
    let sample = DriverSample(driver: driver.id, at: newest, value: sum)
    last = sample
    means.add(sum, at: newest)
    return sample
  }

  private mutating func forget(before instant: Timestamp) {
    guard series.values.contains(where: { $0.at < instant }) else { return }
    order.removeAll { labels in
      guard let known = series[labels], known.at < instant else { return false }
      series[labels] = nil
      return true
    }
  }
}

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

  /// Minutes with a new mean since the last call, oldest first. Keeps the newest three so that a
  /// minute that goes on, or a late value, still counts in its mean.
  mutating func takeChanged() -> [MinuteValue] {
    let result = changed.sorted().map { minute in
      MinuteValue(minute: minute, value: means[minute].map { $0.sum / Double($0.count) } ?? 0)
    }
    changed = []
    if let newest = means.keys.max() { means = means.filter { $0.key > newest - 3 } }
    return result
  }
}
