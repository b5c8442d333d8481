import CurveGenerator
import RungCore
import RungModel

/// One driver's forecast and its refit, with as much to learn from as two busy years leave.
enum ForecastBench {
  static let all: [Bench] = [
    Bench(
      name: "forecast",
      what: "one driver mid-match: 120 minutes, 4 levels, 200 measured-like curves", budget: 2,
      run: { forecasts(count: 200) }),
    Bench(
      name: "fit", what: "a refit of that driver: 200 curves, 8 weeks of minutes", budget: 100,
      run: { fits(count: 15) }),
  ]

  private static let levels = [0.5, 0.9, 0.99, 0.999]
  private static let horizonMinutes = 120
  private static let curveCount = 200
  private static let historyMinutes: Int64 = 56 * 1_440
  /// 52 weeks, so that a match keeps its weekday.
  private static let yearMinutes: Int64 = 364 * 1_440
  private static let metric = GeneratedMetric.platformConcurrency

  /// The match that is on: after all of the library.
  private static let live = Generator.match(kind: .t20, seed: 777)
    .shifted(byMinutes: 2 * yearMinutes)

  private static var driver: Driver { Driver(unit: metric.unit, metric: metric.rawValue) }

  /// Generated matches that count as measured: every other one a year later, and from half to
  /// twice as large as the generator has them.
  private static func library() -> [Curve] {
    (0..<curveCount).map { number in
      let match = Generator.match(kind: .t20, seed: 10_000 + UInt64(number))
        .shifted(byMinutes: number.isMultiple(of: 2) ? 0 : yearMinutes)
      var curve = match.curve(metric)
      curve.origin = .measured
      var random = SplitMix64(seed: 3, stream: UInt64(number))
      let scale = random.scale(0.5...2)
      curve.values = curve.values.map { $0.map { $0 * scale } }
      return curve
    }
  }

  /// Forecasts of one minute after the other from a quarter of an hour into the match.
  private static func forecasts(count: Int) -> [Duration] {
    let series = live.minutes(metric)
    guard let start = live.event.milestone("start") else { return [] }
    let first = start.minute + 15
    let model = FittedModel.fit(
      driver: driver, library: library(), history: MinuteSeries(), events: [],
      at: Timestamp(minute: first))
    let clock = ContinuousClock()
    return (0..<count).map { number in
      // Two hours and a half of the match, then again from the start.
      let now = Timestamp(minute: first + Int64(number % 150))
      let known = live.messages.last { $0.receivedAt <= now }?.event
      let recent = MinuteSeries(series.present.filter { $0.minute <= now.minute })
      return clock.measure {
        let forecast = model.forecast(
          recent: recent, events: known.map { [$0] } ?? [], at: now, minutes: horizonMinutes,
          levels: levels)
        precondition(forecast.minuteCount == horizonMinutes, "a forecast lost minutes")
      }
    }
  }

  private static func fits(count: Int) -> [Duration] {
    let library = library()
    let events = library.map(\.event)
    let now = Timestamp(minute: live.minutes(metric).firstMinute)
    let history = history(until: now.minute, library)
    let clock = ContinuousClock()
    return (0..<count).map { _ in
      clock.measure {
        let model = FittedModel.fit(
          driver: driver, library: library, history: history, events: events, at: now)
        precondition(model.driver == driver, "a model of another driver")
      }
    }
  }

  /// Days with an evening peak, 3 % of noise, and the matches of the library on top of them.
  private static func history(until end: Int64, _ library: [Curve]) -> MinuteSeries {
    var random = SplitMix64(seed: 5)
    let first = end - historyMinutes
    let values = (first..<end).map { minute -> Double? in
      let day = Double(minute % 1_440) / 1_440
      let swing = abs(day - 0.6) * 2
      return 1e6 * (1.2 - swing) * (1 + 0.03 * random.normal())
    }
    var history = MinuteSeries(firstMinute: first, values: values)
    for curve in library {
      for (offset, value) in curve.values.enumerated() {
        let minute = curve.firstMinute + Int64(offset)
        if let value, minute >= first, minute < end {
          history[minute] = (history[minute] ?? 0) + value
        }
      }
    }
    return history
  }
}
