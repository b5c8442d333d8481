/// Decimal numbers from bytes, exactly rounded.
enum DecimalText {
  /// Whether a byte can be part of a number.
  static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  /// Reads `-12`, `1.5`, `3e7`. Nil for anything else; may be infinite for `1e999`.
  ///
  /// Up to 15 digits and 15 places the quotient of two exact numbers is exactly rounded, and that
  /// is nearly every number there is; the others take the standard library's way.
  static func value(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Double? {
    var mantissa: Int64 = 0
    var digits = 0
    var places = -1
    var rest = bytes
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest.removeFirst() }
    for byte in rest {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9") where digits < 15:
        mantissa = mantissa * 10 + Int64(byte - UInt8(ascii: "0"))
        digits += 1
        if places >= 0 { places += 1 }
      case UInt8(ascii: ".") where places < 0 && digits > 0: places = 0
      default: return slowValue(bytes)
      }
    }
    guard digits > 0, places != 0 else { return nil }
    let value = places > 0 ? Double(mantissa) / powers[places] : Double(mantissa)
    return isNegative ? -value : value
  }

  private static func slowValue(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Double? {
    // `Double("0x1p3")` and `Double("nan")` would pass without this.
    guard bytes.count <= 64, bytes.allSatisfy(isPart), let first = bytes.first,
      first != UInt8(ascii: "+"), first != UInt8(ascii: ".")
    else { return nil }
    return Double(String(decoding: bytes, as: UTF8.self))
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}
