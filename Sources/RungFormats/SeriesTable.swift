import RungModel

/// Walks the lines and cells of a CSV text in place: no line is copied unless it is quoted.
struct SeriesTable {
  typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

  /// The name that faults carry.
  let file: String?
  /// In order of lines.
  private(set) var faults: [FormatFault] = []
  /// What is wrong with single rows and does not keep the others from being used.
  private(set) var quality = SeriesQuality()
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  private var line = 0

  /// A table over bytes that outlive it.
  init(_ bytes: UnsafeBufferPointer<UInt8>, file: String?) {
    self.bytes = bytes
    self.file = file
    // The byte order mark that spreadsheets write.
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { place = 3 }
  }

  /// Notes a fault; without a line it is one of the whole file.
  mutating func note(_ line: Int?, _ column: String, _ message: String) {
    faults.append(FormatFault(file: file, line: line, path: column, message: message))
  }

  /// The next line that is not blank, without its end; nil after the last.
  mutating func nextLine() -> (number: Int, bytes: Bytes)? {
    while place < bytes.count {
      let start = place
      while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
      var end = place
      place += 1
      line += 1
      if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      if end > start { return (line, bytes[start..<end]) }
    }
    return nil
  }

  /// All rows with a value; what cannot be read becomes a fault.
  mutating func rows(_ layout: SeriesLayout) -> [SeriesRow] {
    var rows: [SeriesRow] = []
    rows.reserveCapacity((bytes.count - place) / 24)
    var clock = TimeReader()
    while let (number, text) = nextLine() {
      // A file of the wrong kind is wrong on every line: enough is enough.
      guard faults.count < FormatFaults.listed else { break }
      let cells = layout.cells(text)
      guard let time = cells.time, let cell = cells.value else {
        note(number, "", "has fewer columns than the header; is the line cut off?")
        continue
      }
      guard let milliseconds = clock.milliseconds(time) else {
        let shown = Self.shown(time)
        note(number, layout.time, "'\(shown)' is not a time; write it as 2026-11-28T20:00:00Z")
        continue
      }
      if let value = value(cell, number, layout) {
        rows.append(SeriesRow(milliseconds: milliseconds, value: value, line: number))
      }
    }
    return rows
  }

  /// The value of a cell; nil when it is missing or impossible (counted) or no number (a fault).
  private mutating func value(_ cell: Bytes, _ number: Int, _ layout: SeriesLayout) -> Double? {
    if let value = DecimalText.value(cell) {
      if value >= 0, value.isFinite { return value }
      quality.count(value < 0 ? .negative : .notFinite, line: number)
      return nil
    }
    switch Self.shown(cell).lowercased() {
    case "", "nan", "null", "na":
      quality.count(.empty, line: number)
      return nil
    case "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity":
      quality.count(.notFinite, line: number)
      return nil
    default: break
    }
    let message = "'\(Self.shown(cell))' is not a number; leave it empty when nothing was measured"
    note(number, layout.value, message)
    return nil
  }

  /// A cell as messages show it.
  static func shown(_ cell: Bytes) -> String {
    let text = String(decoding: cell.prefix(40), as: UTF8.self)
    return String(
      text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
  }
}
