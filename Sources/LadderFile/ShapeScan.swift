/// Counts what could make a text explode when it is read, byte by byte, without understanding it.
struct ShapeScan {
  /// What is too much, and what to do.
  struct Excess {
    var message: String
    var fix: String
  }

  /// Of the byte taken last.
  private(set) var place = Place(line: 1, column: 0)
  private(set) var excess: Excess?
  private var anchors = 0
  private var aliases = 0
  private var brackets = 0
  private var previous = UInt8(ascii: " ")
  /// The byte before `previous`: an anchor has a separator before it and a name after it.
  private var earlier = UInt8(ascii: " ")

  /// Takes the next byte.
  mutating func take(_ byte: UInt8) {
    if byte == UInt8(ascii: "\n") {
      place = Place(line: place.line + 1, column: 0)
    } else if byte & 0xC0 != 0x80 {
      // Bytes that continue a character are in its column.
      place.column += 1
    }
    countNames(byte)
    countBrackets(byte)
    (earlier, previous) = (previous, byte)
  }

  private mutating func countNames(_ byte: UInt8) {
    guard byte > UInt8(ascii: " "), !isPartOfWord(earlier) else { return }
    if previous == UInt8(ascii: "&") { anchors += 1 }
    if previous == UInt8(ascii: "*") { aliases += 1 }
    guard
      anchors > DocumentGate.maximumAnchors || aliases > DocumentGate.maximumAliases
    else { return }
    excess = Excess(
      message: "more than \(DocumentGate.maximumAnchors) anchors (&name) or "
        + "\(DocumentGate.maximumAliases) aliases (*name)",
      fix: "write the values out")
  }

  private func isPartOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private mutating func countBrackets(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
    case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
    default: return
    }
    guard brackets > DocumentGate.maximumBrackets else { return }
    excess = Excess(
      message: "more than \(DocumentGate.maximumBrackets) brackets are open here",
      fix: "close them or nest less deeply")
  }
}
