import RungModel
import Testing

@Suite struct SeriesTests {
  @Test func aMinuteWithoutAValueIsMissingNotZero() {
    let series = MinuteSeries([
      MinuteValue(minute: 12, value: 3), MinuteValue(minute: 10, value: 1),
      MinuteValue(minute: 12, value: 4),
    ])
    #expect(series.firstMinute == 10)
    #expect(series.values == [1, nil, 4])
    #expect(series[11] == nil)
    #expect(series[9] == nil)
    #expect(series.last(atOrBefore: 11) == MinuteValue(minute: 10, value: 1))
    #expect(series.present.map(\.minute) == [10, 12])
  }

  @Test func droppingKeepsTheRest() {
    var series = MinuteSeries(firstMinute: 5, values: [1, 2, 3])
    series.dropBefore(7)
    #expect(series == MinuteSeries(firstMinute: 7, values: [3]))
    series.dropBefore(100)
    #expect(series.isEmpty)
    series[50] = 9
    #expect(series.firstMinute == 50)
  }

  @Test func driversAreNamedByTheirSelector() {
    let driver = Driver(
      unit: .rps, metric: "http_requests_total",
      matchers: [
        LabelMatcher(label: "zone", comparison: .notEqual, value: "x"),
        LabelMatcher(label: "service", comparison: .equal, value: "playback"),
      ])
    #expect(driver.id.selector == "http_requests_total{service=\"playback\",zone!=\"x\"}")
    #expect(driver.matches(metric: "http_requests_total", labels: ["service": "playback"]))
    #expect(
      !driver.matches(
        metric: "http_requests_total", labels: ["service": "playback", "zone": "x"]))
    #expect(!driver.matches(metric: "other", labels: ["service": "playback"]))
  }

  @Test func aZoneChangesItsOffset() throws {
    let winter = try #require(Timestamp("2026-10-25T01:00:00Z"))
    let berlin = ZoneOffsets(
      name: "Europe/Berlin",
      changes: [
        .init(from: .distantPast, offsetSeconds: 7_200), .init(from: winter, offsetSeconds: 3_600),
      ])
    #expect(berlin.offsetSeconds(at: winter - .seconds(1)) == 7_200)
    #expect(berlin.local(winter).clockText == "02:00")
  }
}
