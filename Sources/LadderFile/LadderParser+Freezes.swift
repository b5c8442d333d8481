import RungModel

extension LadderParser {
  /// Days as written, from Monday as the model counts them.
  static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// The freezes; nil when one cannot be read.
  func freezes(_ entry: Entry) -> [Freeze]? {
    guard let entries = entry.list() else { return nil }
    let freezes = entries.enumerated().map { freeze($1.called("freeze \($0 + 1)")) }
    let read = freezes.compactMap { $0 }
    return read.count == freezes.count ? read : nil
  }

  private func freeze(_ entry: Entry) -> Freeze? {
    guard let fields = Fields(entry, known: ["from", "to", "days", "allow", "reason"])
    else { return nil }
    let scopes: [(String, Freeze.Scope)] = [("scale-out", .removal), ("nothing", .all)]
    let scope = fields["allow"].map { $0.word(scopes) } ?? .removal
    let reason = fields["reason"].map { $0.line() } ?? ""
    let from = fields.required("from", fix: "add `from: 2026-11-29T12:00:00Z` or \"18:00\"")
    let to = fields.required("to", fix: "add `to: …`, as `from` is written")
    guard let from, let to else { return nil }
    let isWeekly = fields["days"] != nil || from.looksLikeTimeOfDay
    let window =
      isWeekly ? weekly(from: from, to: to, days: fields["days"]) : once(from: from, to: to)
    guard let window, let scope, let reason else { return nil }
    return Freeze(scope: scope, window: window, reason: reason)
  }

  private func once(from: Entry, to: Entry) -> Freeze.Window? {
    let start = from.instant()
    let end = to.instant()
    guard let start, let end else { return nil }
    guard start < end else {
      to.error("\(to.name) is not after \(from.name)", fix: "write a time after \(start)")
      return nil
    }
    return .once(from: start, to: end)
  }

  /// `to` at or before `from` is on the next day; the model keeps both as minutes of a day.
  private func weekly(from: Entry, to: Entry, days: Entry?) -> Freeze.Window? {
    let start = from.timeOfDay()
    let end = to.timeOfDay()
    let days = days.map(weekdays) ?? Array(0..<Self.days.count)
    guard let start, let end, let days else { return nil }
    guard start < 1_440 else {
      from.error("\(from.name) is the end of a day", fix: "write \"00:00\"")
      return nil
    }
    guard start != end else {
      to.error(
        "\(to.name) is the same time as \(from.name)", fix: "write \"00:00\" to \"24:00\" for a day"
      )
      return nil
    }
    return .weekly(days: days, fromMinute: start, toMinute: end)
  }

  private func weekdays(_ entry: Entry) -> [Int]? {
    guard let entries = entry.list() else { return nil }
    guard !entries.isEmpty else {
      entry.error("\(entry.name) names no day", fix: "delete the key for every day")
      return nil
    }
    let words = Self.days.enumerated().map { ($1, $0) }
    let read = entries.map { $0.word(words) }
    let days = read.compactMap { $0 }
    guard days.count == read.count else { return nil }
    for (index, day) in days.enumerated() where days[..<index].contains(day) {
      entries[index].error("\(Self.days[day]) is named twice", fix: "keep one of them")
    }
    return days.sorted()
  }
}
