package import RungModel

/// What was learned about one driver, outside the step; it enters the controller as an input.
///
/// Fitting is slow and done by the shell; forecasting from a fitted model is fast and pure.
package struct FittedModel: Hashable, Sendable {
  package var driver: Driver
  package var fittedAt: Timestamp

  package init(driver: Driver, fittedAt: Timestamp) {
    self.driver = driver
    self.fittedAt = fittedAt
  }

  /// Learns from the library and the driver's own history.
  ///
  /// - Parameters:
  ///   - library: curves of this driver's metric and unit; others are ignored.
  ///   - history: per-minute values as far back as they are kept; only what lies before `at` is
  ///     read.
  ///   - events: newest known state of each event, to tell ordinary minutes from event minutes.
  package static func fit(
    driver: Driver, library: [Curve], history: MinuteSeries, events: [Event], at: Timestamp
  ) -> FittedModel {
    FittedModel(driver: driver, fittedAt: at)
  }

  /// Quantile paths from the minute of `now` on.
  ///
  /// - Parameters:
  ///   - recent: per-minute values, at least the last day where there was one; the newest minute
  ///     may be partial; nothing after `now` is read.
  ///   - events: newest known state of each event.
  ///   - minutes: how many minutes ahead, at least 1.
  ///   - levels: rising quantile levels, the first is 0.5.
  package func forecast(
    recent: MinuteSeries, events: [Event], at now: Timestamp, minutes: Int, levels: [Double]
  ) -> Forecast {
    let level = recent.last(atOrBefore: now.minute)?.value ?? 0
    let path = [Double](repeating: level, count: minutes)
    return Forecast(
      driver: driver.id, madeAt: now, firstMinute: now.minute, levels: levels,
      paths: [[Double]](repeating: path, count: levels.count), confidence: .low,
      reasons: ["last value: nothing is known of comparable events"])
  }
}
