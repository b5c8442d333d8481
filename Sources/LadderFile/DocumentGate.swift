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
  /// Keys written twice that are told one by one; a file with more is beyond editing.
  static let maximumRepeatedKeys = 20
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
    // Some editors begin UTF-8 with a byte order mark; the library would read it as a character.
    let text =
      text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    guard isSafe(text, log: log) else { return nil }
    guard let root = root(of: text, log: log) else { return nil }
    let start = Place(line: 1, column: 1)
    guard !isNothing(root) else {
      log.error(at: start, "the file is empty", fix: "start with `version: 1`")
      return nil
    }
    return Entry(node: root, name: "", log: log, fallback: start)
  }

  /// The library stops at the first key that is written twice. That key is noted and muted and
  /// the rest read again, so that the other faults of the file are found as well.
  private static func root(of text: String, log: FaultLog) -> Node? {
    var text = text
    for _ in 0..<maximumRepeatedKeys {
      do {
        return try compose(yaml: text, .basic) ?? Node("", .implicit, .plain)
      } catch let error as YamlError {
        YamlFault.note(error, text: text, log: log)
        guard let place = YamlFault.placeOfRepeatedKey(error),
          let muted = replacingLetter(at: place, in: text)
        else { return nil }
        log.mute(keyAt: place)
        text = muted
      } catch {
        log.error(at: Place(line: 1, column: 1), "the file cannot be read as YAML: \(error)")
        return nil
      }
    }
    return nil
  }

  /// The text with the first letter of a plain key replaced by one that no key begins with, so
  /// that every place after it stays; nil when no letter stands there.
  private static func replacingLetter(at place: Place, in text: String) -> String? {
    var scalars = Array(text.unicodeScalars)
    var (line, column) = (1, 1)
    for index in scalars.indices {
      if line == place.line, column == place.column {
        guard scalars[index].properties.isAlphabetic else { return nil }
        scalars[index] = "\u{E000}"
        return String(String.UnicodeScalarView(scalars))
      }
      (line, column) = scalars[index] == "\n" ? (line + 1, 1) : (line, column + 1)
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
