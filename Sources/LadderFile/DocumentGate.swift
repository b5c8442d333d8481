import Foundation
import Yams

/// The gate that every file passes: size, encoding, aliases, YAML itself. Behind it is a tree
/// that is safe to walk.
enum DocumentGate {
  /// 1 MiB: a thousand times a long ladder; more is a wrong file.
  static let maximumBytes = 1 << 20
  /// Anchors and aliases that a file may hold. Nested aliases multiply: with 8 anchors and 40
  /// aliases the worst tree has 5^8 (390,000) nodes, which is still walked in a moment.
  static let maximumAnchors = 8
  static let maximumAliases = 40
  /// Open brackets and braces at once; a ladder needs 4. (Blocks are bounded by the library, at
  /// 1,000 levels.)
  static let maximumBrackets = 64

  /// The root of a document; nil, with the faults noted, when it cannot be read.
  static func open(_ data: Data, log: FaultLog) -> Entry? {
    let start = Place(line: 1, column: 1)
    guard data.count <= maximumBytes else {
      log.error(
        at: start, "the file has \(data.count) bytes, more than 1 MiB",
        fix: "give the path of a file that a person wrote")
      return nil
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      log.error(
        at: placeOfBadByte(in: data), "the file is not UTF-8 from here on",
        fix: "save it as UTF-8")
      return nil
    }
    return open(text, log: log)
  }

  /// - SeeAlso: `open(_:log:)` for bytes.
  static func open(_ text: String, log: FaultLog) -> Entry? {
    guard text.utf8.count <= maximumBytes else { return open(Data(text.utf8), log: log) }
    guard isSafe(text, log: log) else { return nil }
    do {
      guard let root = try compose(yaml: text, .basic), !isNothing(root) else {
        log.error(
          at: Place(line: 1, column: 1), "the file is empty",
          fix: "start with `version: 1`")
        return nil
      }
      return Entry(node: root, name: "", log: log, fallback: Place(line: 1, column: 1))
    } catch let error as YamlError {
      YamlFault.note(error, text: text, log: log)
    } catch {
      log.error(at: Place(line: 1, column: 1), "the file cannot be read as YAML: \(error)")
    }
    return nil
  }

  private static func isNothing(_ node: Node) -> Bool {
    node.scalar.map { $0.style == .plain && ["", "~", "null"].contains($0.string) } ?? false
  }

  /// Counts in plain bytes, comments and quotations too: a scan that understood them could be
  /// led astray by a file made for it, and honest files stay far below the limits anyway.
  private static func isSafe(_ text: String, log: FaultLog) -> Bool {
    var scan = ShapeScan()
    for byte in text.utf8 {
      scan.take(byte)
      guard let excess = scan.excess else { continue }
      log.error(at: scan.place, excess.message, fix: excess.fix)
      return false
    }
    return true
  }

  private static func placeOfBadByte(in data: Data) -> Place {
    var place = Place(line: 1, column: 1)
    var decoder = UTF8()
    var bytes = data.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&bytes) {
      place.column += 1
      if scalar == "\n" { place = Place(line: place.line + 1, column: 1) }
    }
    return place
  }
}
