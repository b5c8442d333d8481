import RungModel

// The scorecard: every minute's first forecast is kept, scored against what comes, and told to the
// store as facts, so that a restart neither loses nor doubles a score.
extension Controller {
  /// A minute counts as complete when a sample of a later one has come; without any, after this
  /// many minutes: samples of a minute may arrive in the next.
  static let settlingMinutes: Int64 = 3
  /// A last value older than this many minutes is no rival, and a forecast made from it no test of
  /// the forecaster: the driver is stale.
  static let freshMinutes: Int64 = 10
  /// An alarm that holds stays until the forecaster is no worse than the last value, so that a
  /// score that trembles around the margin rings once.
  static let clearingMargin = 1.0
  /// Less than this share of demand between the two errors is no reason to ring: a minute's own
  /// noise is about twice that in the 1998 World Cup's request counts.
  static let alarmingGap = 0.01

  /// Scores the minutes that have become complete.
  mutating func settleMinutes(at now: Timestamp) -> [Directive] {
    guard isScoring else { return [] }
    var directives: [Directive] = []
    for id in memory.scorecards.keys.sorted() {
      guard let state = memory.drivers[id],
        let due = memory.scorecards[id]?.unsettled(before: now.minute)
      else { continue }
      for minute in due {
        let isComplete =
          (state.newestAt?.minute ?? .min) > minute || now.minute - minute >= Self.settlingMinutes
        guard isComplete else { break }
        let value = state.minutes[minute]
        let rows = memory.scorecards[id]?.settle(minute: minute, value: value) ?? []
        directives.append(
          .scored(SettledMinute(driver: id, minute: minute, value: value), rows))
      }
    }
    return directives
  }

  /// Keeps what a minute's first forecast said, or the one that stands in it. A driver that is stale
  /// is not scored.
  mutating func keep(_ forecast: Forecast, at now: Timestamp) -> [Directive] {
    let minute = now.minute
    guard isScoring,
      memory.scorecards[forecast.driver]?.newestRecord ?? .min < minute,
      let last = memory.drivers[forecast.driver]?.minutes.last(atOrBefore: minute - 1),
      last.minute >= minute - Self.freshMinutes
    else { return [] }
    let record = ForecastRecord(
      forecast, at: now, events: memory.events, persistence: last.value)
    let isKept = memory.scorecards[forecast.driver, default: Scorecard()].take(record)
    return isKept ? [.forecasted(record)] : []
  }

  /// One alarm a driver, while its forecasts lose at the lead time of a service that rests on them.
  func losingAlarms() -> [Alarm] {
    // Most of the time nobody loses, and ladders need not be grouped.
    guard isScoring, memory.scorecards.values.contains(where: { $0.isLosing }) else { return [] }
    return laddersByDriver().compactMap { driver, ladders in
      guard let card = memory.scorecards[driver.id] else { return nil }
      let key = Alarm(.forecastLosing, .warning, subject: driver.id.selector, message: "").key
      let holds = memory.alarms.contains { $0.key == key }
      let margin = holds ? Self.clearingMargin : Scorecard.losingMargin
      for horizon in ForecastRecord.horizons {
        guard card.isLosing(horizon: horizon, margin: margin),
          let recent = card.row(horizon: horizon, kind: card.kind)?.recent,
          let error = recent.errorRatio, let rival = recent.persistenceErrorRatio,
          holds || error - rival >= Self.alarmingGap
        else { continue }
        let resting = ladders.map(\.service).filter {
          Scorecard.keptHorizon(covering: leadTime(of: $0)) == horizon
        }
        guard !resting.isEmpty else { continue }
        return Alarm(
          .forecastLosing, .warning, subject: driver.id.selector,
          message: Self.losingText(card.kind, horizon, error, rival, resting))
      }
      return nil
    }
  }

  /// Whether a driver's forecasts so far ahead lose against the last value.
  func isLosing(_ driver: DriverID, ahead: Duration) -> Bool {
    guard isScoring, let card = memory.scorecards[driver] else { return false }
    return card.isLosing(
      horizon: Scorecard.keptHorizon(covering: ahead), margin: Scorecard.losingMargin)
  }

  private static func losingText(
    _ kind: String, _ horizon: Int, _ error: Double, _ rival: Double, _ services: [String]
  ) -> String {
    let place = kind.isEmpty ? "ordinary time" : kind
    let shown = services.prefix(3).joined(separator: ", ")
    let more = services.count > 3 ? " and \(services.count - 3) more" : ""
    return
      "in \(place) forecasts \(horizon) min ahead were \(error.shareText) off lately, the last "
      + "value repeated \(rival.shareText): the last value has the vote until forecasts are better, "
      + "and servers of \(shown)\(more) come later than a good forecast would have them; look for "
      + "an event that the schedule does not have, a wrong kind, or a metric that changed"
  }
}

extension Scorecard {
  /// Whether forecasts are worse than the last value at any horizon.
  fileprivate var isLosing: Bool {
    ForecastRecord.horizons.contains {
      isLosing(horizon: $0, margin: Controller.clearingMargin)
    }
  }
}
