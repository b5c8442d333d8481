/// Reads JSON (RFC 8259) from bytes.
///
/// Made here because a fault must name its place, and because a file of curves is mostly numbers,
/// which `JSONDecoder` reads one box at a time.
struct JSONScanner {
  /// Deeper nesting is refused: no format here needs more than six.
  private static let deepest = 32

  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The one value that the bytes hold.
  static func parse(_ bytes: some Sequence<UInt8>) throws(JSONSyntaxFault) -> JSONValue {
    let result = bytes.withContiguousStorageIfAvailable(parseBuffer)
    return try (result ?? Array(bytes).withUnsafeBufferPointer(parseBuffer)).get()
  }

  private static func parseBuffer(_ buffer: UnsafeBufferPointer<UInt8>)
    -> Result<JSONValue, JSONSyntaxFault>
  {
    Result { () throws(JSONSyntaxFault) in
      var scanner = JSONScanner(buffer)
      scanner.skipBlanks()
      let value = try scanner.value(depth: 0)
      scanner.skipBlanks()
      if scanner.place < buffer.count { throw scanner.fault("there is more after the value") }
      return value
    }
  }

  private func fault(_ message: String) -> JSONSyntaxFault {
    let read = bytes.prefix(place)
    let lines = read.count { $0 == UInt8(ascii: "\n") }
    let start = (read.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    return JSONSyntaxFault(line: lines + 1, column: place - start + 1, message: message)
  }

  private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipBlanks() {
    while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard byte == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func take(word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard place + length <= bytes.count else { return false }
    for index in 0..<length where bytes[place + index] != word.utf8Start[index] { return false }
    place += length
    return true
  }

  private mutating func value(depth: Int) throws(JSONSyntaxFault) -> JSONValue {
    guard depth <= Self.deepest else { throw fault("nested more than \(Self.deepest) deep") }
    guard let byte else { throw fault("the text ends where a value should be") }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default:
      if take(word: "null") { return .null }
      if take(word: "true") { return .bool(true) }
      if take(word: "false") { return .bool(false) }
      if take(word: "NaN") { return .number(.nan) }
      if take(word: "Infinity") { return .number(.infinity) }
      throw fault("expected a value, found '\(Unicode.Scalar(byte))'")
    }
  }

  private mutating func object(depth: Int) throws(JSONSyntaxFault) -> JSONValue {
    place += 1
    var members: [JSONValue.Member] = []
    skipBlanks()
    if take("}") { return .object([]) }
    while true {
      skipBlanks()
      guard byte == UInt8(ascii: "\"") else { throw fault("expected a key in double quotes") }
      let key = try string()
      skipBlanks()
      guard take(":") else { throw fault("expected ':' after the key '\(key)'") }
      skipBlanks()
      members.append(JSONValue.Member(key: key, value: try value(depth: depth + 1)))
      skipBlanks()
      if take("}") { return .object(members) }
      guard take(",") else { throw fault("expected ',' or '}' after the value of '\(key)'") }
    }
  }

  private mutating func array(depth: Int) throws(JSONSyntaxFault) -> JSONValue {
    place += 1
    var values: [JSONValue] = []
    skipBlanks()
    if take("]") { return .array([]) }
    while true {
      skipBlanks()
      values.append(try value(depth: depth + 1))
      skipBlanks()
      if take("]") { return .array(values) }
      guard take(",") else { throw fault("expected ',' or ']' in a list") }
    }
  }

  private mutating func number() throws(JSONSyntaxFault) -> JSONValue {
    if take(word: "-Infinity") { return .number(-.infinity) }
    let start = place
    while let byte, DecimalText.isPart(byte) { place += 1 }
    guard let value = DecimalText.value(bytes[start..<place]) else {
      place = start
      throw fault("a number is malformed")
    }
    return .number(value)
  }

  private mutating func string() throws(JSONSyntaxFault) -> String {
    place += 1
    let start = place
    while let byte, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      place += 1
    }
    guard byte != UInt8(ascii: "\"") else {
      let text = String(validating: bytes[start..<place], as: UTF8.self)
      guard let text else { throw fault("a text is not UTF-8") }
      place += 1
      return text
    }
    return try escapedString(Array(bytes[start..<place]))
  }

  /// The rest of a string of which some bytes were read up to the first escape.
  private mutating func escapedString(_ head: [UInt8]) throws(JSONSyntaxFault) -> String {
    var text = head
    while let byte {
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw fault("a text is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): text.append(contentsOf: Array(String(try escape()).utf8))
      case ..<0x20:
        throw fault("a text holds a line end or control character; write it as \\n or \\u00..")
      default: text.append(byte)
      }
    }
    throw fault("a text is not closed; '\"' is missing")
  }

  private mutating func escape() throws(JSONSyntaxFault) -> Unicode.Scalar {
    guard let byte else { throw fault("a text is not closed") }
    place += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw fault("'\\\(Unicode.Scalar(byte))' is no JSON escape")
    }
  }

  private mutating func unicodeEscape() throws(JSONSyntaxFault) -> Unicode.Scalar {
    var code = try hexDigits()
    if (0xD800...0xDBFF).contains(code) {
      guard take(word: "\\u") else { throw fault("half of a surrogate pair") }
      let low = try hexDigits()
      guard (0xDC00...0xDFFF).contains(low) else { throw fault("half of a surrogate pair") }
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw fault("half of a surrogate pair") }
    return scalar
  }

  private mutating func hexDigits() throws(JSONSyntaxFault) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw fault("\\u needs four hexadecimal digits")
      }
      code = code << 4 | UInt32(digit)
      place += 1
    }
    return code
  }
}
