extension Duration {
  /// Reads `6m`, `90s`, `1h30m`, `250ms`, `2d`, `0`. Nil when it is none of these, has a sign, or
  /// would not fit in about 290 years.
  package init?(text: String) {
    let units: [(String, Int64)] = [
      ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
      ("w", 604_800_000),
    ]
    if text == "0" {
      self = .zero
      return
    }
    var rest = Substring(text)
    var total: Int64 = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let number = Int64(digits), digits.count <= 12 else { return nil }
      rest = rest.dropFirst(digits.count)
      let letters = rest.prefix { $0.isASCII && $0.isLetter }
      guard let unit = units.first(where: { $0.0 == letters }) else { return nil }
      rest = rest.dropFirst(letters.count)
      let (scaled, overflow) = number.multipliedReportingOverflow(by: unit.1)
      let (sum, carry) = total.addingReportingOverflow(scaled)
      guard !overflow, !carry else { return nil }
      total = sum
    }
    guard !text.isEmpty else { return nil }
    self = .milliseconds(total)
  }

  /// `6m`, `1h30m`, `20s`, `250ms`: the shortest text that `init(text:)` reads back to the same.
  package var text: String {
    var rest = milliseconds
    guard rest != 0 else { return "0s" }
    var result = rest < 0 ? "-" : ""
    rest = abs(rest)
    for (unit, size) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000)]
      as [(String, Int64)]
    {
      if rest >= size { result += "\(rest / size)\(unit)" }
      rest %= size
    }
    if rest > 0 { result += "\(rest)ms" }
    return result
  }
}
