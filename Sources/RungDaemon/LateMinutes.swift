import RungModel

/// Values of minutes that the driver gave nothing for, until every series has told its part.
///
/// Half a sum is no history: a minute that is never completed stays missing.
struct LateMinutes: Sendable {
  private var values: [Int64: [[String: String]: Double]] = [:]
  /// Minutes that the driver has a value for; late samples do not rewrite them.
  private var given: Set<Int64> = []
  /// Everything up to here was given before a restart.
  private var givenUntil: Int64 = .min

  /// Takes the minutes up to one, included, for given.
  mutating func remember(until minute: Int64) { givenUntil = max(givenUntil, minute) }

  mutating func give(_ minute: Int64) {
    given.insert(minute)
    values[minute] = nil
  }

  /// Keeps a series' part of an earlier minute, in the unit used inside; the last one wins.
  mutating func keep(_ value: Double, of labels: [String: String], at minute: Int64) {
    guard minute > givenUntil, !given.contains(minute) else { return }
    values[minute, default: [:]][labels] = value
  }

  /// Minutes before `newest` that have a value of every series now, oldest first; they are given.
  mutating func complete(
    _ series: [[String: String]], before newest: Int64, oldest: Int64
  ) -> [MinuteValue] {
    guard !values.isEmpty else {
      if given.count > 120 { given = given.filter { $0 >= oldest } }
      return []
    }
    values = values.filter { $0.key >= oldest }
    var result: [MinuteValue] = []
    for (minute, parts) in values.sorted(by: { $0.key < $1.key }) where minute < newest {
      let known = series.compactMap { parts[$0] }
      guard known.count == series.count else { continue }
      result.append(MinuteValue(minute: minute, value: known.reduce(0, +)))
    }
    for minute in result { give(minute.minute) }
    return result
  }
}
