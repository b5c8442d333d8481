import RungModel

/// The demand that a ladder plans for, minute by minute: forecast quantile, holds and buffers.
struct PlannedDemand: Hashable, Sendable {
  /// The highest planned demand of a window.
  struct Peak: Hashable, Sendable {
    /// With buffers; users or requests a second.
    var demand: Double
    /// Before buffers.
    var quantile: Double
    var median: Double
    var minute: Int64
    /// The hold that set it, if one did.
    var hold: Forecast.Hold?
  }

  private let forecast: Forecast
  private let path: [Double]
  private let median: [Double]
  private let likely: [Double]
  private let holds: [(hold: Forecast.Hold, value: Double)]
  /// Added while confidence is low; 0 otherwise.
  let absoluteBuffer: Double
  private let share: Double

  static func == (left: PlannedDemand, right: PlannedDemand) -> Bool {
    left.forecast == right.forecast && left.path == right.path
      && left.absoluteBuffer == right.absoluteBuffer && left.share == right.share
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(forecast)
    hasher.combine(absoluteBuffer)
    hasher.combine(share)
  }

  init(_ forecast: Forecast, ladder: Ladder, lead: Duration, at now: Timestamp) {
    self.forecast = forecast
    let level = Self.levelIndex(forecast.levels, risk: ladder.buffer.risk)
    path = forecast.paths[level]
    median = forecast.paths[0]
    likely =
      forecast.paths[
        Self.levelIndex(forecast.levels, risk: min(Self.likelyLevel, ladder.buffer.risk))]
    share = ladder.buffer.share
    holds = Self.holds(of: forecast, ladder: ladder, at: now).map { ($0, $0.values[level]) }
    switch ladder.buffer.absolute {
    case _ where forecast.confidence != .low: absoluteBuffer = 0
    case .fixed(let value): absoluteBuffer = value
    case .auto: absoluteBuffer = forecast.largestRampPerMinute * lead.inMinutes
    }
  }

  /// The holds that the ladder's limit still allows.
  static func holds(of forecast: Forecast, ladder: Ladder, at now: Timestamp) -> [Forecast.Hold] {
    forecast.holds.filter { hold in
      now < min(hold.until, hold.since + ladder.interruptionHoldLimit)
    }
  }

  /// The lowest level of the forecast at or above the risk; the highest when none is.
  static func levelIndex(_ levels: [Double], risk: Double) -> Int {
    levels.firstIndex { $0 >= risk - 1e-12 } ?? levels.count - 1
  }

  /// Whether an interruption keeps capacity up.
  var isHolding: Bool { !holds.isEmpty }

  /// The hold with the highest demand.
  var strongestHold: Forecast.Hold? { holds.max { $0.value < $1.value }?.hold }

  /// The highest planned demand from `from` to `to`, both included; the last minute forecast
  /// stands for what lies beyond it.
  func peak(from: Timestamp, to: Timestamp) -> Peak {
    var best = Peak(demand: -1, quantile: 0, median: 0, minute: from.minute)
    for minute in from.minute...max(from.minute, to.minute) {
      let planned = self.planned(minute)
      if planned.demand > best.demand { best = planned }
    }
    return best
  }

  /// The highest demand of a window that is likely enough to keep servers for it: the planned
  /// level's far end is wide, and beyond the lead time there is time to order again. Holds count in
  /// full.
  func likelyPeak(from: Timestamp, to: Timestamp) -> Double {
    var best = 0.0
    for minute in from.minute...max(from.minute, to.minute) {
      let index = Int(min(max(0, minute - forecast.firstMinute), Int64(likely.count - 1)))
      best = max(best, (held(minute, atLeast: likely[index]).value + absoluteBuffer) * (1 + share))
    }
    return best
  }

  /// What is likely: one minute in ten is above it.
  private static let likelyLevel = 0.9

  /// A quantile, raised by the holds of its minute.
  private func held(
    _ minute: Int64, atLeast quantile: Double
  ) -> (value: Double, hold: Forecast.Hold?) {
    var (highest, hold): (Double, Forecast.Hold?) = (quantile, nil)
    for candidate in holds
    where candidate.value > highest && Timestamp(minute: minute) < candidate.hold.until {
      (highest, hold) = (candidate.value, candidate.hold)
    }
    return (highest, hold)
  }

  /// The planned demand of one minute.
  func planned(_ minute: Int64) -> Peak {
    let index = Int(min(max(0, minute - forecast.firstMinute), Int64(path.count - 1)))
    let (quantile, hold) = held(minute, atLeast: path[index])
    return Peak(
      demand: (quantile + absoluteBuffer) * (1 + share), quantile: quantile,
      median: median[index], minute: minute, hold: hold)
  }
}
