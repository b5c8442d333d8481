import RungModel
import Yams

/// One value of a file: what it says, where, and what people call it.
struct Entry {
  /// As the YAML library gives it.
  let node: Node
  /// `buffer.risk`, `rung 3`, `pool primary`; empty for the whole file.
  let name: String
  /// Takes the faults of the file.
  let log: FaultLog
  /// Where the value starts.
  let place: Place

  /// A value; `fallback` is its place when the library knows none.
  init(node: Node, name: String, log: FaultLog, fallback: Place) {
    self.node = node
    self.name = name
    self.log = log
    place = node.mark.map { Place(line: $0.line, column: $0.column) } ?? fallback
  }

  /// The same value under another name.
  func called(_ name: String) -> Entry {
    Entry(node: node, name: name, log: log, fallback: place)
  }

  /// Notes an error at this value.
  func error(_ message: String, fix: String? = nil) {
    log.error(at: place, message, fix: fix)
  }

  /// Notes a warning at this value.
  func warning(_ message: String, fix: String? = nil) {
    log.warning(at: place, message, fix: fix)
  }

  /// What is written, as it stands; nil for a list or a mapping.
  var scalarText: String? { node.scalar?.string }

  /// Whether it is a value without quotation marks, on one line or folded.
  var isPlain: Bool { node.scalar?.style == .plain }

  /// Whether nothing is written: `key:`, `~` or `null`.
  var isNull: Bool {
    guard let scalar = node.scalar else { return false }
    return scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  /// What is written, as text; nil with a fault when it is a list, a mapping or nothing.
  func text() -> String? {
    guard let scalar = node.scalar else {
      error("\(name) takes one value, not \(kind)")
      return nil
    }
    guard !isNull else {
      error("\(name) has no value", fix: "write one, or delete the key")
      return nil
    }
    // A quoted text carries the tag `str` by itself.
    guard ["", "!", "tag:yaml.org,2002:str"].contains(scalar.tag.rawValue) else {
      error(
        "\(name) has the tag \(scalar.tag.rawValue), which means nothing here",
        fix: "delete the tag")
      return nil
    }
    return scalar.string
  }

  /// `true` or `false`, and nothing that only looks like it.
  func bool() -> Bool? {
    guard let text = text() else { return nil }
    guard isPlain else {
      error("\(name) is true or false, not a text", fix: "write it without quotation marks")
      return nil
    }
    switch text {
    case "true": return true
    case "false": return false
    default:
      let meaning = [
        "yes": "true", "on": "true", "true": "true", "no": "false", "off": "false",
        "false": "false",
      ]
      let fix = meaning[text.lowercased()].map { "write \($0)" } ?? "write true or false"
      error("\(name) is '\(text)', which is neither true nor false", fix: fix)
      return nil
    }
  }

  /// One of a few words.
  func word<Choice>(_ choices: [(String, Choice)]) -> Choice? {
    guard let text = text() else { return nil }
    if let choice = choices.first(where: { $0.0 == text }) { return choice.1 }
    let words = choices.map(\.0)
    let longForm = words.first { $0.count >= 3 && text.lowercased().hasPrefix($0) }
    let fix =
      (closest(to: text, in: words) ?? longForm).map { "did you mean '\($0)'?" }
      ?? "write \(words.joined(separator: " or "))"
    error("\(name) is '\(text)', not one of \(words.joined(separator: ", "))", fix: fix)
    return nil
  }

  /// One case of an enumeration, by its raw value.
  func choice<Choice: CaseIterable & RawRepresentable<String>>(_: Choice.Type) -> Choice? {
    word(Choice.allCases.map { ($0.rawValue, $0) })
  }

  /// The values of a list; nil with a fault when it is none.
  func list() -> [Entry]? {
    guard case .sequence(let sequence) = node else {
      error(
        "\(name) is a list, not \(kind)", fix: "write it as [ … ], or with `- ` before each line")
      return nil
    }
    return sequence.enumerated().map { index, node in
      Entry(node: node, name: "\(name)[\(index + 1)]", log: log, fallback: place)
    }
  }

  /// What stands here instead of what was wanted.
  var kind: String {
    switch node {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar(let scalar): isNull ? "nothing" : "'\(scalar.string)'"
    case .alias: "an alias"
    }
  }
}
