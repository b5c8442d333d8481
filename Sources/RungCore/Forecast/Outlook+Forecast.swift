import RealModule
import RungModel

extension Outlook {
  /// The forecast in the form that the controller reads.
  func forecast(minutes: Int, levels: [Double]) -> Forecast {
    let grid = Self.grid(minutes: minutes)
    let bands = LevelBands(levels, model.ordinary, isStrange: strange != nil)
    var known: [Double] = []
    known.reserveCapacity(grid.count * levels.count)
    var values = [Double](repeating: 0, count: levels.count)
    for place in grid {
      take(madeAt.minute + Int64(place), bands, into: &values)
      known += values
    }
    let paths = levels.indices.map { level in
      path(grid, minutes: minutes) { known[$0 * levels.count + level] }
    }
    return Forecast(
      driver: model.driver.id, madeAt: madeAt, firstMinute: madeAt.minute, levels: levels,
      paths: paths, holds: events.compactMap { hold($0, levels: bands.levels) },
      confidence: confidence, reasons: reasons(paths, levels: bands.levels),
      largestRampPerMinute: largestRamp * scale)
  }

  /// Every minute of a level, in the driver's unit: straight lines between the grid's minutes.
  ///
  /// - Parameter known: the level's value at a place of the grid.
  private func path(_ grid: [Int], minutes: Int, _ known: (Int) -> Double) -> [Double] {
    [Double](unsafeUninitializedCapacity: minutes) { path, count in
      for (place, start) in grid.enumerated() {
        let isLast = place + 1 == grid.count
        let end = isLast ? start + 1 : grid[place + 1]
        let value = known(place)
        let next = isLast ? value : known(place + 1)
        for minute in start..<end {
          let part = Double(minute - start) / Double(end - start)
          path[minute] = (value * (1 - part) + next * part) * scale
        }
      }
      count = minutes
    }
  }

  private func hold(_ event: EventOutlook, levels: QuantileLevels) -> Forecast.Hold? {
    guard let stop = event.stop else { return nil }
    var highest = 0.0
    let values = event.resumeLogs(levels: levels).map { log -> Double in
      highest = max(highest, Double.exp(log))
      return highest * scale
    }
    let before = amount(stop.before)
    let reason =
      stop.isAnnounced
      ? "\(event.event.id) is interrupted: \(before) before the stop may return at any minute"
      : "\(event.event.id) fell from \(before) and nothing explains it: held as an interruption"
    return Forecast.Hold(
      event: event.event.id, since: Timestamp(minute: stop.since),
      until: Timestamp(minute: stop.until), values: values, isAnnounced: stop.isAnnounced,
      reason: reason)
  }

  private var confidence: Confidence {
    // The event that is known least decides: planning must be wide enough for it.
    let order: [Confidence] = [.low, .medium, .high]
    let known = events.map { $0.isComparable ? $0.comparables.confidence : .low }
    if let least = order.first(where: known.contains) { return least }
    return model.ordinary.dayCount >= 14 ? .high : model.ordinary.dayCount >= 2 ? .medium : .low
  }

  private var largestRamp: Double {
    var largest =
      events.allSatisfy(\.isComparable) && !events.isEmpty ? 0 : model.ordinary.largestRamp
    for event in events {
      guard let peak = event.peak else { continue }
      let ramp = event.comparables.members.map { model.curves[$0.index].rampOfPeak }.max() ?? 0
      largest = max(largest, ramp * Double.exp(peak.mean))
    }
    return largest.isFinite ? largest : 0
  }
}
