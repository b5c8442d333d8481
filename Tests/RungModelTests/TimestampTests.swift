import RungModel
import Testing

@Suite struct TimestampTests {
  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1998-06-15T14:29:00Z", 897_920_940_000),
      ("2000-02-29T23:59:59.5Z", 951_868_799_500), ("1969-12-31T23:59:59Z", -1_000),
      ("2026-11-28T15:30:00+05:30", 1_795_860_000_000), ("2026-11-28 10:00Z", 1_795_860_000_000),
    ] as [(String, Int64)])
  func reads(text: String, milliseconds: Int64) {
    #expect(Timestamp(text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "2026-11-28", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-28T24:00:00Z",
    "2026-11-28T10:00:60Z", "2026-11-28T10:00:00", "2026-11-28T10:00:00.Z", "2026-11-28T10:00:00Zx",
    "٢026-11-28T10:00:00Z", "2026-11-28T10:00:00+25:00",
  ])
  func refuses(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test func writesWhatItReads() {
    for step in Int64(0)..<5_000 {
      let instant = Timestamp(milliseconds: -4_000_000_000_000 + step * 3_456_789_123)
      #expect(Timestamp(instant.description) == instant)
    }
  }

  @Test func minutesRoundDownAlsoBeforeTheEpoch() {
    #expect(Timestamp(milliseconds: 59_999).minute == 0)
    #expect(Timestamp(milliseconds: -1).minute == -1)
    #expect(Timestamp(milliseconds: -60_000).minute == -1)
    #expect(Timestamp(minute: 7).milliseconds == 420_000)
  }

  @Test func weekdaysCountFromMonday() throws {
    let sunday = try #require(Timestamp("2026-11-29T12:00:00Z"))
    #expect(CivilTime(sunday).weekday == 6)
    #expect(CivilTime(sunday + .hours(12)).weekday == 0)
    #expect(CivilTime(Timestamp(milliseconds: -1)).weekday == 2)
  }
}
