import RungModel

/// What the newest forecast of a driver was made from, to tell whether it still stands.
struct ForecastBasis: Hashable, Sendable {
  /// A newest sample this much off the one before, as a share, is news within the minute.
  static let news = 0.03

  /// The minute of the step.
  var minute: Int64
  var fittedAt: Timestamp
  var events: [Event]
  /// Quantile levels, rising.
  var levels: [Double]
  /// How far it must look.
  var minutes: Int
  /// The newest sample within the observed window; nil when the driver is stale.
  var newest: DriverSample?
  /// For each of `ForecastRecord.horizons`, whether the last value has the vote.
  var losses: [Bool]

  /// Whether it was made from the same words: model, schedule, levels and reach.
  private func isAlike(_ other: ForecastBasis) -> Bool {
    minutes == other.minutes && levels == other.levels && fittedAt == other.fittedAt
      && events == other.events
  }

  /// Whether a forecast from this basis still holds within its minute: the level has not moved.
  func stands(for other: ForecastBasis) -> Bool {
    guard minute == other.minute, isAlike(other) else { return false }
    guard let newest, let now = other.newest else { return newest == nil && other.newest == nil }
    return abs(now.value - newest.value) <= Self.news * max(newest.value, now.value)
  }

  /// Whether a forecast from this basis, of ordinary time, holds in one of the minutes after: same
  /// votes, no event in reach, and a newest sample that is no surprise to it.
  ///
  /// - Parameter span: minutes for which it may stand, its own included.
  func outlasts(_ other: ForecastBasis, _ forecast: Forecast, span: Int) -> Bool {
    guard other.minute > minute, other.minute < minute + Int64(span), isAlike(other),
      losses == other.losses, newest != nil, let now = other.newest, isQuiet(spare: span)
    else { return false }
    return forecast.expects(now)
  }

  /// Whether no event has a say from its minute on, as far as it looks and some minutes longer.
  func isQuiet(spare: Int) -> Bool {
    let until = minute + Int64(minutes + spare)
    return !events.contains { event in
      EventOutlook.reach(of: event).map { $0.lowerBound <= until && minute <= $0.upperBound }
        ?? false
    }
  }
}

extension Forecast {
  /// A sample this far from the median, as a part of the way to the 0.9 level (in ratios, to either
  /// side), is what was expected.
  private static let expectedPart = 0.4

  /// Whether a sample lies near the median of its minute. One from before the forecast was known
  /// to it.
  func expects(_ sample: DriverSample) -> Bool {
    let place = Int(sample.at.minute - firstMinute)
    guard place >= 0 else { return true }
    guard place < minuteCount, let high = levels.firstIndex(where: { $0 >= 0.9 }) else {
      return false
    }
    let (median, top) = (paths[0][place], paths[high][place])
    let reach = Self.expectedPart * (top - median)
    return median - reach <= sample.value && sample.value <= median + reach
  }
}
