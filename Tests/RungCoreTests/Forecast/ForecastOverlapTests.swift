import CurveGenerator
import RealModule
import RungModel
import Testing

@testable import RungCore

/// Shows of two kinds that never met, until one begins while the other is on.
struct ForecastOverlapTests {
  private static let driver = Driver(unit: .users, metric: "users")
  private static let background = 1_000.0
  private static let first: Int64 = 29_000_160

  /// A show that gathers its users within half an hour and loses them as fast.
  private struct Show {
    var kind: String
    var start: Int64
    var minutes: Int64
    var users: Double

    func users(at minute: Int64) -> Double {
      let (up, down) = (minute - start + 30, start + minutes - minute)
      return users * Double(min(30, max(0, min(up, down)))) / 30
    }

    var event: Event {
      Event(
        id: "\(kind)-\(start)", kind: kind, expectedPeak: ["users": users + background],
        milestones: [
          Milestone(name: "start", at: Timestamp(minute: start), status: .actual),
          Milestone(name: "end", at: Timestamp(minute: start + minutes), status: .actual),
        ])
    }
  }

  private static func series(_ shows: [Show], _ minutes: Range<Int64>, seed: UInt64)
    -> MinuteSeries
  {
    var random = SplitMix64(seed: seed)
    return MinuteSeries(
      firstMinute: minutes.lowerBound,
      values: minutes.map { minute in
        let users = shows.reduce(background) { $0 + $1.users(at: minute) }
        return users * Double.exp(0.01 * random.normal())
      })
  }

  private static func library() -> [Curve] {
    (0..<12).map { number in
      let isSmall = number % 2 == 0
      let show = Show(
        kind: isSmall ? "small" : "large", start: first + Int64(number) * 1_440 + 720,
        minutes: isSmall ? 120 : 60, users: isSmall ? 10_000 : 20_000)
      let minutes = (show.start - 240)..<(show.start + show.minutes + 180)
      let values = series([show], minutes, seed: UInt64(number))
      return Curve(
        event: show.event, metric: driver.metric, unit: driver.unit, origin: .measured,
        firstMinute: minutes.lowerBound, values: values.values)
    }
  }

  @Test("The level of one is not taken for the other's: they add", arguments: [30, 60])
  func staggered(_ horizon: Int) throws {
    let start = Self.first + 13 * 1_440 + 720
    let small = Show(kind: "small", start: start, minutes: 120, users: 10_000)
    let large = Show(kind: "large", start: start + 75, minutes: 60, users: 20_000)
    let series = Self.series(
      [small, large], (start - 2_880)..<(start + 400), seed: 99)
    let events = [small.event, large.event]
    let model = FittedModel.fit(
      driver: Self.driver, library: Self.library(), history: series, events: events,
      at: Timestamp(minute: start - 240))
    for origin in stride(from: start - 30, through: start + 130, by: 10) {
      let known = series.truncated(after: origin)
      let forecast = model.forecast(
        recent: known, events: events, at: Timestamp(minute: origin), minutes: horizon + 1,
        levels: ForecastCase.levels)
      let actual = try #require(series[origin + Int64(horizon)])
      let ratio = forecast.paths[0][horizon] / actual
      // Until an hour before it the other has no part in the median.
      #expect(ratio > 0.35 && ratio < 2.5, "median at \(origin - start): \(ratio)")
      #expect(forecast.paths[3][horizon] < 3 * 31_000, "at \(origin - start)")
    }
  }
}
