import Foundation

/// JSON as the API speaks it: keys in snake_case and sorted, times as RFC 3339 text.
///
/// The types in this folder are the API's stable shapes; they say their keys themselves, so that
/// the keys of labels and tags pass through untouched and any JSON coder reads them.
package enum APIJSON {
  /// One JSON document, the same bytes for the same value.
  ///
  /// Numbers that JSON does not have are written as the texts `Infinity`, `-Infinity`, `NaN`.
  /// - Throws: `EncodingError`, for values that no type of the API can hold.
  package static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return [UInt8](try encoder.encode(value))
  }

  /// Reads back what `encode` wrote.
  /// - Throws: `DecodingError` that names the place.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: some Sequence<UInt8>
  ) throws -> Value {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return try decoder.decode(type, from: Data(bytes))
  }
}
