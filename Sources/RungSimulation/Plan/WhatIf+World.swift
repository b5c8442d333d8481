import RungModel

// What a what-if does to the world that a plan is played in.
extension WhatIf {
  /// The pools that grant nothing.
  var emptyPools: Set<String> {
    Set(
      suppositions.compactMap { supposition in
        if case .emptyPool(let name) = supposition { name } else { nil }
      })
  }

  /// From an order to serving; nil where nothing is supposed. The last one given holds.
  var lead: Duration? {
    suppositions.compactMap { supposition in
      if case .lead(let span) = supposition { span } else { nil }
    }.last
  }

  /// What users do, by driver.
  func demand(
    _ forecasts: [Forecast], events: [Event], at now: Timestamp
  ) -> [DriverID: MinuteSeries] {
    forecasts.reduce(into: [:]) { result, forecast in
      let median = MinuteSeries(
        firstMinute: forecast.firstMinute, values: forecast.paths[0])
      result[forecast.driver] = played(median, events: events, at: now)
    }
  }

  /// What users do: the predicted demand, more or less of it within the events' reach.
  ///
  /// - Parameters:
  ///   - known: the events as corrected.
  ///   - now: what came before is past and does not change.
  func played(_ predicted: MinuteSeries, events known: [Event], at now: Timestamp) -> MinuteSeries {
    let factor = suppositions.reduce(1.0) { factor, supposition in
      guard case .peak(let times) = supposition else { return factor }
      return factor * times
    }
    guard factor != 1 else { return predicted }
    let reaches = known.filter { events.contains($0.id) }.compactMap { Reach($0, at: now) }
    var played = predicted
    for minute in stride(from: predicted.firstMinute, through: predicted.lastMinute, by: 1) {
      let share = reaches.map { $0.share(minute) }.max() ?? 0
      guard share > 0, let value = predicted[minute] else { continue }
      played[minute] = value * (1 + (factor - 1) * share)
    }
    return played
  }

  /// Where one event has a say: fully from its first milestone to its end, less and less around.
  private struct Reach {
    private let begins: Double
    private let ends: Double

    init?(_ event: Event, at now: Timestamp) {
      guard let first = event.begins, let last = event.ends else { return nil }
      // A factor that sets in at once would be a jump that no audience makes.
      begins = Double(max(first.minute, now.minute + Int64(Curve.reachBefore)))
      ends = Double(last.minute)
    }

    /// From 0 to 1, without corners.
    func share(_ minute: Int64) -> Double {
      let rise = 1 - (begins - Double(minute)) / Double(Curve.reachBefore)
      let fall = 1 - (Double(minute) - ends) / Double(Curve.reachAfter)
      let linear = max(0, min(1, min(rise, fall)))
      return linear * linear * (3 - 2 * linear)
    }
  }
}
