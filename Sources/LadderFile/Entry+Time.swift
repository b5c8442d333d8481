import RungModel

extension Entry {
  /// A duration with its unit (`6m`, `1h30m`, `90s`), within bounds.
  func duration(_ bounds: ClosedRange<Duration>) -> Duration? {
    guard let text = text() else { return nil }
    guard let duration = Duration(text: text) else {
      error("\(name): '\(text)' is no duration", fix: durationFix(text))
      return nil
    }
    guard bounds.contains(duration) else {
      let isShort = duration < bounds.lowerBound
      error(
        "\(name) is \(text), outside \(bounds.lowerBound.text) to \(bounds.upperBound.text)",
        fix: isShort
          ? "write \(bounds.lowerBound.text) or more" : "write \(bounds.upperBound.text) or less")
      return nil
    }
    return duration
  }

  private func durationFix(_ text: String) -> String {
    if case .number = NumberText.read(text), text.allSatisfy({ $0.isNumber }) {
      return "write \(text)m for minutes or \(text)s for seconds"
    }
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
    if let unit = text.last, let seconds = units[unit], let count = Double(text.dropLast()),
      count > 0, count < 1e6
    {
      return "write \(Duration.milliseconds(Int64((count * seconds * 1_000).rounded())).text)"
    }
    return "write it as 90s, 6m or 1h30m"
  }

  /// An instant with its zone: `2026-11-29T12:00:00Z` or `…+05:30`.
  func instant() -> Timestamp? {
    guard let text = text() else { return nil }
    if let instant = Timestamp(text) { return instant }
    if Timestamp(text + "Z") != nil {
      error(
        "\(name): '\(text)' does not say in which zone",
        fix: "write \(text)Z for UTC or \(text)+05:30")
    } else {
      error("\(name): '\(text)' is no time", fix: "write it as 2026-11-29T12:00:00Z")
    }
    return nil
  }

  /// Whether a time of day, not an instant, is written here.
  var looksLikeTimeOfDay: Bool {
    guard let text = scalarText else { return false }
    return text.count <= 5 && text.contains(":")
  }

  /// Minutes since midnight: `18:00`; `24:00` is the end of the day.
  func timeOfDay() -> Int? {
    guard let text = text() else { return nil }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 2, parts[1].count == 2,
      let hour = Int(parts[0]), let minute = Int(parts[1]), (0...23).contains(hour),
      (0...59).contains(minute)
    else {
      if text == "24:00" { return 1_440 }
      error("\(name): '\(text)' is no time of day", fix: "write it as \"18:00\"")
      return nil
    }
    return hour * 60 + minute
  }
}
