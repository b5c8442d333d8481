/// Numbers as people write them in ladder files.
enum NumberText {
  /// Suffixes and what they stand for; the Indian ones are lakh and crore.
  static let suffixes: [(String, Double)] = [
    ("K", 1e3), ("M", 1e6), ("B", 1e9), ("L", 1e5), ("Cr", 1e7),
  ]

  /// A number, or why it is none and what to write instead.
  enum Reading: Equatable {
    case number(Double)
    case fault(message: String, fix: String?)
  }

  /// Reads `250`, `1_000`, `1.5M`, `2Cr`.
  static func read(_ text: String) -> Reading {
    if text.hasPrefix("-") { return .fault(message: "is below 0", fix: "write 0 or more") }
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "_") }
    let suffix = text.dropFirst(digits.count)
    guard let number = plain(digits) else { return .fault(message: "is no number", fix: fix(text)) }
    guard !suffix.isEmpty else { return .number(number) }
    guard let scale = suffixes.first(where: { $0.0 == suffix }) else {
      return .fault(message: "is no number", fix: fix(text))
    }
    return .number(number * scale.1)
  }

  /// Digits, with `_` between them and at most one point between digits; no needless zero in
  /// front, which older YAML reads as octal.
  private static func plain(_ digits: Substring) -> Double? {
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), digits.count <= 24,
      parts.allSatisfy({ $0.first?.isNumber == true && $0.last?.isNumber == true }),
      parts[0].count == 1 || parts[0].first != "0"
    else { return nil }
    return Double(digits.filter { $0 != "_" })
  }

  private static func fix(_ text: String) -> String {
    let cleaned = text.filter { $0 != "," && $0 != " " }
    if cleaned != text, case .number = read(cleaned) { return "write \(cleaned)" }
    let letters = String(text.drop { !$0.isLetter })
    if let suffix = suffixes.first(where: { $0.0.lowercased() == letters.lowercased() }),
      suffix.0 != letters
    {
      return "write \(text.dropLast(letters.count))\(suffix.0)"
    }
    if let value = Double(text), value.isFinite, value >= 0, value < 1e15 {
      return "write \(short(value))"
    }
    return "write it as 250, 1_000, 1.5M, 5L (lakh) or 2Cr (crore)"
  }

  /// `5M`, `1.5K`, `240`: the way people say it, exact.
  static func short(_ value: Double) -> String {
    for (suffix, scale) in [("B", 1e9), ("M", 1e6), ("K", 1e3)] where value >= scale {
      let scaled = value / scale
      if (scaled * 100).rounded() == scaled * 100 { return plainText(scaled) + suffix }
    }
    return plainText(value)
  }

  /// Without a needless `.0`.
  static func plainText(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }
}
