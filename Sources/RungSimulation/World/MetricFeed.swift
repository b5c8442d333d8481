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
  private let drivers: [DriverID]
  /// What was sent last, by driver.
  private var sent: [DriverID: Double] = [:]
  private var newest: Int64?
  /// What has been sent so far, by driver and minute: what models are fitted on.
  private(set) var seen: [DriverID: MinuteSeries] = [:]

  init(_ demand: [DriverID: MinuteSeries], timing: Timing, faults: FaultSchedule) {
    self.demand = demand
    self.timing = timing
    self.faults = faults
    drivers = demand.keys.sorted()
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
    return samples
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
