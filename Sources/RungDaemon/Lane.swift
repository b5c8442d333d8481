import RungModel

/// One driver's series, as ingest keeps them.
struct Lane: Sendable {
  /// One matching series.
  struct Series: Sendable {
    /// The newest sample as it came: a counter's rate is made from it and the next one.
    var heardAt: Timestamp
    var heard: Double
    /// Instant of the value; that of the newest sample unless it made no rate.
    var at: Timestamp = .distantPast
    /// In the unit used inside.
    var value = 0.0
    /// Whether the value has come since the last collection.
    var isNew = false
    /// What the whole driver gave when this series was last heard.
    var sumThen = 0.0
  }

  /// The level before a restart, and until when a lower sum is not believed.
  private struct Settling: Sendable {
    var level: Double
    var until: Timestamp
  }

  var driver: Driver
  private(set) var last: DriverSample?
  private(set) var faults = SampleFaults()
  private(set) var skew = ClockSkew()
  var means = MinuteMeans()
  private var late = LateMinutes()
  private var settling: Settling?
  /// By the full label set. Summed in the order of `order`, so that a sum of the same values is
  /// the same to the last bit.
  private var series: [[String: String]: Series] = [:]
  private var order: [[String: String]] = []

  init(driver: Driver) { self.driver = driver }

  /// Tells what the driver stood at before a restart.
  mutating func remember(_ level: MinuteValue, until: Timestamp) {
    settling = Settling(level: level.value, until: until)
    late.remember(until: level.minute)
  }

  /// Counts a sample of a matching series that cannot be used.
  mutating func refuse(_ sample: Sample, _ fault: SampleFault, at now: Timestamp) {
    faults.count(fault)
    if fault != .invalid { skew.note(sample.at - now, isOff: true, at: now) }
  }

  /// Takes a usable sample of a matching series.
  mutating func take(_ sample: Sample, at now: Timestamp, rules: Ingest.Rules) {
    let isBehind = sample.at < now - rules.freshness
    if isBehind { faults.count(.behind) }
    skew.note(sample.at - now, isOff: isBehind, at: now)
    guard var known = series[sample.labels] else {
      order.append(sample.labels)
      var first = Series(heardAt: sample.at, heard: sample.value)
      if !driver.isCounter { first.give(sample.value * driver.unit.factor, at: sample.at) }
      series[sample.labels] = first
      return
    }
    if sample.at <= known.heardAt {
      guard isConflict(sample, known) else { return }
    }
    take(sample, into: &known, rules)
    series[sample.labels] = known
  }

  /// The driver's value if something new was heard and nothing that is missing makes it a lie;
  /// before it, earlier minutes that late samples have completed.
  mutating func collect(at now: Timestamp, rules: Ingest.Rules) -> [DriverSample] {
    forget(before: now - rules.forgetAfter)
    let present = value(at: now, rules: rules)
    if let present { late.give(present.at.minute) }
    let newest = series.values.lazy.map(\.at).max()?.minute ?? .min
    let completed = late.complete(order, before: newest, oldest: (now - rules.oldest).minute)
    var result = completed.map { minute in
      DriverSample(driver: driver.id, at: Timestamp(minute: minute.minute), value: minute.value)
    }
    if let present {
      last = present
      result.append(present)
    }
    for sample in result { means.add(sample.value, at: sample.at) }
    return result
  }

  private mutating func value(at now: Timestamp, rules: Ingest.Rules) -> DriverSample? {
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
    return DriverSample(driver: driver.id, at: newest, value: sum)
  }

  private mutating func forget(before instant: Timestamp) {
    guard series.values.contains(where: { $0.heardAt < instant }) else { return }
    order.removeAll { labels in
      guard let known = series[labels], known.heardAt < instant else { return false }
      series[labels] = nil
      return true
    }
  }
}

// What one sample does to its series.
extension Lane {
  /// Whether a sample that is not newer than its series replaces the newest one; counts why not.
  private mutating func isConflict(_ sample: Sample, _ known: Series) -> Bool {
    if sample.at == known.heardAt {
      faults.count(sample.value == known.heard ? .duplicate : .conflict)
      return sample.value != known.heard
    }
    faults.count(.late)
    // A counter's count of an earlier instant makes no rate by itself.
    if !driver.isCounter, sample.at.minute < known.at.minute {
      late.keep(sample.value * driver.unit.factor, of: sample.labels, at: sample.at.minute)
    }
    return false
  }

  private mutating func take(_ sample: Sample, into known: inout Series, _ rules: Ingest.Rules) {
    guard driver.isCounter else {
      keepUncollected(known, of: sample)
      known.heardAt = sample.at
      known.heard = sample.value
      known.give(sample.value * driver.unit.factor, at: sample.at)
      return
    }
    let before = (count: known.heard, at: known.heardAt)
    guard sample.at > before.at else {
      known.heard = sample.value
      return
    }
    let reading = CounterRate(
      from: before, to: sample.value, at: sample.at, longest: rules.freshness)
    if reading == .tooClose { return }
    known.heardAt = sample.at
    known.heard = sample.value
    switch reading {
    case .rate(let rate), .reset(let rate):
      if case .reset = reading { faults.count(.counterReset) }
      keepUncollected(known, of: sample)
      known.give(rate, at: sample.at)
    case .gap: faults.count(.counterGap)
    case .tooClose: break
    }
  }

  /// A backlog that comes at once holds minutes that no collection has seen.
  private mutating func keepUncollected(_ known: Series, of sample: Sample) {
    guard known.isNew, known.at.minute < sample.at.minute else { return }
    late.keep(known.value, of: sample.labels, at: known.at.minute)
  }
}

extension Lane.Series {
  fileprivate mutating func give(_ value: Double, at instant: Timestamp) {
    self.value = value
    at = instant
    isNew = true
  }
}
