import Foundation
import Yams

/// Turns what the YAML library says into faults that a person can act on.
enum YamlFault {
  /// Notes one library error at its place.
  static func note(_ error: YamlError, text: String, log: FaultLog) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      noteSyntax(problem, context: context, at: place(mark), text: text, log: log)
    case .reader(let problem, let offset, _, _):
      log.error(
        at: place(ofCharacter: offset ?? 0, in: text), "\(problem) (not allowed in YAML)",
        fix: "delete the character")
    case .duplicatedKeysInMapping(let keys, let context):
      log.error(
        at: place(context.mark),
        "'\(keys.first ?? "")' is written twice in one mapping; here is the first",
        fix: "keep one of them")
    default:
      log.error(at: Place(line: 1, column: 1), "the file cannot be read as YAML: \(error)")
    }
  }

  /// Where a key is that is written twice; nil for any other error.
  static func placeOfRepeatedKey(_ error: YamlError) -> Place? {
    guard case .duplicatedKeysInMapping(_, let context) = error else { return nil }
    return place(context.mark)
  }

  private static func noteSyntax(
    _ problem: String, context: YamlError.Context?, at place: Place, text: String, log: FaultLog
  ) {
    if problem == "but found another document" {
      log.error(
        at: place, "a second document starts here",
        fix: "put it in a file of its own; one service a file")
      return
    }
    if problem == "found undefined alias" {
      log.error(at: place, "this alias (*name) has no anchor (&name) before it")
      return
    }
    if isTab(at: place, in: text) {
      log.error(at: place, "a tab where YAML wants spaces", fix: "indent with spaces")
      return
    }
    let doing = context.map { " \($0.text) that starts at \($0.mark.line):\($0.mark.column)" }
    log.error(at: place, "not YAML: \(problem)\(doing ?? "")", fix: fix(for: problem))
  }

  private static func fix(for problem: String) -> String? {
    switch problem {
    case "could not find expected ':'":
      "write a key as `name: value`, with a colon and a blank"
    case "did not find expected ',' or '}'", "did not find expected ',' or ']'":
      "check commas and the closing bracket"
    case "mapping values are not allowed in this context":
      "check the indentation of this line and the one before it"
    case "did not find expected key", "did not find expected '-' indicator":
      "line this up with the lines that it belongs to"
    case "found character that cannot start any token":
      "put the value in quotation marks"
    case "found unexpected end of stream":
      "close the quotation mark"
    default: nil
    }
  }

  /// Whether the place, or the blanks just before it, hold a tab.
  private static func isTab(at place: Place, in text: String) -> Bool {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(place.line - 1) else { return false }
    let line = lines[place.line - 1].unicodeScalars
    return line.prefix { $0 == " " || $0 == "\t" }.contains("\t")
      || line.dropFirst(place.column - 1).first == "\t"
  }

  private static func place(_ mark: Mark) -> Place {
    Place(line: max(1, mark.line), column: max(1, mark.column))
  }

  private static func place(ofCharacter offset: Int, in text: String) -> Place {
    let before = text.prefix(offset)
    let line = before.split(separator: "\n", omittingEmptySubsequences: false)
    return Place(line: max(1, line.count), column: (line.last?.unicodeScalars.count ?? 0) + 1)
  }
}
