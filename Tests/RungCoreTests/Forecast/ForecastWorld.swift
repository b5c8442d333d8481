import CurveGenerator
import RealModule
import RungModel
import Testing

@testable import RungCore

/// A kind of match, where its library comes from, and a seed: what properties are tried over.
struct Variety: Sendable, CustomTestStringConvertible {
  var kind: MatchKind
  var origin: Curve.Origin
  var seed: UInt64

  var testDescription: String { "\(kind.shortName), \(origin.rawValue), seed \(seed)" }

  /// Every kind with every origin, each with seeds of its own.
  static func all(seeds: Int) -> [Variety] {
    MatchKind.allCases.flatMap { kind in
      [Curve.Origin.measured, .synthetic].flatMap { origin in
        (0..<seeds).map { Variety(kind: kind, origin: origin, seed: 7_000 + UInt64($0)) }
      }
    }
  }
}

/// Everything that a forecast is made of: a library, ordinary days, a match and its messages.
struct ForecastWorld {
  var library: [Curve]
  /// Ordinary days, and the match right after them.
  var series: MinuteSeries
  var messages: [EventMessage]
  /// When the model is fitted.
  var fitMinute: Int64

  static let week: Int64 = 7 * 1_440
  /// Generated matches lie within one year; a library moved back by so much lies before any.
  private static let weeksBack: Int64 = 53

  init(_ variety: Variety, earlier: Int = 12, ordinaryDays: Int64 = 3) {
    let metric = GeneratedMetric.platformConcurrency
    let match = Generator.match(kind: variety.kind, seed: variety.seed)
    library = (0..<UInt64(earlier)).map { number in
      var curve = Generator.match(kind: variety.kind, seed: variety.seed * 100 + number)
        .shifted(byMinutes: -Self.weeksBack * Self.week).curve(metric)
      curve.origin = variety.origin
      return curve
    }
    messages = match.messages
    let played = match.minutes(metric)
    fitMinute = played.firstMinute
    series = Self.ordinary(
      before: played, minutes: ordinaryDays * 1_440, seed: variety.seed)
    for minute in played.firstMinute...played.lastMinute { series[minute] = played[minute] }
  }

  /// Days with a wave of a third either way and a few percent of noise, at the match's first level.
  private static func ordinary(
    before played: MinuteSeries, minutes: Int64, seed: UInt64
  ) -> MinuteSeries {
    var random = SplitMix64(seed: seed, stream: 99)
    let level = played.values.first.flatMap { $0 } ?? 1
    let first = played.firstMinute - minutes
    let values = (first..<played.firstMinute).map { minute -> Double? in
      let day = Double.sin(2 * Double.pi * Double(minute % 1_440) / 1_440)
      return (level * Double.exp(0.3 * day + 0.03 * random.normal())).rounded()
    }
    return MinuteSeries(firstMinute: first, values: values)
  }

  /// The newest state that was known at a minute.
  func known(_ minute: Int64) -> [Event] {
    messages.last { $0.receivedAt.minute <= minute }.map { [$0.event] } ?? []
  }

  /// The minute of a milestone as it was in the end.
  func minute(_ name: String) -> Int64 {
    messages.last?.event.milestone(name)?.minute ?? 0
  }

  func model(at minute: Int64? = nil) -> FittedModel {
    let at = minute ?? fitMinute
    return FittedModel.fit(
      driver: ForecastCase.driver, library: library, history: series, events: known(at),
      at: Timestamp(minute: at))
  }

  func forecast(
    _ model: FittedModel, at minute: Int64, minutes: Int = 60, scorecard: Scorecard = Scorecard()
  ) -> Forecast {
    model.forecast(
      recent: series, events: known(minute), at: Timestamp(minute: minute), minutes: minutes,
      levels: ForecastCase.levels, scorecard: scorecard)
  }

  /// Minutes of the match, spread over it, that forecasts are made at.
  func origins(_ count: Int64) -> [Int64] {
    let last = series.lastMinute - 40
    return (0..<count).map { fitMinute + 30 + (last - fitMinute - 30) * $0 / max(1, count - 1) }
  }

  /// The same on a platform so many times as large.
  func scaled(by factor: Double) -> ForecastWorld {
    var result = self
    result.series = series.changed(by: factor)
    for index in library.indices {
      result.library[index].values = library[index].values.map { $0.map { $0 * factor } }
    }
    for index in messages.indices {
      result.messages[index].event.expectedPeak = messages[index].event.expectedPeak
        .mapValues { $0 * factor }
    }
    return result
  }

  /// The same some weeks later.
  func moved(weeks: Int64) -> ForecastWorld {
    let shift = weeks * Self.week
    var result = self
    result.fitMinute += shift
    result.series = series.changed(minutes: shift)
    for index in library.indices {
      result.library[index].firstMinute += shift
      result.library[index].event = library[index].event.moved(minutes: Int(shift))
    }
    for index in messages.indices {
      result.messages[index].receivedAt += .minutes(Int(shift))
      result.messages[index].event = messages[index].event.moved(minutes: Int(shift))
    }
    return result
  }
}

extension Forecast {
  /// Whether it has the right shape, is finite and not negative, and its quantiles never cross.
  func isWellFormed(minutes: Int) -> Bool {
    let values = paths + holds.map(\.values)
    let crosses = zip(paths, paths.dropFirst()).contains { low, high in
      zip(low, high).contains { $0 > $1 }
    }
    let holdsCross = holds.contains { zip($0.values, $0.values.dropFirst()).contains { $0 > $1 } }
    return paths.count == levels.count && paths.allSatisfy { $0.count == minutes }
      && values.allSatisfy { $0.allSatisfy { $0.isFinite && $0 >= 0 } }
      && largestRampPerMinute.isFinite && largestRampPerMinute >= 0
      && !crosses && !holdsCross && !reasons.isEmpty
  }

  /// Every number in it.
  var numbers: [Double] { paths.flatMap { $0 } + holds.flatMap(\.values) + [largestRampPerMinute] }
}
