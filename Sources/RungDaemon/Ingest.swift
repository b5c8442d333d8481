package import RungModel
package import RungPorts

/// Turns ingested samples into the drivers' values: selects, converts, sums, refuses.
///
/// A driver's value is the sum of the newest value of each series that matches it. A series that
/// stops is **not** zero. Its last value stays in the sum for the freshness window, which bridges a
/// missed scrape. After that it leaves the sum; if what remains is less than nine tenths of what
/// the driver gave when the series was last heard, the stop would look like a fall of the load, so
/// the driver gives nothing (it goes stale, and the controller holds) until the series returns or
/// is forgotten. A rolled-out fleet, whose new series make up for the old, passes without a gap.
package struct Ingest: Sendable {
  /// How old and how new samples may be, by the daemon's clock.
  package struct Rules: Hashable, Sendable {
    /// How long a series counts after its newest sample. Default 3 minutes: two missed scrapes.
    package var freshness: Duration
    /// How long a stopped series can silence its driver. Default 30 minutes.
    package var forgetAfter: Duration
    /// The part of the former sum that must remain for a stop not to be a fall.
    package var believableShare: Double
    /// How long after a restart a sum below the level before it is not believed: some series may
    /// not have been heard again yet. Default 1 minute, a long scrape interval.
    package var settling: Duration
    /// Samples older than this are refused. Default 1 hour.
    package var oldest: Duration
    /// Samples further ahead of the clock than this are refused. Default 2 minutes.
    package var newest: Duration

    package init(
      freshness: Duration = .minutes(3), forgetAfter: Duration = .minutes(30),
      believableShare: Double = 0.9, settling: Duration = .minutes(1), oldest: Duration = .hours(1),
      newest: Duration = .minutes(2)
    ) {
      self.freshness = freshness
      self.forgetAfter = forgetAfter
      self.believableShare = believableShare
      self.settling = settling
      self.oldest = oldest
      self.newest = newest
    }
  }

  package let rules: Rules
  /// What has been taken since the start.
  package private(set) var totals = SampleReceipt()
  var lanes: [Lane] = []
  /// Drivers that are worked out from a lane.
  private var departing: [DeparturesLane] = []
  private var lanesByMetric: [String: [Int]] = [:]

  package init(rules: Rules = Rules()) { self.rules = rules }

  /// The drivers in force; what is known of drivers that stay is kept. Departures bring the users
  /// that they are worked out from.
  package mutating func setDrivers(_ drivers: [Driver]) {
    var kept: [DriverID: Lane] = [:]
    for lane in lanes { kept[lane.driver.id] = lane }
    let all = Driver.withSources(drivers)
    lanes = all.filter { $0.unit != .departures }.map { driver in
      var lane = kept[driver.id] ?? Lane(driver: driver)
      lane.driver = driver
      return lane
    }
    departing = all.filter { $0.unit == .departures }.map { driver in
      departing.first { $0.driver == driver } ?? DeparturesLane(driver: driver)
    }
    lanesByMetric = [:]
    for (index, lane) in lanes.enumerated() {
      lanesByMetric[lane.driver.metric, default: []].append(index)
    }
  }

  /// Tells what drivers stood at before a restart, from their stored minutes. Until the series have
  /// settled, a sum that falls short of that level is incomplete rather than a fall.
  package mutating func remember(_ levels: [DriverID: MinuteValue], at now: Timestamp) {
    for index in lanes.indices {
      guard let level = levels[lanes[index].driver.id],
        level.minute >= (now - rules.forgetAfter).minute
      else { continue }
      lanes[index].remember(level, until: now + rules.settling)
    }
  }

  /// Gives departures the minutes before a restart: the first one after it needs the one before.
  package mutating func remember(minutes: [DriverID: [MinuteValue]]) {
    for index in departing.indices {
      let driver = departing[index].driver
      departing[index].remember(
        users: minutes[driver.source.id] ?? [], given: minutes[driver.id]?.last)
    }
  }

  /// Takes a batch. A sample whose metric no driver names costs one hash lookup.
  package mutating func take(_ samples: [Sample], at now: Timestamp) -> SampleReceipt {
    var receipt = SampleReceipt()
    for sample in samples {
      guard let candidates = lanesByMetric[sample.metric] else {
        receipt.unused += 1
        continue
      }
      let matching = candidates.filter { lane in
        lanes[lane].driver.matchers.allSatisfy { $0.matches(sample.labels) }
      }
      if matching.isEmpty {
        receipt.unused += 1
      } else if let fault = rules.refusal(of: sample, at: now) {
        receipt.refused += 1
        for lane in matching { lanes[lane].refuse(sample, fault, at: now) }
      } else {
        receipt.accepted += 1
        for lane in matching { lanes[lane].take(sample, at: now, rules: rules) }
      }
    }
    totals.accepted += receipt.accepted
    totals.unused += receipt.unused
    totals.refused += receipt.refused
    return receipt
  }

  /// The drivers' values that are new since the last call, in the order of the drivers; of each
  /// driver first the minutes that late samples have completed, then its value now. Departures
  /// come last, a value for each minute that is over.
  package mutating func collect(at now: Timestamp) -> [DriverSample] {
    var samples = lanes.indices.flatMap { lanes[$0].collect(at: now, rules: rules) }
    for index in departing.indices {
      let source = departing[index].driver.source
      guard let lane = lanes.first(where: { $0.driver == source }) else { continue }
      samples += departing[index].collect(lane.means, at: now)
    }
    return samples
  }

  /// Minutes that changed since the last call, with the mean of what `collect` gave in them.
  ///
  /// The newest minute may be partial; it comes again when it has changed.
  package mutating func takeChangedMinutes() -> [DriverID: [MinuteValue]] {
    var changed: [DriverID: [MinuteValue]] = [:]
    for index in lanes.indices {
      let minutes = lanes[index].means.takeChanged()
      if !minutes.isEmpty { changed[lanes[index].driver.id] = minutes }
    }
    for index in departing.indices {
      let minutes = departing[index].means.takeChanged()
      if !minutes.isEmpty { changed[departing[index].driver.id] = minutes }
    }
    return changed
  }

  /// When each driver last gave a value; nil if never. In the order of the drivers, departures
  /// last.
  package var lastValues: [(driver: DriverID, last: DriverSample?)] {
    lanes.map { ($0.driver.id, $0.last) } + departing.map { ($0.driver.id, $0.last) }
  }

  /// What was wrong with each driver's samples, in the order of the drivers. Departures have none:
  /// those of their users stand for them.
  package func quality(at now: Timestamp) -> [SampleQuality] {
    lanes.map { lane in
      SampleQuality(driver: lane.driver.id, faults: lane.faults, skew: lane.skew.measured(at: now))
    }
  }
}

extension Ingest.Rules {
  /// Why a sample cannot be used at all; nil when it can.
  func refusal(of sample: Sample, at now: Timestamp) -> SampleFault? {
    guard sample.value.isFinite, sample.value >= 0 else { return .invalid }
    if sample.at > now + newest { return .future }
    return sample.at < now - oldest ? .tooOld : nil
  }
}
