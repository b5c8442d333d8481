import RealModule
import RungModel

// How the ordinary path and the events make one forecast. A measured curve holds everything the
// driver did then, other events and ordinary users too: what several such events say are forecasts
// of the same thing, and count by precision. A synthetic curve, or one of another platform, holds
// its event alone: of several at once each has its expected share of the level now, and quantiles
// add, as if all went high together. An event still to come adds what it is above the rest.
extension Outlook {
  /// Quantiles at a minute, by level, in the model's unit; rising, finite, not negative.
  func take(_ minute: Int64, _ bands: LevelBands, into values: inout [Double]) {
    let levels = bands.levels
    let isKnown =
      if let strange, let own = bands.strange, minute <= strange.until {
        strange.path.take(minute, levels: levels, bands: own, into: &values)
      } else {
        ordinary.take(minute, levels: levels, bands: bands.ordinary, into: &values)
      }
    let low = isKnown && !events.isEmpty ? values : nil
    for index in levels.indices { values[index] = isKnown ? Double.exp(values[index]) : 0 }
    if !events.isEmpty { addEvents(at: minute, levels, low: low, &values) }
    vote(at: minute, &values)
    widen(at: minute, &values)
    Self.raise(&values)
  }

  /// - Parameters:
  ///   - low: logarithms of the ordinary values; nil when unknown.
  ///   - result: the ordinary values.
  private func addEvents(
    at minute: Int64, _ levels: QuantileLevels, low: [Double]?, _ result: inout [Double]
  ) {
    let ordinary = result.first ?? 0
    let parts = parts(at: minute, levels, low: low)
    if !parts.sharing.isEmpty {
      for index in levels.indices { result[index] = parts.sharing.reduce(0) { $0 + $1[index] } }
    }
    if let whole = Self.combined(parts.whole, parts.shares, levels) {
      for index in levels.indices {
        result[index] = parts.sharing.isEmpty ? whole[index] : max(whole[index], result[index])
      }
      // Curves of the events that are on mostly hold the approach of the next one too. High levels
      // are at least what it will have itself.
      for coming in parts.coming.compactMap(\.first) {
        for index in levels.indices where levels.isHigh[index] {
          result[index] = max(result[index], coming)
        }
      }
    } else {
      for values in parts.coming {
        for index in result.indices { result[index] += max(0, values[index] - ordinary) }
      }
    }
  }

  /// The levels of a forecast, and what they are on ordinary days.
  struct LevelBands {
    let levels: QuantileLevels
    let ordinary: OrdinaryBands
    /// Where nothing is known; nil where that is not so.
    let strange: OrdinaryBands?

    init(_ levels: [Double], _ days: OrdinaryDays, isStrange: Bool) {
      self.levels = QuantileLevels(levels)
      ordinary = OrdinaryBands(days, self.levels)
      strange = isStrange ? OrdinaryBands(OrdinaryDays(), self.levels) : nil
    }
  }

  private struct Parts {
    /// Forecasts of the whole driver.
    var whole: [EventPath] = []
    /// For each of `whole`, logarithm of its share of the level now.
    var shares: [Double] = []
    /// Values of events that share the level now.
    var sharing: [[Double]] = []
    /// Values of events that have not begun to.
    var coming: [[Double]] = []
  }

  private func parts(at minute: Int64, _ levels: QuantileLevels, low: [Double]?) -> Parts {
    var parts = Parts()
    for (event, share) in zip(events, shares) {
      guard event.covers(minute) || share != nil,
        let path = event.path(at: minute, levels: levels, low: low)
      else { continue }
      if share != nil, event.isRegressed {
        // Beyond its curves it has no say.
        if path.variance != nil {
          parts.whole.append(path)
          parts.shares.append(share ?? 0)
        }
        continue
      }
      let values = path.logs.map { Double.exp($0 + (share ?? 0)) }
      if share == nil { parts.coming.append(values) } else { parts.sharing.append(values) }
    }
    return parts
  }

  /// Forecasts of one thing, each weighted by its precision; nil when there is none. Where they
  /// contradict each other the level now is not what each takes it for: then each event has its
  /// expected share of it, and they add.
  private static func combined(_ paths: [EventPath], _ shares: [Double], _ levels: QuantileLevels)
    -> [Double]?
  {
    guard !paths.isEmpty else { return nil }
    let precisions = paths.map { 1 / ($0.variance ?? .infinity) }
    let total = precisions.reduce(0, +)
    guard total > 0 else { return nil }
    let clash = contradiction(paths)
    return levels.indices.map { index in
      let mean = zip(paths, precisions).reduce(0) { $0 + $1.0.logs[index] * $1.1 } / total
      guard clash > 0 else { return Double.exp(mean) }
      let sum = zip(paths, shares).reduce(0) { $0 + Double.exp($1.0.logs[index] + $1.1) }
      return Double.exp(mean + clash * (Double.log(sum) - mean))
    }
  }

  /// How much forecasts of one thing contradict each other: 0 while they are as near as their
  /// spreads let expect, 1 from twice that on. Then at least one is wrong in a way that its
  /// left-out errors do not know.
  private static func contradiction(_ paths: [EventPath]) -> Double {
    guard paths.count > 1 else { return 0 }
    let medians = paths.compactMap(\.logs.first)
    let spread = paths.reduce(0) { $0 + ($1.variance ?? 0) }
    guard let low = medians.min(), let high = medians.max(), high > low else { return 0 }
    let distance = (high - low) / max(0.05, Double.sqrt(spread))
    return min(1, max(0, (distance - Self.bearable.from) / (Self.bearable.to - Self.bearable.from)))
  }

  /// Distances of medians, in spreads, from which forecasts contradict each other a little, and
  /// altogether.
  private static let bearable = (from: 3.0, to: 6.0)

  /// Where the last value did better lately, it is the median. High levels keep what was planned
  /// for: a lost vote takes no capacity away.
  private func vote(at minute: Int64, _ values: inout [Double]) {
    guard let lastValue, !values.isEmpty, isOutvoted(minutes: minute - madeAt.minute) else {
      return
    }
    let rise = max(0, lastValue - values[0])
    values[0] = lastValue
    for index in values.indices.dropFirst() { values[index] += rise }
  }

  /// The live forecast's reach: what is further ahead was not scored.
  private static let votedMinutes: Int64 = 120

  /// Whether forecasts so many minutes ahead lost their vote to the last value.
  func isOutvoted(minutes: Int64) -> Bool {
    minutes > 0 && minutes <= Self.votedMinutes && losses[Self.place(of: Int(minutes))]
  }

  /// The place of the kept horizon that covers so many minutes.
  private static func place(of minutes: Int) -> Int {
    ForecastRecord.horizons.firstIndex { $0 >= minutes } ?? ForecastRecord.horizons.count - 1
  }

  /// Beyond so far from the median (in logarithms) lie surges that may come: how wide ordinary
  /// errors were says nothing of their size.
  private static let mostWidened = 0.3

  private func widen(at minute: Int64, _ values: inout [Double]) {
    let factor = bands.factor(minutes: minute - madeAt.minute)
    guard factor > 1, let median = values.first, median > 0 else { return }
    for index in values.indices where values[index] > median {
      let distance = Double.log(values[index] / median)
      values[index] *= Double.exp((factor - 1) * min(distance, Self.mostWidened))
    }
  }

  private static func raise(_ values: inout [Double]) {
    var highest = 0.0
    for index in values.indices {
      if values[index].isFinite { highest = max(highest, values[index]) }
      values[index] = highest
    }
  }
}
