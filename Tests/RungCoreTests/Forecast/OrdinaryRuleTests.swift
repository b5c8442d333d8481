import CurveGenerator
import RealModule
import RungModel
import Testing

@testable import RungCore

@Suite("The contest of ordinary rules")
struct OrdinaryRuleTests {
  private static let first: Int64 = 29_000_160

  /// Two weeks of logarithms, minute by minute.
  private static func days(
    seed: UInt64, _ log: (Int64, inout SplitMix64) -> Double
  ) -> OrdinaryDays {
    var random = SplitMix64(seed: seed)
    let values = (0..<Int64(14 * 1_440)).map { minute -> Double? in
      1_000 * Double.exp(log(minute, &random))
    }
    let series = MinuteSeries(firstMinute: first, values: values)
    return OrdinaryDays(series, events: [], at: series.lastMinute + 1)
  }

  private static func rules(_ days: OrdinaryDays, from horizon: Int64) -> [OrdinaryRule] {
    zip(OrdinaryDays.horizons, days.rules).filter { $0.0 >= horizon }.map(\.1)
  }

  @Test("On a random walk nothing beats the last value", arguments: [1, 2, 3] as [UInt64])
  func walk(_ seed: UInt64) {
    var level = 0.0
    let days = Self.days(seed: seed) { _, random in
      level += 0.01 * random.normal()
      return level
    }
    let near = zip(OrdinaryDays.horizons, days.rules).filter { $0.0 <= 30 }.map(\.1)
    #expect(near.allSatisfy { $0 == OrdinaryRule.candidates[0][0] }, "\(days.rules)")
  }

  @Test("On a flat level with noise the smoothest does best", arguments: [1, 2, 3] as [UInt64])
  func flat(_ seed: UInt64) {
    let days = Self.days(seed: seed) { _, random in 0.1 * random.normal() }
    for rule in Self.rules(days, from: 1) {
      #expect(rule.newestShare <= 0.1, "\(rule)")
    }
    // The last value is twice as far off as the level; both have the noise of what comes.
    #expect(days.band(0.9, minutes: 30) < 1.15 * 0.1 * normalQuantile(0.9))
  }

  @Test("Where every day is alike the profile is believed", arguments: [1, 2, 3] as [UInt64])
  func daily(_ seed: UInt64) throws {
    let days = Self.days(seed: seed) { minute, random in
      Double.sin(2 * Double.pi * Double(minute) / 1_440) + 0.05 * random.normal()
    }
    for rule in Self.rules(days, from: 30) { #expect(rule.pull >= 0.8, "\(rule)") }
    let highest = try #require(days.expected(Self.first + 360))
    let lowest = try #require(days.expected(Self.first + 1_080))
    #expect(abs(highest - lowest - 2) < 0.05)
  }

  @Test("A day is judged by a profile that has not seen it")
  func unseen() throws {
    let levels = [1_000.0, 4_000, 9_000]
    let series = MinuteSeries(
      firstMinute: Self.first, values: (0..<(3 * 1_440)).map { levels[$0 / 1_440] })
    let profiles = DayProfiles(
      OrdinaryMinutes(series, events: [], at: series.lastMinute + 1))
    for (day, others) in [(0, (4_000.0, 9_000.0)), (1, (1_000, 9_000)), (2, (1_000, 4_000))] {
      let expected = try #require(profiles.unseen(Self.first + Int64(day) * 1_440 + 700))
      #expect(abs(expected - (Double.log(others.0) + Double.log(others.1)) / 2) < 1e-9)
    }
  }

  /// Days between 1,000 and 3,000, weekends half as much again.
  private static func weeks(_ count: Int) -> OrdinaryDays {
    let values = (0..<Int64(count * 7 * 1_440)).map { minute -> Double? in
      let day = (first + minute) / 1_440 % 7
      let wave = 2_000 + 1_000 * Double.sin(2 * Double.pi * Double(minute) / 1_440)
      return wave * (day < 2 ? 1.5 : 1)
    }
    let series = MinuteSeries(firstMinute: first, values: values)
    return OrdinaryDays(series, events: [], at: series.lastMinute + 1)
  }

  @Test("A weekday's difference is believed the more, the more weeks have shown it")
  func weekdays() throws {
    let difference = Double.log(1.5)
    var last = 0.0
    for (weeks, least, most) in [(1, 0.0, 0.01), (3, 0.55, 0.65), (8, 0.78, 0.82)] {
      let days = Self.weeks(weeks)
      let start = Self.first / 10_080 * 10_080 + 10_080
      let weekend = try #require(days.expected(start + 600))
      let weekday = try #require(days.expected(start + 3 * 1_440 + 600))
      let share = (weekend - weekday) / difference
      #expect(share >= least && share <= most, "\(weeks) weeks: \(share)")
      #expect(share >= last)
      last = share
    }
  }

  @Test("Hours that always have an event are a straight line between those beside them")
  func filled() throws {
    var series = MinuteSeries(
      firstMinute: Self.first,
      values: (0..<(5 * 1_440)).map { $0 % 1_440 < 720 ? 1_000.0 : 2_000 })
    for day in 0..<Int64(5) {
      for minute in 690..<750 { series[Self.first + day * 1_440 + Int64(minute)] = nil }
    }
    let days = OrdinaryDays(series, events: [], at: series.lastMinute + 1)
    let expected = (680..<760).compactMap { days.expected(Self.first + $0) }
    #expect(expected.count == 80)
    #expect(zip(expected, expected.dropFirst()).allSatisfy { $1 >= $0 - 1e-12 })
    #expect(abs(expected[40] - (Double.log(1_000) + Double.log(2_000)) / 2) < 0.03)
  }

  @Test("Bands rise with the level, and beyond the last horizon by half at most")
  func bands() {
    let days = Self.days(seed: 5) { _, random in 0.1 * random.normal() }
    for minutes: Int64 in [0, 1, 2, 7, 29, 30, 100, 120, 400, 2_000, 20_000] {
      let offsets = OrdinaryDays.levels.map { days.band($0, minutes: minutes) }
      #expect(zip(offsets, offsets.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(offsets[0] == 0)
    }
    let last = days.band(0.99, minutes: 1_440)
    #expect(abs(days.band(0.99, minutes: 14 * 1_440) - 1.5 * last) < 1e-12)
  }

  @Test("A rule's level takes one odd minute in by its share and forgets it when the next has come")
  func levels() {
    var logs = [Double](repeating: 1, count: 30)
    logs[20] = 3
    for rule in OrdinaryRule.candidates[0] + [.plain] {
      let levels = RuleLanes.levels(
        of: [rule], logs, mended: LiveLevel.mended(logs), at: logs.indices
      ).map { $0[0] }
      #expect(abs(levels[20] - 1 - rule.newestShare * rule.step) < 1e-12)
      #expect(levels[21...].allSatisfy { abs($0 - 1) < 1e-12 })
    }
  }
}
