import RungModel
import Testing

@testable import RungBacktest

@Suite("Rivals")
struct RivalTests {
  @Test("On a straight line Holt goes on, last value stays, the day before is a day lower")
  func straightLine() throws {
    let series = MinuteSeries(firstMinute: 0, values: (0..<2_000).map { 1_000 + 2 * Double($0) })
    let newest = try #require(series.last(atOrBefore: 1_999))
    let points = RivalOrigin(series, newest: newest, origin: 1_999).points(ahead: 10)
    #expect(points.lastValue == 4_998)
    #expect(abs(points.holt - 5_018) < 5)
    #expect(points.seasonalNaive == 1_000 + 2 * Double(2_009 - 1_440))
  }

  @Test("Without a day before, or with too few values, the last value stands in")
  func fallbacks() throws {
    let series = MinuteSeries(firstMinute: 0, values: [5, nil, 7])
    let newest = try #require(series.last(atOrBefore: 4))
    let points = RivalOrigin(series, newest: newest, origin: 4).points(ahead: 30)
    #expect(points == RivalPoints(lastValue: 7, holt: 7, seasonalNaive: 7))
  }

  @Test("A steep fall stops above zero")
  func fall() throws {
    let series = MinuteSeries(firstMinute: 0, values: (0..<100).map { 1_000 - 10 * Double($0) })
    let trend = try #require(HoltTrend(series, at: 99))
    #expect(trend.value(ahead: 600) > 0 && trend.value(ahead: 600) < 100)
  }

  @Test("The k-th smallest of those that have come, against sorting")
  func ranks() {
    let numbers = (0..<200).map { Double(($0 * 7_919) % 101) }
    var counts = RankCounts(numbers)
    for place in numbers.indices {
      counts.add(place)
      let sorted = numbers[...place].sorted()
      for k in [1, (place + 2) / 2, place + 1] { #expect(counts.smallest(k) == sorted[k - 1]) }
    }
  }

  @Test("Errors count only once their actual is known, and cover as often as they should")
  func calibration() {
    // The same errors over and over: 1.00, 1.01, … 1.19 times the point.
    let trials = (0..<2_000).map { index in
      Trial(
        slot: 0, origin: Int64(index), horizon: 0,
        actual: 1_000 * (1 + Double((index * 7) % 20) / 100), forecast: .zero, planned: 0,
        points: RivalPoints(lastValue: 1_000, holt: 1_000, seasonalNaive: 1_000))
    }
    let values = RivalQuantiles.values(trials, rival: .lastValue, horizons: [6], unit: .users)
    // At origin t the actuals of origins up to t - 6 are known: 100 of them from 105 on.
    #expect(values[104][1] > 1_600 && values[105][1] < 1_200)
    #expect(values.allSatisfy { $0[0] == 1_000 && $0[1] <= $0[2] && $0[2] <= $0[3] })
    let covered = zip(trials, values).dropFirst(200).count { $0.actual <= $1[1] }
    #expect(Double(covered) / 1_800 >= 0.9 && Double(covered) / 1_800 <= 0.951)
  }

  @Test("Nothing is learned from later trials")
  func order() {
    let trials = (0..<400).map { index in
      Trial(
        slot: 0, origin: Int64(index), horizon: 0, actual: Double(100 + (index * 31) % 50),
        forecast: .zero, planned: 0,
        points: RivalPoints(lastValue: 100, holt: 100, seasonalNaive: 100))
    }
    let whole = RivalQuantiles.values(trials, rival: .holt, horizons: [10], unit: .rps)
    let half = RivalQuantiles.values(
      Array(trials.prefix(200)), rival: .holt, horizons: [10], unit: .rps)
    #expect(Array(whole.prefix(200)) == half)
  }
}
