import Foundation

/// Facts as JSON in a column: the same fact is always the same text, so texts can be compared.
enum JSONText {
  /// Keys sorted; numbers that JSON has no word for are written as texts rather than refused.
  static func text(of fact: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(fact), as: UTF8.self)
  }

  /// Reads what `text(of:)` wrote.
  /// - Throws: `DecodingError`.
  static func read<Fact: Decodable>(_ type: Fact.Type, _ text: String) throws -> Fact {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try decoder.decode(type, from: Data(text.utf8))
  }
}
