import RungModel

/// What the daemon is sent of what users do: on time, late, frozen, in a wrong unit, or not at all.
package struct MetricFeed: Sendable {
  /// When a minute's value is sent.
  package enum Timing: Hashable, Sendable {
    /// With every tick, the level of the moment: a gauge.
    case gauge
    /// Once, when the minute is over: counts of a whole minute.
    case wholeMinutes
  }

  /// What users do, whatever is sent.
  let demand: [DriverID: MinuteSeries]
  let timing: Timing
  private let faults: FaultSchedule
  /// Drivers that are sent.
  private let drivers: [DriverID]
  /// Drivers worked out from what was sent of their sources.
  private let departing: [(driver: DriverID, users: DriverID)]
  /// The newest minute that each of those was worked out for.
  private var worked: [DriverID: Int64] = [:]
  /// What was sent last, by driver.
  private var sent: [DriverID: Double] = [:]
  private var newest: Int64?
  /// What has been sent so far, by driver and minute: what models are fitted on.
  private(set) var seen: [DriverID: MinuteSeries] = [:]

  /// - Parameters:
  ///   - demand: by driver; of departures their users' series is enough.
  ///   - departing: drivers that are not sent but worked out, as ingest does it.
  init(
    _ demand: [DriverID: MinuteSeries], departing: [Driver] = [], timing: Timing,
    faults: FaultSchedule
  ) {
    self.timing = timing
    self.faults = faults
    self.departing = departing.map { ($0.id, $0.source.id) }
    var demand = demand
    for (driver, users) in self.departing where demand[driver] == nil {
      demand[driver] = demand[users].map { Departures.series(of: $0) }
    }
    self.demand = demand
    let worked = Set(self.departing.map(\.driver))
    drivers = demand.keys.filter { !worked.contains($0) }.sorted()
  }

  /// Samples that arrive with a tick.
  mutating func samples(at now: Timestamp) -> [DriverSample] {
    let kinds = faults.kinds(at: now)
    var (isMissing, isFrozen, factor, delay) = (false, false, 1.0, Duration.zero)
    for kind in kinds {
      switch kind {
      case .metricsMissing: isMissing = true
      case .metricsFrozen: isFrozen = true
      case .metricsScaled(let by): factor *= by
      case .metricsLate(let by): delay += by
      default: continue
      }
    }
    var samples: [DriverSample] = []
    switch timing {
    case .gauge:
      let at = now - delay
      for driver in drivers {
        guard let level = demand[driver]?[at.minute] else { continue }
        take(isFrozen ? sent[driver] : level * factor, of: driver, at: at, isMissing, &samples)
      }
    case .wholeMinutes:
      let last = (now - delay).minute - 1
      let first = newest.map { $0 + 1 } ?? last
      guard first <= last else { return [] }
      newest = last
      for minute in first...last {
        for driver in drivers {
          guard let level = demand[driver]?[minute] else { continue }
          let value = isFrozen ? sent[driver] : level * factor
          take(value, of: driver, at: Timestamp(minute: minute), isMissing, &samples)
        }
      }
    }
    workOut(&samples)
    return samples
  }

  /// Adds the departures of minutes that are over and not told yet, one sample a minute.
  private mutating func workOut(_ samples: inout [DriverSample]) {
    for (driver, users) in departing {
      guard let sent = seen[users] else { continue }
      // Ticks further apart than a minute send the users of some minutes only; a daemon has all.
      guard let known = faults.isEmpty ? demand[users] : sent else { continue }
      // A gauge's newest minute goes on.
      let last = timing == .gauge ? sent.lastMinute - 1 : sent.lastMinute
      let first = max(sent.firstMinute + 1, worked[driver].map { $0 + 1 } ?? .min)
      guard first <= last else { continue }
      worked[driver] = last
      for minute in first...last {
        guard let value = Departures.value(from: known[minute - 1], to: known[minute]) else {
          continue
        }
        seen[driver, default: MinuteSeries()][minute] = value
        samples.append(DriverSample(driver: driver, at: Timestamp(minute: minute), value: value))
      }
    }
  }

  private mutating func take(
    _ value: Double?, of driver: DriverID, at instant: Timestamp, _ isMissing: Bool,
    _ samples: inout [DriverSample]
  ) {
    guard !isMissing, let value else { return }
    sent[driver] = value
    seen[driver, default: MinuteSeries()][instant.minute] = value
    samples.append(DriverSample(driver: driver, at: instant, value: value))
  }
}
