import RungModel

/// A forecaster that anyone could write in an evening; Rung must be worth more than these.
package enum Rival: Int, CaseIterable, Sendable {
  /// The newest value stays.
  case lastValue
  /// Holt's damped trend; see `HoltTrend`.
  case holt
  /// The value at the same minute of the day before the target, else the last value.
  case seasonalNaive

  /// `last value`, for people.
  package var title: String {
    switch self {
    case .lastValue: "last value"
    case .holt: "Holt"
    case .seasonalNaive: "day before"
    }
  }
}

/// What the rivals said for one minute: point forecasts, users or requests a second.
package struct RivalPoints: Hashable, Sendable {
  package var lastValue: Double
  package var holt: Double
  package var seasonalNaive: Double

  package init(lastValue: Double, holt: Double, seasonalNaive: Double) {
    self.lastValue = lastValue
    self.holt = holt
    self.seasonalNaive = seasonalNaive
  }

  package subscript(rival: Rival) -> Double {
    switch rival {
    case .lastValue: lastValue
    case .holt: holt
    case .seasonalNaive: seasonalNaive
    }
  }
}

/// The rivals at one origin.
struct RivalOrigin {
  private let series: MinuteSeries
  private let origin: Int64
  private let newest: Double
  private let trend: HoltTrend

  /// - Parameters:
  ///   - series: values up to the origin.
  ///   - newest: the newest of them.
  init(_ series: MinuteSeries, newest: MinuteValue, origin: Int64) {
    self.series = series
    self.origin = origin
    self.newest = newest.value
    trend = HoltTrend(series, at: origin) ?? HoltTrend(level: newest.value, trend: 0)
  }

  /// What they say some minutes ahead.
  func points(ahead minutes: Int) -> RivalPoints {
    let day: Int64 = 1_440
    // Beyond a day ahead the newest day that was known stands in.
    let daysBack = (Int64(minutes) + day - 1) / day
    let before = series[origin + Int64(minutes) - daysBack * day]
    return RivalPoints(
      lastValue: newest, holt: trend.value(ahead: minutes), seasonalNaive: before ?? newest)
  }
}
