import RealModule
import RungModel

extension EventOutlook {
  /// Synthetic curves are smoother and more alike than matches are; so much is added to the
  /// spread of growth, in logarithms.
  private static let syntheticMisfit = 0.03
  private static let paceMisfit = 0.15
  private static let measuredMisfit = 0.01
  /// Real surges (toss, start: growth beyond a third or so) may be larger than synthetic ones by
  /// this part of themselves, all in logarithms, and by so much at most.
  private static let surgeMisfit = 0.18
  private static let surgeSize = 0.3
  private static let mostSurgeMisfit = 0.3
  /// Within so many minutes before an announced resume, high quantiles are already up.
  private static let resumeEarly: Int64 = 5
  /// Minutes of a stop in which what users turn to instead still rises.
  private static let onsetMinutes: Int64 = 12
  /// Even at its expected peak an event may rise by a third (as a logarithm) in one go.
  private static let headroom = 0.3
  /// Levels from which a path plans for what may come rather than what will.
  private static let highLevel = 0.9

  /// Logarithms of the level's quantiles at a wall minute; nil when nothing is known.
  ///
  /// - Parameter low: the ordinary path there, for the minutes in which play stands still.
  func logs(at minute: Int64, levels: [Double], low: [Double]?) -> [Double]? {
    let play = Double(clock.play(minute))
    guard let stop else { return moving(at: minute, play: play, levels: levels) }
    let resumed = moving(at: minute, play: play, levels: levels).map { widened($0, levels) }
    if let resumeAt = stop.resumeAt, minute >= resumeAt, minute > madeAt { return resumed ?? low }
    guard let low else { return nil }
    var result = low
    if let resumeAt = stop.resumeAt, let resumed, minute >= resumeAt - Self.resumeEarly {
      for index in levels.indices where levels[index] >= Self.highLevel {
        result[index] = max(low[index], resumed[index])
      }
    }
    if stop.isAnnounced, minute < stop.since + Self.onsetMinutes {
      let onset = onsetRows()
      if !onset.isEmpty {
        let rise = onset.quantiles(levels)
        for index in levels.indices where levels[index] >= Self.highLevel {
          result[index] = max(result[index], stop.before + rise[index])
        }
      }
    }
    return result
  }

  /// Whether its live forecast is a regression on measured curves.
  var isRegressed: Bool {
    stop == nil && comparables.measuredCount >= Comparables.enough
      && readings.first?.regression != nil
  }

  /// How far the forecast at a minute may be off, squared, in logarithms; nil unless it is a live
  /// one from measured curves, which hold everything that the driver did.
  func variance(at minute: Int64) -> Double? {
    guard stop == nil, comparables.measuredCount >= Comparables.enough,
      let regression = readings.first?.regression
    else { return nil }
    var rows = WeightedRows()
    return regression.growth(to: Double(clock.play(minute)), into: &rows).map {
      $0.variance + 1e-5
    }
  }

  /// Demand at the resume, at each level: the level before, what it grows to in ten minutes, and
  /// the spread of comparable resumes.
  func resumeLogs(levels: [Double]) -> [Double] {
    guard let stop else { return [] }
    var best = levels.map { _ in stop.before }
    for ahead in [0.0, 3, 6, 10] {
      let play = Double(clock.play(stop.since)) + ahead
      guard let logs = moving(at: madeAt, play: play, levels: levels) else { continue }
      for index in best.indices { best[index] = max(best[index], logs[index]) }
    }
    return widened(best, levels)
  }

  /// Adds the spread of resumes to quantiles: squares add, as for independent causes.
  private func widened(_ logs: [Double], _ levels: [Double]) -> [Double] {
    guard let median = logs.first else { return logs }
    return levels.indices.map { index in
      let z = normalQuantile(levels[index])
      let offset = logs[index] - median
      return median + max(0, resume.mean)
        + Double.sqrt(offset * offset + z * z * resume.spread * resume.spread)
    }
  }

  /// Play goes on, under every reading: the median is the mean of theirs, a high level is the
  /// highest of theirs, so that a surge that may come is planned for in full until it has come.
  private func moving(at minute: Int64, play: Double, levels: [Double]) -> [Double]? {
    var result: [Double]?
    var total = 0.0
    for reading in readings {
      guard let own = moving(reading, play: play, levels: levels) else { continue }
      total += reading.weight
      guard let before = result else {
        result = own
        continue
      }
      let share = reading.weight / total
      result = levels.indices.map { index in
        levels[index] >= Self.highLevel
          ? max(before[index], own[index])
          : before[index] + share * (own[index] - before[index])
      }
    }
    return result
  }

  /// The growth forecast and the ahead forecast, each weighted by its precision.
  private func moving(_ reading: PhaseOutlook, play: Double, levels: [Double]) -> [Double]? {
    var rows = WeightedRows()
    let ahead = reading.ahead(at: play, &rows)
    guard let origin, reading.growth?.isEmpty == false || reading.regression != nil else {
      return ahead.map { ahead in
        levels.map { ahead.mean + normalQuantile($0) * Double.sqrt(ahead.variance) }
      }
    }
    var modelled = 0.0
    if let regression = reading.regression {
      modelled = regression.growth(to: play, into: &rows)?.variance.squareRoot() ?? 0
    } else {
      reading.growth?.growth(to: play, into: &rows)
    }
    guard !rows.isEmpty else { return nil }
    addOnsets(to: &rows, minutes: play - origin.play)
    let all = rows.quantiles([0.16, 0.84] + levels)
    let spread = all.prefix(2)
    let quantiles = Array(all.dropFirst(2))
    let noise = max(0, origin.noise * origin.noise - libraryNoise * libraryNoise)
    let isMeasured = comparables.measuredCount >= Comparables.enough
    let misfit = isMeasured ? Self.measuredMisfit : Self.syntheticMisfit
    let pace = isMeasured ? 0 : Self.paceMisfit * quantiles[0]
    let extra = noise + misfit * misfit + pace * pace
    let half = (spread[1] - spread[0]) / 2
    let live = (mean: origin.level + quantiles[0], variance: half * half + extra)
    var share = 1.0
    if let ahead {
      // A prior far from what is seen is wrong by at least the distance.
      let distance = ahead.mean - live.mean
      let variance = max(ahead.variance, distance * distance - live.variance) * (reading.regression != nil ? 5 : 1)
      share = variance / (variance + live.variance)
    }
    let median = live.mean + (1 - share) * ((ahead?.mean ?? 0) - live.mean)
    let scale = max(0.8, Double.sqrt(share))
    return levels.indices.map { index in
      let z = normalQuantile(levels[index])
      let seen = Self.blend(max(0, quantiles[index] - quantiles[0]), modelled * heavyTailQuantile(levels[index]), level: levels[index], minutes: play - origin.play)
      let surge = Self.surgeMisfit * max(0, quantiles[index] - Self.surgeSize)
      let offset = isMeasured || z <= 0 ? seen : seen + min(Self.mostSurgeMisfit, surge)
      let value = median + scale * Double.sqrt(offset * offset + z * z * extra)
      return max(median, min(value, ceiling(reading.peak, z)))
    }
  }

  /// Minutes ahead at which the two estimates of a quantile are averaged, and from which the
  /// larger one counts: far ahead errors come in long runs, so fewer rows are independent.
  private static let oddEvent = 0.2
  private static let averaged = (from: 10.0, to: 30.0)

  private static func blend(_ seen: Double, _ modelled: Double, level: Double, minutes: Double) -> Double {
    guard modelled > 0 else { return seen }
    let share = min(max((minutes - averaged.from) / (averaged.to - averaged.from), 0), 1)
    let mean = (seen + modelled) / 2
    let odd = level < 0.95 ? 1 : 1 + oddEvent * min(max((minutes - averaged.from) / (60 - averaged.from), 0), 1)
    return odd * (mean + share * (max(seen, modelled) - mean))
  }

  /// Growth may not carry beyond what the event's peak may be, unless it is nearly there already.
  private func ceiling(_ peak: PeakLevel?, _ z: Double) -> Double {
    let near = (origin?.level ?? 0) + Self.headroom
    return peak.map { max(near, $0.mean + z * max($0.spread, PeakLevel.leastMeasuredSpread)) }
      ?? Double.infinity
  }

  /// What users turn to when play stops surges without warning: its share of the rows is the
  /// chance that a stop begins in the time between.
  private func addOnsets(to rows: inout WeightedRows, minutes: Double) {
    let onset = onsetRows()
    guard stop == nil, !onset.isEmpty, minutes > 0, let begins = event.begins,
      let ends = event.ends,
      begins.minute - 5 <= madeAt, madeAt <= ends.minute
    else { return }
    var stops = 0.0
    var played = 0.0
    for member in comparables.members {
      stops += member.weight * Double(curves[member.index].interruptions.count)
      played += member.weight * Double(curves[member.index].playMinutes)
    }
    // One stop more than was seen: a library of few stops must not promise that there are none.
    let average = stops.isZero ? 0 : onset.total / Double(onset.values.count)
    let chance = min(0.2, (stops + average) / max(played, 1) * min(minutes, 15))
    let scale = chance / (1 - chance) * rows.total / onset.total
    for index in onset.values.indices {
      // In a surge already: no second one on top of it.
      let rise = onset.values[index] - (origin?.excess ?? 0)
      rows.add(max(0, rise), weight: onset.weights[index] * scale)
    }
  }

  /// Rises at the onset of comparable stops; empty for a driver that falls then.
  func onsetRows() -> WeightedRows {
    var rows = WeightedRows()
    for member in comparables.members {
      for lesson in curves[member.index].interruptions where lesson.onset > 0.1 {
        rows.add(lesson.onset, weight: member.weight)
        // How many land there varies more than a few stops can show.
        rows.add(lesson.onset + 0.25, weight: member.weight / 2)
      }
    }
    return rows
  }
}
