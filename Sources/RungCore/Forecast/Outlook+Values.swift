import RealModule
import RungModel

// How the ordinary path and the events make one forecast. A measured curve holds everything the
// driver did then, other events and ordinary users too: what several such events say are forecasts
// of the same thing, and count by precision. A synthetic curve, or one of another platform, holds
// its event alone: of several at once each has its expected share of the level now, and quantiles
// add, as if all went high together. An event still to come adds what it is above the rest.
extension Outlook {
  /// Quantiles at a minute, in the driver's unit; rising, finite, not negative.
  func values(at minute: Int64, levels: [Double]) -> [Double] {
    let plain = ordinary.logs(at: minute, levels: levels)
    let ordinaryValues = plain.map { $0.map { Double.exp($0) } } ?? levels.map { _ in 0 }
    let parts = parts(at: minute, levels, low: plain)
    var result = ordinaryValues
    if !parts.sharing.isEmpty {
      result = levels.indices.map { index in parts.sharing.reduce(0) { $0 + $1[index] } }
    }
    if let whole = Self.combined(parts.whole, levels) {
      result = parts.sharing.isEmpty ? whole : zip(whole, result).map { max($0, $1) }
    } else {
      for values in parts.coming {
        for index in result.indices {
          result[index] += max(0, values[index] - (ordinaryValues.first ?? 0))
        }
      }
    }
    vote(at: minute, &result)
    widen(at: minute, &result)
    return Self.rising(result)
  }

  private struct Parts {
    /// Forecasts of the whole driver.
    var whole: [EventPath] = []
    /// Values of events that share the level now.
    var sharing: [[Double]] = []
    /// Values of events that have not begun to.
    var coming: [[Double]] = []
  }

  private func parts(at minute: Int64, _ levels: [Double], low: [Double]?) -> Parts {
    var parts = Parts()
    for (event, share) in zip(events, shares) {
      guard event.covers(minute) || share != nil,
        let path = event.path(at: minute, levels: levels, low: low)
      else { continue }
      if share != nil, event.isRegressed {
        // Beyond its curves it has no say.
        if path.variance != nil { parts.whole.append(path) }
        continue
      }
      let values = path.logs.map { Double.exp($0 + (share ?? 0)) }
      if share == nil { parts.coming.append(values) } else { parts.sharing.append(values) }
    }
    return parts
  }

  /// Forecasts of one thing, each weighted by its precision; nil when there is none.
  private static func combined(_ paths: [EventPath], _ levels: [Double]) -> [Double]? {
    let precisions = paths.map { 1 / ($0.variance ?? .infinity) }
    let total = precisions.reduce(0, +)
    guard total > 0 else { return nil }
    return levels.indices.map { index in
      Double.exp(zip(paths, precisions).reduce(0) { $0 + $1.0.logs[index] * $1.1 } / total)
    }
  }

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

  /// Whether forecasts so many minutes ahead lost their vote to the last value.
  func isOutvoted(minutes: Int64) -> Bool {
    minutes > 0 && scorecard.isLosing(horizon: Int(minutes))
  }

  private func widen(at minute: Int64, _ values: inout [Double]) {
    let factor = bands.factor(minutes: minute - madeAt.minute)
    guard factor > 1, let median = values.first, median > 0 else { return }
    for index in values.indices where values[index] > median {
      values[index] = median * Double.pow(values[index] / median, factor)
    }
  }

  private static func rising(_ values: [Double]) -> [Double] {
    var highest = 0.0
    return values.map { value in
      highest = max(highest, value.isFinite ? value : highest)
      return highest
    }
  }
}
