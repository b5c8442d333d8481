import Foundation

/// The one way in which Rung writes JSON for people and programs: keys sorted, times in ISO 8601,
/// slashes as they are.
package enum JSONText {
  /// Indented, without a line end after it.
  /// - Throws: `EncodingError` when a number is not finite.
  package static func pretty(_ value: some Encodable) throws -> String {
    String(decoding: try data(value, .prettyPrinted), as: UTF8.self)
  }

  /// On one line, without a line end after it.
  /// - Throws: `EncodingError` when a number is not finite.
  package static func line(_ value: some Encodable) throws -> String {
    String(decoding: try data(value), as: UTF8.self)
  }

  /// The bytes of `line`, for the body of an answer.
  /// - Throws: `EncodingError` when a number is not finite.
  package static func bytes(_ value: some Encodable) throws -> [UInt8] { [UInt8](try data(value)) }

  private static func data(
    _ value: some Encodable, _ extra: JSONEncoder.OutputFormatting = []
  ) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, extra]
    encoder.dateEncodingStrategy = .iso8601
    return try encoder.encode(value)
  }
}
