import RealModule
import RungModel

/// What an event says of a minute.
struct EventPath {
  /// Logarithm of the level at each quantile level; rising.
  var logs: [Double]
  /// Mean square error of the median, in logarithms, measured on left-out curves; nil when the
  /// path does not come from a regression on measured ones.
  var variance: Double?
}

extension EventOutlook {
  /// Within so many minutes before an announced resume, high quantiles are already up.
  private static let resumeEarly: Int64 = 5
  /// Minutes of a stop in which what users turn to instead still rises.
  private static let onsetMinutes: Int64 = 12
  /// Levels from which a path plans for what may come rather than what will.
  static let highLevel = 0.9

  /// Whether its live forecast is a regression on measured curves, which hold everything that the
  /// driver did: then it is the whole forecast and not a part of one.
  var isRegressed: Bool {
    stop == nil && isMeasured && readings.first?.regression != nil
  }

  /// Whether enough measured events are known to be rid of what is assumed of synthetic ones.
  var isMeasured: Bool { comparables.measuredCount >= Comparables.enough }

  /// The path at a wall minute; nil when nothing is known.
  ///
  /// - Parameter low: the ordinary path there, for the minutes in which play stands still.
  func path(at minute: Int64, levels: QuantileLevels, low: [Double]?) -> EventPath? {
    let play = Double(clock.play(minute))
    let moving = moving(play: play, levels: levels)
    guard let stop else { return moving }
    return stopped(
      stop, at: minute, levels, low: low,
      resumed: moving.map {
        widened($0.logs, levels)
      }
    ).map { EventPath(logs: $0, variance: nil) }
  }

  private func stopped(
    _ stop: PlayStop, at minute: Int64, _ levels: QuantileLevels, low: [Double]?, resumed: [Double]?
  ) -> [Double]? {
    if let resumeAt = stop.resumeAt, minute >= resumeAt, minute > madeAt { return resumed ?? low }
    guard let low else { return nil }
    var result = low
    if let resumeAt = stop.resumeAt, let resumed, minute >= resumeAt - Self.resumeEarly {
      for index in levels.indices where levels.isHigh[index] {
        result[index] = max(low[index], resumed[index])
      }
    }
    if stop.isAnnounced, minute < stop.since + Self.onsetMinutes {
      if !onset.isEmpty {
        let rise = onset.quantiles(levels.values)
        for index in levels.indices where levels.isHigh[index] {
          result[index] = max(result[index], stop.before + rise[index])
        }
      }
    }
    return result
  }

  /// Demand at the resume, at each level: the level before, what it grows to in ten minutes, and
  /// the spread of comparable resumes.
  func resumeLogs(levels: QuantileLevels) -> [Double] {
    guard let stop else { return [] }
    var best = levels.indices.map { _ in stop.before }
    for ahead in [0.0, 3, 6, 10] {
      let play = Double(clock.play(stop.since)) + ahead
      guard let logs = moving(play: play, levels: levels)?.logs else { continue }
      for index in best.indices { best[index] = max(best[index], logs[index]) }
    }
    return widened(best, levels)
  }

  /// Adds the spread of resumes to quantiles: squares add, as for independent causes.
  private func widened(_ logs: [Double], _ levels: QuantileLevels) -> [Double] {
    guard let median = logs.first else { return logs }
    return levels.indices.map { index in
      let z = levels.normal[index]
      let offset = logs[index] - median
      return median + max(0, resume.mean)
        + Double.sqrt(offset * offset + z * z * resume.spread * resume.spread)
    }
  }

  /// Play goes on, under every reading: the median is the mean of theirs, a high level is the
  /// highest of theirs, so that a surge that may come is planned for in full until it has come.
  private func moving(play: Double, levels: QuantileLevels) -> EventPath? {
    var result: EventPath?
    var total = 0.0
    for place in readings.indices {
      guard let own = moving(readings[place], play: play, levels: levels) else { continue }
      let weight = readings[place].weight
      total += weight
      guard let before = result else {
        result = own
        continue
      }
      let share = weight / total
      let logs = levels.indices.map { index in
        levels.isHigh[index]
          ? max(before.logs[index], own.logs[index])
          : before.logs[index] + share * (own.logs[index] - before.logs[index])
      }
      result = EventPath(logs: logs, variance: before.variance)
    }
    return result
  }
}
