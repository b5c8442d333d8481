/// JSON as it stood in the text; the members of an object keep their order.
enum JSONValue: Sendable {
  case null
  case bool(Bool)
  /// May be NaN or infinite: `NaN` is not JSON, but whoever wrote it should hear which value it was.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A key and its value.
  struct Member: Sendable {
    var key: String
    var value: JSONValue
  }

  /// What it is, for messages: `a number`, `nothing (null)`.
  var word: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// A text that is not JSON: where and why.
struct JSONSyntaxFault: Error {
  /// Counted from 1.
  var line: Int
  /// Bytes, counted from 1.
  var column: Int
  var message: String
}
