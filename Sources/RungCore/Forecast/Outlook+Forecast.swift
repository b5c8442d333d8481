import RealModule
import RungModel

extension Outlook {
  /// The forecast in the form that the controller reads.
  func forecast(minutes: Int, levels: [Double]) -> Forecast {
    let grid = Self.grid(minutes: minutes)
    let known = grid.map { values(at: madeAt.minute + Int64($0), levels: levels) }
    var paths = [[Double]](repeating: [Double](repeating: 0, count: minutes), count: levels.count)
    for (place, start) in grid.enumerated() {
      let end = place + 1 < grid.count ? grid[place + 1] : start + 1
      let next = place + 1 < known.count ? known[place + 1] : known[place]
      for minute in start..<end {
        let part = Double(minute - start) / Double(end - start)
        for index in levels.indices {
          paths[index][minute] =
            (known[place][index] * (1 - part) + next[index] * part) * scale
        }
      }
    }
    return Forecast(
      driver: model.driver.id, madeAt: madeAt, firstMinute: madeAt.minute, levels: levels,
      paths: paths, holds: events.compactMap { hold($0, levels: levels) },
      confidence: confidence, reasons: reasons(paths, levels: levels),
      largestRampPerMinute: largestRamp * scale)
  }

  private func hold(_ event: EventOutlook, levels: [Double]) -> Forecast.Hold? {
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
