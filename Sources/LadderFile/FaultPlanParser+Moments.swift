import RungModel

extension FaultPlanParser {
  /// The farthest from a milestone: what lies a week off has nothing to do with it.
  private static let farthest = Duration.hours(24 * 7)

  /// `2026-11-29T14:30:00Z`, `start`, `start+20m`, `start-10m`.
  func moment(_ entry: Entry) -> WorldFault.Moment? {
    guard let text = entry.line(atMost: 256) else { return nil }
    if let instant = Timestamp(text) { return .at(instant) }
    // A year and a dash: meant as an instant, and told why it is none.
    if text.prefix(5).dropLast().allSatisfy(\.isNumber), text.prefix(5).last == "-" {
      return entry.instant().map { .at($0) }
    }
    guard let sign = sign(in: text) else { return milestone(text, .zero, entry) }
    let name = text[..<sign].trimmed
    let digits = text[text.index(after: sign)...].trimmed
    guard !name.isEmpty else {
      entry.error(
        "\(entry.name): '\(text)' does not say what it is counted from",
        fix: "write start\(text[sign])\(digits)")
      return nil
    }
    guard let span = Duration(text: digits) else {
      let unit = digits.allSatisfy(\.isNumber) ? "\(digits)m" : "20m"
      entry.error(
        "\(entry.name): '\(digits)' is no duration", fix: "write \(name)\(text[sign])\(unit)")
      return nil
    }
    guard text == "\(name)\(text[sign])\(digits)" else {
      entry.error(
        "\(entry.name): '\(text)' has blanks", fix: "write \(name)\(text[sign])\(digits)")
      return nil
    }
    guard span <= Self.farthest else {
      entry.error(
        "\(entry.name) is \(digits) from \(name), more than \(Self.farthest.text)",
        fix: "write the instant: 2026-11-29T14:30:00Z")
      return nil
    }
    return milestone(name, text[sign] == "-" ? .zero - span : span, entry)
  }

  /// The last `+` or `-` with a digit behind it; a name may hold others, as `half-time` does.
  private func sign(in text: String) -> String.Index? {
    text.indices.last { index in
      guard text[index] == "+" || text[index] == "-" else { return false }
      return text[text.index(after: index)...].first { $0 != " " }?.isNumber == true
    }
  }

  private func milestone(
    _ name: String, _ offset: Duration, _ entry: Entry
  ) -> WorldFault.Moment {
    if !milestones.isEmpty, !milestones.contains(name) {
      entry.warning(
        "\(entry.name): no event has a milestone '\(name)', so this never happens",
        fix: closest(to: name, in: milestones).map { "did you mean '\($0)'?" }
          ?? "known: \(milestones.joined(separator: ", "))")
    }
    return .milestone(name, offset: offset)
  }
}

extension Substring {
  /// Without blanks at either end.
  fileprivate var trimmed: String {
    let tail = reversed().drop { $0 == " " }.reversed()
    return String(tail.drop { $0 == " " })
  }
}
