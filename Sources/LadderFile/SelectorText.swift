import RungModel

/// Reads the selector of an ingested series: `http_requests_total{service="playback",zone!="x"}`.
struct SelectorText {
  /// What is wrong, and how many characters into the text.
  struct Flaw: Error, Equatable {
    var offset: Int
    var message: String
    var fix: String?
  }

  private let characters: [Unicode.Scalar]
  private var position = 0

  private init(_ text: String) { characters = Array(text.unicodeScalars) }

  /// The metric and its matchers.
  /// - Throws: `Flaw`, the first from the left.
  static func read(_ text: String) throws(Flaw) -> (metric: String, matchers: [LabelMatcher]) {
    var reader = SelectorText(text)
    let metric = try reader.name("a metric name", allowsColon: true)
    var matchers: [LabelMatcher] = []
    reader.skipBlanks()
    if reader.take("{") { matchers = try reader.matchers() }
    reader.skipBlanks()
    guard reader.position == reader.characters.count else {
      throw reader.flaw(
        "'\(reader.characters[reader.position])' does not belong after the selector",
        fix: "write it as metric{label=\"value\"}")
    }
    return (metric, matchers)
  }

  private mutating func matchers() throws(Flaw) -> [LabelMatcher] {
    var matchers: [LabelMatcher] = []
    skipBlanks()
    while !take("}") {
      let start = position
      let matcher = try matcher()
      let rival = matchers.first {
        $0.label == matcher.label && $0.comparison == .equal && matcher.comparison == .equal
      }
      if let rival {
        throw Flaw(
          offset: start,
          message: "label \(matcher.label) cannot be both \"\(rival.value)\" and "
            + "\"\(matcher.value)\"", fix: "keep one of them")
      }
      matchers.append(matcher)
      skipBlanks()
      if take(",") {
        skipBlanks()
      } else if peek != "}" {
        throw flaw("the matchers are not closed", fix: "end them with }")
      }
    }
    return matchers
  }

  private mutating func matcher() throws(Flaw) -> LabelMatcher {
    let label = try name("a label name", allowsColon: false)
    skipBlanks()
    let start = position
    let comparison: LabelMatcher.Operator
    if take("!") {
      comparison = .notEqual
      guard take("=") else { throw unknownOperator(at: start) }
    } else if take("=") {
      comparison = .equal
      guard peek != "~", peek != "=" else { throw unknownOperator(at: start) }
    } else {
      throw unknownOperator(at: start)
    }
    skipBlanks()
    return LabelMatcher(label: label, comparison: comparison, value: try value())
  }

  private func unknownOperator(at offset: Int) -> Flaw {
    Flaw(
      offset: offset, message: "a label is compared by = or !=; patterns (=~) are not supported",
      fix: "write label=\"value\"")
  }

  private mutating func value() throws(Flaw) -> String {
    guard take("\"") else {
      throw flaw("a label's value stands in quotation marks", fix: "write label=\"value\"")
    }
    var value = String.UnicodeScalarView()
    while let scalar = peek, scalar != "\"" {
      // The selector is a driver's name as well, and there escapes would be ambiguous.
      guard scalar != "\\", scalar.value >= 32 else {
        throw flaw("a label's value holds no backslash, quotation mark or line break")
      }
      value.append(scalar)
      position += 1
    }
    guard take("\"") else { throw flaw("the quotation mark is not closed", fix: "add \"") }
    return String(value)
  }

  private mutating func name(_ what: String, allowsColon: Bool) throws(Flaw) -> String {
    let start = position
    while let scalar = peek, isNamePart(scalar, isFirst: position == start, allowsColon) {
      position += 1
    }
    guard position > start else {
      throw flaw("\(what) (letters, digits and _) is expected here")
    }
    return String(String.UnicodeScalarView(characters[start..<position]))
  }

  private func isNamePart(_ scalar: Unicode.Scalar, isFirst: Bool, _ allowsColon: Bool) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "_": true
    case "0"..."9": !isFirst
    case ":": allowsColon
    default: false
    }
  }

  private var peek: Unicode.Scalar? {
    position < characters.count ? characters[position] : nil
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while peek == " " { position += 1 }
  }

  private func flaw(_ message: String, fix: String? = nil) -> Flaw {
    Flaw(offset: position, message: message, fix: fix)
  }
}
