import RealModule
import RungModel
import Testing

@testable import RungCore

struct ForecastOrdinaryTests {
  static let driver = Driver(unit: .rps, metric: "requests")
  static let first: Int64 = 29_000_160

  /// A day's wave between 500 and 1,500 with a ripple that repeats every 37 minutes.
  static func wave(days: Int) -> MinuteSeries {
    let values = (0..<(days * 1_440)).map { index -> Double? in
      let minute = first + Int64(index)
      let day = 2 * Double.pi * Double(minute % 1_440) / 1_440
      return (1_000 + 500 * Double.sin(day)) * (1 + 0.02 * Double.sin(Double(index) * 0.17))
    }
    return MinuteSeries(firstMinute: first, values: values)
  }

  @Test("With a week of history the day's shape is foreseen better than by the last value")
  func learnsTheDay() throws {
    let series = Self.wave(days: 9)
    let from = Self.first + 8 * 1_440
    let model = FittedModel.fit(
      driver: Self.driver, library: [], history: series, events: [],
      at: Timestamp(minute: from))
    var own = 0.0
    var last = 0.0
    var above = 0
    for minute in stride(from: from, to: from + 1_300, by: 10) {
      let forecast = model.forecast(
        recent: series, events: [], at: Timestamp(minute: minute), minutes: 61,
        levels: ForecastCase.levels)
      let actual = try #require(series[minute + 60])
      own += abs(forecast.paths[0][60] - actual)
      last += abs(try #require(series[minute]) - actual)
      if actual > forecast.paths[3][60] { above += 1 }
    }
    #expect(own < 0.5 * last)
    #expect(above == 0)
  }

  @Test("With nothing at all: zeros, low confidence, and no trap")
  func empty() {
    let model = FittedModel.fit(
      driver: Self.driver, library: [], history: MinuteSeries(), events: [],
      at: Timestamp(minute: Self.first))
    for recent in [MinuteSeries(), MinuteSeries(firstMinute: Self.first - 3, values: [0, 0, 0])] {
      let forecast = model.forecast(
        recent: recent, events: [], at: Timestamp(minute: Self.first), minutes: 30,
        levels: ForecastCase.levels)
      #expect(forecast.confidence == .low)
      #expect(forecast.paths.allSatisfy { $0.allSatisfy { $0.isZero } })
    }
  }

  @Test("A rise is followed at high quantiles before its shape is known")
  func followsARise() {
    let values = (0..<60).map { index -> Double? in 1_000 * Double.exp(0.05 * Double(index)) }
    let series = MinuteSeries(firstMinute: Self.first, values: values)
    let model = FittedModel.fit(
      driver: Self.driver, library: [], history: MinuteSeries(), events: [],
      at: Timestamp(minute: Self.first))
    let forecast = model.forecast(
      recent: series, events: [], at: Timestamp(minute: series.lastMinute), minutes: 10,
      levels: ForecastCase.levels)
    #expect(forecast.paths[3][7] > (values[59] ?? 0) * Double.exp(0.35))
  }

  @Test("Half a day and a day ahead the day's shape is what counts, events or not")
  func farAhead() throws {
    var series = Self.wave(days: 12)
    let events = (0..<12).map { day in
      Self.evening(day: Int64(day), in: &series)
    }
    let from = Self.first + 10 * 1_440
    let model = FittedModel.fit(
      driver: Self.driver, library: [], history: series, events: events,
      at: Timestamp(minute: from))
    // Right after an event, and in the middle of one.
    for origin in [from, from + 1_200] {
      let forecast = model.forecast(
        recent: series, events: events, at: Timestamp(minute: origin), minutes: 721,
        levels: ForecastCase.levels)
      let actual = try #require(series[origin + 720])
      #expect(abs(forecast.paths[0][720] / actual - 1) < 0.05)
      #expect(forecast.paths[3][720] < 1.3 * actual)
    }
  }

  /// An event of an unknown kind from 19:00 to 21:00 with four times the users.
  private static func evening(day: Int64, in series: inout MinuteSeries) -> Event {
    let start = first + day * 1_440 + 1_140
    for minute in start..<(start + 120) { series[minute] = 4 * (series[minute] ?? 0) }
    return Event(
      id: "e\(day)", kind: "show",
      milestones: [
        Milestone(name: "start", at: Timestamp(minute: start)),
        Milestone(name: "end", at: Timestamp(minute: start + 120)),
      ])
  }
}
