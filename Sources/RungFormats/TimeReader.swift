import RungModel

/// Reads the times of a series, which differ from row to row only in their last digits.
struct TimeReader {
  private var date: [UInt8] = []
  private var midnight: Int64 = 0

  /// Milliseconds since the epoch from `2026-11-28T20:00:00Z` in any form that `Timestamp` reads,
  /// or from seconds or milliseconds since the epoch. Nil for anything else, and for years outside
  /// 1970 to 2199.
  mutating func milliseconds(_ cell: SeriesTable.Bytes) -> Int64? {
    guard let milliseconds = iso(cell) ?? general(cell),
      ObjectReader.plausible.contains(Timestamp(milliseconds: milliseconds))
    else { return nil }
    return milliseconds
  }

  /// The common form, byte by byte, on a date that was seen in the row before.
  private func iso(_ cell: SeriesTable.Bytes) -> Int64? {
    guard cell.count == 20, date.count == 10, cell.starts(with: date) else { return nil }
    let start = cell.startIndex
    guard cell[start + 10] == UInt8(ascii: "T"), cell[start + 13] == UInt8(ascii: ":"),
      cell[start + 16] == UInt8(ascii: ":"), cell[start + 19] == UInt8(ascii: "Z"),
      let hour = pair(cell, 11), let minute = pair(cell, 14), let second = pair(cell, 17),
      hour < 24, minute < 60, second < 60
    else { return nil }
    return midnight + (hour * 3_600 + minute * 60 + second) * 1_000
  }

  private func pair(_ cell: SeriesTable.Bytes, _ offset: Int) -> Int64? {
    let place = cell.startIndex + offset
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard digits.contains(cell[place]), digits.contains(cell[place + 1]) else { return nil }
    return Int64(cell[place] - 48) * 10 + Int64(cell[place + 1] - 48)
  }

  private mutating func general(_ cell: SeriesTable.Bytes) -> Int64? {
    if let number = DecimalText.value(cell) {
      // Seconds of this century have ten digits; more than 10^11 can only be milliseconds.
      guard number.isFinite, number >= 0, number < 1e14 else { return nil }
      return Int64((number < 1e11 ? number * 1_000 : number).rounded())
    }
    guard cell.count <= 40, let instant = Timestamp(String(decoding: cell, as: UTF8.self)) else {
      return nil
    }
    // Only a time in UTC tells the midnight of the date that it is written with.
    if cell.count == 20, cell.last == UInt8(ascii: "Z") {
      date = Array(cell.prefix(10))
      let day: Int64 = 86_400_000
      midnight = instant.milliseconds - (instant.milliseconds % day + day) % day
    }
    return instant.milliseconds
  }
}
