import RungModel

/// What is known of one driver: its minutes, and the newest samples within the observed window.
struct DriverState: Hashable, Sendable {
  /// The observed level is the median over this long, so that a single wild sample moves nothing.
  static let observedWindow: Duration = .minutes(3)
  /// Minutes kept for forecasting: a week and a day, so that last week's same minute is there.
  static let minutesKept: Int64 = 8 * 1_440
  /// Older ones are dropped so many at a time, at minutes that this divides: to move a week of
  /// values every minute costs more than to keep some hours longer.
  static let minutesDropped: Int64 = 360

  /// Mean of each minute's samples.
  private(set) var minutes = MinuteSeries()
  /// Samples of the observed window, in order of time.
  private(set) var recent: [DriverSample] = []
  /// How many samples the newest minute's mean is made of.
  private var newestMinuteCount = 0
  /// The newest sample's instant; nil before the first.
  private(set) var newestAt: Timestamp?

  init() {}

  /// Takes up stored minutes: each counts as one sample at the start of its minute.
  init(_ stored: [MinuteValue], of driver: DriverID, at now: Timestamp) {
    for minute in stored.sorted(by: { $0.minute < $1.minute }) where minute.minute <= now.minute {
      take(
        DriverSample(driver: driver, at: Timestamp(minute: minute.minute), value: minute.value))
    }
    age(to: now)
  }

  mutating func take(_ sample: DriverSample) {
    let minute = sample.at.minute
    if let newestAt, sample.at <= newestAt {
      // Late: it fills a minute that is missing, and never rewrites one that was seen.
      if minutes[minute] == nil { minutes[minute] = sample.value }
      return
    }
    if minute == newestAt?.minute, let mean = minutes[minute] {
      newestMinuteCount += 1
      minutes[minute] = mean + (sample.value - mean) / Double(newestMinuteCount)
    } else {
      minutes[minute] = sample.value
      newestMinuteCount = 1
    }
    newestAt = sample.at
    recent.append(sample)
    let oldest = minute - Self.minutesKept
    let surplus = (oldest % Self.minutesDropped + Self.minutesDropped) % Self.minutesDropped
    minutes.dropBefore(oldest - surplus)
  }

  /// Forgets samples that have left the observed window.
  mutating func age(to now: Timestamp) {
    let from = now - Self.observedWindow
    if let first = recent.first, first.at < from { recent.removeAll { $0.at < from } }
  }

  /// The median of the observed window; nil when it holds no sample: then the driver is stale.
  var observed: Double? {
    guard !recent.isEmpty else { return nil }
    let sorted = recent.map(\.value).sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The newest sample; nil when the observed window holds none.
  var newestSample: DriverSample? { recent.last }

  /// The newest sample's value; nil when the observed window holds none.
  var newest: Double? { recent.last?.value }

  /// Users or requests a second gained in a minute over the last minutes; 0 when falling.
  ///
  /// Between medians of three minutes: one wild minute is no ramp, a true surge counts from its
  /// second minute on.
  func rampPerMinute(at now: Timestamp, over span: Int64 = 5) -> Double {
    guard let newest = minutes.last(atOrBefore: now.minute),
      let earlier = minutes.last(atOrBefore: newest.minute - span),
      earlier.minute >= newest.minute - 2 * span
    else { return 0 }
    let gain = middle(of: newest.minute) - middle(of: earlier.minute)
    return max(0, gain / Double(newest.minute - earlier.minute))
  }

  /// The median of a minute and the two before it; 0 when none has a value.
  private func middle(of minute: Int64) -> Double {
    let values = (minute - 2...minute).compactMap { minutes[$0] }.sorted()
    // Of two values the lower: nothing says yet which of them is the wild one.
    return values.isEmpty ? 0 : values[(values.count - 1) / 2]
  }

  /// The highest minute of the last minutes; nil when none has a value.
  func highest(in span: Duration, before now: Timestamp) -> Double? {
    var highest: Double?
    let from = (now - span).minute
    for minute in stride(from: now.minute, through: max(from, minutes.firstMinute), by: -1) {
      if let value = minutes[minute], value > (highest ?? -1) { highest = value }
    }
    return highest
  }
}
