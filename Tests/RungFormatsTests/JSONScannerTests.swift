import Foundation
import Testing

@testable import RungFormats

@Suite("JSON scanner")
struct JSONScannerTests {
  @Test("Numbers are those that the standard library reads, to the last bit")
  func numbers() throws {
    let texts = [
      "0", "-0", "1", "12.5", "0.1", "123456789012345", "1234567890.12345", "1e3", "-2.5E-3",
      "0.30000000000000004", "12345678901234567890", "2345.6", "1.7976931348623157e308",
    ]
    for text in texts {
      guard case .number(let number) = try JSONScanner.parse(text.utf8) else {
        Issue.record("\(text) is no number")
        continue
      }
      #expect(number == Double(text), "\(text)")
    }
    for text in ["-", "1.", ".5", "+1", "1e", "0x10", "--1", "1.2.3"] {
      #expect(throws: JSONSyntaxFault.self, "\(text)") { try JSONScanner.parse(text.utf8) }
    }
  }

  @Test("Texts keep every character, however it was written")
  func strings() throws {
    let written = #""a\"\\\/\n\t\u00e9\ud83c\udfcfé🏏""#
    guard case .string(let text) = try JSONScanner.parse(written.utf8) else {
      Issue.record("no text")
      return
    }
    #expect(text == "a\"\\/\n\té🏏é🏏")
    for bad in [#""\ud83c""#, #""\x""#, "\"a\nb\"", "\"open", #""\u12g4""#] {
      #expect(throws: JSONSyntaxFault.self) { try JSONScanner.parse(bad.utf8) }
    }
    #expect(throws: JSONSyntaxFault.self) {
      try JSONScanner.parse([0x22, 0xFF, 0x22] as [UInt8])
    }
  }

  @Test("No text of random bytes or cut JSON stops the scanner")
  func garbage() {
    let whole = Array(#"{"a": [1, 2.5, "x\u0041", null, true, {"b": []}]}"#.utf8)
    for length in 0..<whole.count {
      #expect(throws: JSONSyntaxFault.self) { try JSONScanner.parse(whole.prefix(length)) }
    }
    for place in whole.indices {
      for byte in [UInt8(0), 0x22, 0x5C, 0x7B, 0x5D, 0xC3] {
        var changed = whole
        changed[place] = byte
        // Either outcome is right; what matters is that there is one.
        _ = Result { try JSONScanner.parse(changed) }
      }
    }
  }

  @Test("One encoder for all output: sorted keys, plain slashes")
  func text() throws {
    struct Page: Encodable {
      var url = "/v1/status"
      var at = 3
    }
    #expect(try JSONText.line(Page()) == #"{"at":3,"url":"/v1/status"}"#)
    #expect(try JSONText.pretty(Page()).hasPrefix("{\n"))
    #expect(throws: EncodingError.self) { try JSONText.line([Double.nan]) }
  }
}
