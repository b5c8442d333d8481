package import RungModel

/// What was learned about one driver, outside the step; it enters the controller as an input.
///
/// Fitting is slow and done by the shell; forecasting from a fitted model is fast and pure.
package struct FittedModel: Hashable, Sendable {
  package var driver: Driver
  package var fittedAt: Timestamp
  /// Library curves of this driver, ready for alignment.
  var curves: [ComparableCurve] = []
  /// The driver on days without events.
  var ordinary = OrdinaryDays()
  /// Of departures: how suddenly users left past events.
  var leaving: [LeavingShare] = []
  /// Everything inside is in this unit; nil when nothing was seen that could give one.
  var unit: PowerOfTwo?

  package init(driver: Driver, fittedAt: Timestamp) {
    self.driver = driver
    self.fittedAt = fittedAt
  }

  /// Ordinary days are learned from the newest eight weeks: what was usual half a year ago is not.
  private static let ordinaryReach: Int64 = 56 * 1_440

  /// Learns from the library and the driver's own history.
  ///
  /// - Parameters:
  ///   - library: curves of this driver's metric and unit; others are ignored. Curves are named
  ///     by metric, or by the driver's whole selector when it has label matchers. A curve that
  ///     reaches beyond `at` is ignored: it would tell the future. Departures are worked out from
  ///     the users' curves, unless a curve is named for the departures.
  ///   - history: per-minute values of `driver.source` as far back as they are kept; only what lies
  ///     before `at` is read.
  ///   - events: newest known state of each event, to tell ordinary minutes from event minutes;
  ///     one that is over and not in the library yet is learned from the history.
  package static func fit(
    driver: Driver, library: [Curve], history: MinuteSeries, events: [Event], at: Timestamp
  ) -> FittedModel {
    var ready = ReadyCurves()
    return fit(
      driver: driver, library: library, history: history, events: events, at: at, reusing: &ready)
  }

  /// The same, for who fits often.
  ///
  /// - Parameter ready: what the driver's fit before left; only time depends on it.
  package static func fit(
    driver: Driver, library: [Curve], history: MinuteSeries, events: [Event], at: Timestamp,
    reusing ready: inout ReadyCurves
  ) -> FittedModel {
    var model = FittedModel(driver: driver, fittedAt: at)
    let history = history.span(.min...(at.minute - 1))
    let own = OwnCurves(driver, library: library, history: history, events: events, at: at)
    let curves = own.curves
    let isDeparting = driver.unit == .departures
    if isDeparting { model.leaving = own.sources.compactMap { LeavingShare($0) } }
    let series = isDeparting ? Departures.series(of: history) : history
    let unit = PowerOfTwo(curves: curves, history: series)
    model.unit = unit
    model.curves = ready.all(of: curves, size: unit, unit: driver.unit)
    let recent = series.span((at.minute - Self.ordinaryReach)...(at.minute - 1))
    model.ordinary = OrdinaryDays(
      unit?.divide(recent) ?? recent, events: events, at: at.minute)
    return model
  }

  /// Quantile paths from the minute of `now` on.
  ///
  /// - Parameters:
  ///   - recent: per-minute values, at least the last day where there was one; the newest minute
  ///     may be partial; nothing after `now` is read.
  ///   - users: of departures the users' minutes, as `recent`; of other drivers not read.
  ///   - events: newest known state of each event.
  ///   - minutes: how many minutes ahead, at least 1.
  ///   - levels: rising quantile levels, the first is 0.5.
  ///   - scorecard: how earlier forecasts of this driver did.
  package func forecast(
    recent: MinuteSeries, users: MinuteSeries = MinuteSeries(), events: [Event],
    at now: Timestamp, minutes: Int, levels: [Double], scorecard: Scorecard = Scorecard()
  ) -> Forecast {
    precondition(minutes >= 1, "a forecast looks at least one minute ahead, not \(minutes)")
    precondition(levels.first == 0.5, "the first quantile level is 0.5, not in \(levels)")
    let unit =
      unit ?? PowerOfTwo(
        series: recent.span((now.minute - LiveSeries.reach)...now.minute))
      ?? PowerOfTwo(events: events, driver.unit)
    var forecast = Outlook(
      self, recent: recent, events: events, now: now, minutes: minutes, scorecard: scorecard,
      unit: unit
    ).forecast(minutes: minutes, levels: levels)
    if driver.unit == .departures {
      DeparturesFloor(leaving, users: users, events: events, now: now.minute)?.bound(&forecast)
    }
    return forecast
  }
}
