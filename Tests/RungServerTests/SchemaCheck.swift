import Foundation

/// A JSON document as plain values.
indirect enum JSONTree: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([JSONTree])
  case object([String: JSONTree])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // What is most common comes first: every wrong guess costs an error.
    let readers: [() throws -> JSONTree] = [
      { .text(try container.decode(String.self)) },
      { .object(try container.decode([String: JSONTree].self)) },
      { .list(try container.decode([JSONTree].self)) },
      { .bool(try container.decode(Bool.self)) },
    ]
    if container.decodeNil() {
      self = .null
      return
    }
    for reader in readers {
      do {
        self = try reader()
        return
      } catch is DecodingError {}
    }
    self = .number(try container.decode(Double.self))
  }

  init(_ text: String) throws {
    self = try JSONDecoder().decode(JSONTree.self, from: Data(text.utf8))
  }

  subscript(_ path: String...) -> JSONTree? {
    var tree: JSONTree? = self
    for key in path { tree = tree?.fields[key] }
    return tree
  }

  var fields: [String: JSONTree] { if case .object(let fields) = self { fields } else { [:] } }
  var items: [JSONTree] { if case .list(let items) = self { items } else { [] } }
  var text: String? { if case .text(let text) = self { text } else { nil } }
}

/// The part of JSON Schema that the API's document uses: `$ref`, `type`, `enum`, `required`,
/// `properties`, `additionalProperties`, `items`, `minimum`.
struct SchemaCheck {
  let document: JSONTree

  /// Where a value breaks a schema; empty when it fits.
  func faults(_ value: JSONTree, _ schema: JSONTree, at place: String = "$") -> [String] {
    if let name = schema["$ref"]?.text?.split(separator: "/").last.map(String.init) {
      guard let target = document["components", "schemas", name] else {
        return ["\(place): the document has no schema \(name)"]
      }
      return faults(value, target, at: place)
    }
    var faults: [String] = []
    let types = schema["type"]?.text.map { [$0] } ?? schema["type"]?.items.compactMap(\.text) ?? []
    if !types.isEmpty && !types.contains(where: { fits(value, $0) }) {
      faults.append("\(place): \(value) is no \(types.joined(separator: " or "))")
    }
    if let words = schema["enum"]?.items, !words.contains(value) {
      faults.append("\(place): \(value) is not among the words")
    }
    if case .number(let minimum) = schema["minimum"], case .number(let number) = value,
      number < minimum
    {
      faults.append("\(place): \(number) is below \(minimum)")
    }
    return faults + faultsInside(value, schema, at: place)
  }

  private func faultsInside(_ value: JSONTree, _ schema: JSONTree, at place: String) -> [String] {
    var faults: [String] = []
    for key in schema["required"]?.items.compactMap(\.text) ?? []
    where value.fields[key] == nil {
      faults.append("\(place).\(key): missing")
    }
    for (key, field) in value.fields {
      if let inner = schema["properties", key] {
        faults += self.faults(field, inner, at: "\(place).\(key)")
      } else if schema["additionalProperties"] == .bool(false) {
        faults.append("\(place).\(key): not in the document")
      } else if let inner = schema["additionalProperties"], inner != .bool(true) {
        faults += self.faults(field, inner, at: "\(place).\(key)")
      }
    }
    if let inner = schema["items"] {
      for (index, item) in value.items.enumerated() {
        faults += self.faults(item, inner, at: "\(place)[\(index)]")
      }
    }
    return faults
  }

  private func fits(_ value: JSONTree, _ type: String) -> Bool {
    switch (value, type) {
    case (.null, "null"), (.bool, "boolean"), (.number, "number"), (.text, "string"),
      (.list, "array"), (.object, "object"):
      true
    case (.number(let number), "integer"): number == number.rounded()
    default: false
    }
  }
}
