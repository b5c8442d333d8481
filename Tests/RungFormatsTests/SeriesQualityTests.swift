import RungModel
import Testing

@testable import RungFormats

@Suite("Data quality of series files")
struct SeriesQualityTests {
  private static let first = Timestamp("2026-11-26T23:00:00Z")!

  /// A wave with some noise, never the same twice in a row.
  private static func users(_ minute: Int) -> Double {
    1_000 + Double(minute % 211) + Double((minute * 7_919) % 13)
  }

  private func read(_ rows: [String]) throws -> SeriesFile.Reading {
    let text = (["utc,users"] + rows).joined(separator: "\n")
    return try SeriesFile.decode(
      Array(text.utf8), file: "a.csv", columns: .init(unit: .users)
    ).get()
  }

  private func rows(_ minutes: Int, _ value: (Int) -> Double?) -> [String] {
    (0..<minutes).compactMap { minute in
      value(minute).map { "\(Self.first + .minutes(minute)),\($0)" }
    }
  }

  @Test("a sound series has nothing to tell")
  func sound() throws {
    let reading = try read(rows(600, Self.users))
    #expect(reading.notes == [])
    #expect(reading.quality == SeriesQuality())
  }

  @Test("values that cannot be are left out and told; the rest is used")
  func impossible() throws {
    var rows = rows(60, Self.users)
    rows[3] = "\(Self.first + .minutes(3)),-5"
    rows[7] = "\(Self.first + .minutes(7)),inf"
    rows[9] = "\(Self.first + .minutes(9)),1e999"
    let reading = try read(rows)
    #expect(reading.quality[.negative] == .init(count: 1, line: 5))
    #expect(reading.quality[.notFinite] == .init(count: 2, line: 9))
    #expect(reading.series.values.count { $0 != nil } == 57)
    #expect(
      reading.notes == [
        "1 values are below 0 and are missing; the first is line 5",
        "2 values are infinite and are missing; the first is line 9",
        "3 of 60 minutes have no data; the first is line 6",
      ])
  }

  @Test("a gap is told with the line after it")
  func gap() throws {
    let reading = try read(rows(100) { (40..<50).contains($0) ? nil : Self.users($0) })
    #expect(reading.quality[.gap] == .init(count: 10, line: 42))
  }

  @Test("a value that stands still is told where the series moves, not where it repeats by nature")
  func frozen() throws {
    let stopped = try read(rows(300) { Self.users((200..<230).contains($0) ? 200 : $0) })
    #expect(stopped.quality[.frozen] == .init(count: 29, line: 202))
    let flat = try read(rows(300) { _ in 600 })
    #expect(flat.quality[.frozen].count == 0)
    let night = try read(rows(300) { $0 < 150 ? Self.users($0) : 0 })
    #expect(night.quality[.frozen].count == 0)
  }

  @Test("a minute that a log rotation eats is told, with the time of day when it comes daily")
  func notches() throws {
    let daily = try read(
      rows(4 * 1_440) { $0 % 1_440 == 60 ? Self.users($0) * 0.1 : Self.users($0) })
    #expect(daily.quality[.notch] == .init(count: 4, line: 62))
    #expect(
      daily.notes == [
        "4 minutes fall below half of their neighbours for a minute or two; the first is line 62, "
          + "4 come at 00:00Z: does a log rotation eat that minute?"
      ])
    let wide = try read(rows(300) { (100...101).contains($0) ? 0 : Self.users($0) })
    #expect(wide.quality[.notch] == .init(count: 2, line: 102))
    let wild = try read(rows(300) { Double(($0 * 7_919) % 101) })
    #expect(wild.quality[.notch].count == 0, "where every minute jumps, none is a notch")
  }
}
