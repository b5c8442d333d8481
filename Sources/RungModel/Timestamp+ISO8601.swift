// RFC 3339 text for `Timestamp`, by hand because the core may not import Foundation.
// Calendar arithmetic: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
// https://howardhinnant.github.io/date_algorithms.html (days_from_civil, civil_from_days).

extension Timestamp: CustomStringConvertible, LosslessStringConvertible {
  /// `2026-11-28T10:00:00Z`, with `.123` before the `Z` only when the milliseconds are not zero.
  package var description: String {
    let civil = CivilTime(self)
    let date =
      "\(padded(civil.year, 4))-\(padded(civil.month, 2))-\(padded(civil.day, 2))"
    let time =
      "\(padded(civil.hour, 2)):\(padded(civil.minute, 2)):\(padded(civil.second, 2))"
    let fraction = civil.millisecond == 0 ? "" : ".\(padded(civil.millisecond, 3))"
    return "\(date)T\(time)\(fraction)Z"
  }

  /// `20:04`, UTC, for tables that people read.
  package var clockText: String {
    let civil = CivilTime(self)
    return "\(padded(civil.hour, 2)):\(padded(civil.minute, 2))"
  }

  /// `2026-11-28`, UTC.
  package var dateText: String { String(description.prefix(10)) }

  /// Reads RFC 3339 (`2026-11-28T10:00:00Z`, `…+05:30`, seconds and fraction optional, a blank
  /// allowed for the `T`). Nil for anything else, or for a date that the calendar does not have.
  package init?(_ text: String) {
    var reader = DigitReader(text)
    guard let year = reader.number(4), reader.take("-"), let month = reader.number(2),
      reader.take("-"), let day = reader.number(2), reader.take("T") || reader.take(" "),
      let hour = reader.number(2), reader.take(":"), let minute = reader.number(2)
    else { return nil }
    var second = 0
    var millisecond = 0
    if reader.take(":") {
      guard let read = reader.number(2) else { return nil }
      second = read
      if reader.take(".") {
        guard let read = reader.fraction() else { return nil }
        millisecond = read
      }
    }
    guard let offsetMinutes = reader.offset(), reader.isAtEnd,
      (1...12).contains(month), day >= 1, day <= CivilTime.days(inMonth: month, of: year),
      hour <= 23, minute <= 59, second <= 59
    else { return nil }
    let days = CivilTime.daysFromCivil(year: year, month: month, day: day)
    let minutes = Int64(days) * 1_440 + Int64(hour * 60 + minute - offsetMinutes)
    milliseconds = minutes * 60_000 + Int64(second * 1_000 + millisecond)
  }
}

extension Timestamp: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let instant = Timestamp(text) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "'\(text)' is not a time; write it as 2026-11-28T20:00:00Z"))
    }
    self = instant
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Reads fixed-width numbers and separators off the front of a text.
private struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = Substring(text).utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ character: Character) -> Bool {
    guard let first = rest.first, first == character.asciiValue else { return false }
    rest.removeFirst()
    return true
  }

  mutating func number(_ width: Int) -> Int? {
    guard rest.count >= width else { return nil }
    var value = 0
    for byte in rest.prefix(width) {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    rest.removeFirst(width)
    return value
  }

  /// Milliseconds from one or more fraction digits; digits after the third are dropped.
  mutating func fraction() -> Int? {
    var value = 0
    var read = 0
    while let byte = rest.first, (48...57).contains(byte) {
      if read < 3 { value = value * 10 + Int(byte - 48) }
      read += 1
      rest.removeFirst()
    }
    guard read > 0 else { return nil }
    for _ in read..<max(3, read) { value *= 10 }
    return value
  }

  /// Minutes east of UTC from `Z`, `z` or `+05:30`.
  mutating func offset() -> Int? {
    if take("Z") || take("z") { return 0 }
    let sign: Int
    if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
    guard let hours = number(2), take(":"), let minutes = number(2), hours <= 23, minutes <= 59
    else { return nil }
    return sign * (hours * 60 + minutes)
  }
}
