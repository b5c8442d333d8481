import RungModel
import Testing

@testable import RungFormats

@Suite("Series files")
struct SeriesFileTests {
  private let first = Timestamp("2026-11-28T10:00:00Z")!.minute

  @Test("A minute without a row is missing, rows of one minute are averaged, rpm is divided")
  func reading() throws {
    let text = """
      utc,requests
      2026-11-28T10:00:00Z,60
      2026-11-28T10:00:30Z,180
      2026-11-28T10:02:00Z,600
      2026-11-28T10:03:00Z,
      2026-11-28T10:04:00Z,NaN
      2026-11-28T10:05:00Z,6
      """
    let reading = try read(text, .init(unit: .rpm)).get()
    #expect(
      reading.series == MinuteSeries(firstMinute: first, values: [2, nil, 10, nil, nil, 0.1]))
    #expect(reading.unit == .rps)
    #expect(reading.rows == 4)
    #expect(
      reading.notes == [
        "requests a minute were divided by 60",
        "2 rows have no value and are missing; the first is line 5",
        "3 of 6 minutes have no data; the first is line 4",
      ])
  }

  @Test("Rows in any order; of two rows for one time the later in the file wins and is counted")
  func order() throws {
    let text =
      "time;users\r\n2026-11-28T10:01:00Z;5\r\n2026-11-28T10:00:00Z;1\r\n2026-11-28T10:01:00Z;7\r\n"
    let reading = try read(text, .init(unit: .users)).get()
    #expect(reading.series.values == [1, 7])
    #expect(reading.quality[.duplicate] == .init(count: 1, line: 2))
    #expect(
      reading.notes == [
        "1 rows were not in order of time and have been sorted; the first is line 3",
        "1 rows repeat a time; the last of each was taken; the first is line 2",
        "1 of them had another value than the one taken; the first is line 2",
      ])
  }

  @Test("Times in every form: offsets, fractions, seconds and milliseconds since the epoch")
  func times() throws {
    let seconds = first * 60
    let text = """
      \u{FEFF}when,"users, all",stale
      2026-11-28T15:30:00+05:30,1,0
      "2026-11-28 10:01:00.250Z","2",1
      \(seconds + 120),3,0
      \((seconds + 180) * 1_000), 4 ,0
      """
    let columns = SeriesFile.Columns(time: "when", value: "users, all", unit: .users)
    // A header with a separator inside quotes must not shift the columns.
    let simple = text.replacing("\"users, all\"", with: "\"users\"")
    let reading = try read(simple, .init(time: "when", unit: .users)).get()
    #expect(reading.series == MinuteSeries(firstMinute: first, values: [1, 2, 3, 4]))
    #expect(try read(text, columns).get().series == reading.series)
  }

  @Test("Every fault is told by file and line, with what would be right")
  func faults() {
    let text = """
      utc,users
      28.11.2026 10:00,5
      2026-11-28T10:02:00Z,many
      2026-11-28T10:03:00Z

      2026-11-28T25:00:00Z,5
      """
    #expect(
      descriptions(text, .init(unit: .users)) == [
        "a.csv:2: utc: '28.11.2026 10:00' is not a time; write it as 2026-11-28T20:00:00Z",
        "a.csv:3: users: 'many' is not a number; leave it empty when nothing was measured",
        "a.csv:4: has fewer columns than the header; is the line cut off?",
        "a.csv:6: utc: '2026-11-28T25:00:00Z' is not a time; write it as 2026-11-28T20:00:00Z",
      ])
  }

  @Test("Headers that do not say which columns to read are told what they hold")
  func headers() {
    let users = SeriesFile.Columns(unit: .users)
    #expect(
      descriptions("utc,a,b\n", users) == [
        "a.csv:1: there are 2 value columns; choose one with --value: utc, a, b"
      ])
    #expect(
      descriptions("when,a\n", users) == [
        "a.csv:1: no column is named utc, time or timestamp; name it with --time: when, a"
      ])
    #expect(
      descriptions("utc,viewers\n", .init(value: "viewer", unit: .users)) == [
        "a.csv:1: there is no column 'viewer'; did you mean 'viewers'?"
      ])
    #expect(descriptions("", users) == ["a.csv: is empty; expected a header line like utc,users"])
    #expect(descriptions("utc,users\n", users) == ["a.csv: holds no row with a value"])
    #expect(descriptions("utc\n", users).count == 1)
  }

  @Test("A wrong year does not become gigabytes of minutes")
  func span() {
    let text = "utc,users\n2026-11-28T10:00:00Z,1\n1998-11-28T10:00:00Z,1\n"
    let found = descriptions(text, .init(unit: .users))
    #expect(found.count == 1)
    #expect(found.first?.contains("spans 28 years") == true)
    #expect(found.first?.contains("(line 3)") == true)
  }

  @Test("A file of another kind gives a hundred faults and not a million")
  func wrongFile() {
    let text = "utc,users\n" + String(repeating: "x,y\n", count: 5_000)
    #expect((100...101).contains(descriptions(text, .init(unit: .users)).count))
  }

  private func read(_ text: String, _ columns: SeriesFile.Columns)
    -> Result<SeriesFile.Reading, FormatFaults>
  {
    SeriesFile.decode(Array(text.utf8), file: "a.csv", columns: columns)
  }

  private func descriptions(_ text: String, _ columns: SeriesFile.Columns) -> [String] {
    switch read(text, columns) {
    case .success: []
    case .failure(let faults): faults.faults.map(\.description)
    }
  }
}
