import CurveGenerator
import RealModule
import RungModel
import Testing

@testable import RungCore

/// A library of large matches on a platform that is small, and outages in it.
struct ForecastScaleTests {
  private static let first: Int64 = 29_000_160

  private static func football(_ id: String, at start: Int64) -> Event {
    let minutes: [(String, Int64)] = [
      ("start", 0), ("half_time", 47), ("second_half", 62), ("end", 110),
    ]
    return Event(
      id: id, kind: "football",
      milestones: minutes.map {
        Milestone(name: $0.0, at: Timestamp(minute: start + $0.1))
      })
  }

  @Test("Two matches on a platform of a thousand users are no matches of millions")
  func small() throws {
    var random = SplitMix64(seed: 4)
    let series = MinuteSeries(
      firstMinute: Self.first,
      values: (0..<(3 * 1_440)).map { _ in 1_000 * Double.exp(0.01 * random.normal()) })
    let start = Self.first + 2 * 1_440 + 600
    let events = [Self.football("one", at: start), Self.football("two", at: start + 120)]
    let model = FittedModel.fit(
      driver: ForecastCase.driver, library: ForecastCase.library, history: series,
      events: events, at: Timestamp(minute: start - 240))
    for origin in stride(from: start - 240, through: start + 200, by: 18) {
      let forecast = model.forecast(
        recent: series.truncated(after: origin), events: events,
        at: Timestamp(minute: origin), minutes: 181, levels: ForecastCase.levels)
      for horizon in [6, 30, 90, 180] {
        #expect(forecast.paths[0][horizon] < 100_000, "\(origin - start) + \(horizon)")
      }
      #expect(forecast.paths[3][6] < 100_000, "at \(origin - start)")
    }
  }

  @Test("Zeros of an outage in a past match are gaps")
  func outage() throws {
    var world = ForecastWorld(Variety(kind: .football, origin: .measured, seed: 7_001))
    let minute = world.minute("start") + 20
    var without = world
    for number in [1, 5, 9] {
      for place in 150..<156 {
        world.library[number].values[place] = 0
        without.library[number].values[place] = nil
      }
    }
    let zeros = world.forecast(world.model(), at: minute)
    let gaps = without.forecast(without.model(), at: minute)
    #expect(zeros.paths == gaps.paths)
  }
}
