/// Something wrong in a file, and where.
package struct Fault: Hashable, Codable, Sendable, CustomStringConvertible {
  /// What a fault does to its file.
  package enum Severity: String, CaseIterable, Codable, Sendable {
    /// The file is refused.
    case error
    /// The file is used; a person should look.
    case warning
  }

  /// As the caller named it: `Ladders/playback.yaml`.
  package var file: String
  /// From 1.
  package var line: Int
  /// From 1, in Unicode scalars.
  package var column: Int
  /// Whether the file is refused.
  package var severity: Severity
  /// What is wrong, with the values that show it.
  package var message: String
  /// What would be right, when that is known: `write 240 or more`.
  package var fix: String?

  package init(
    file: String, at place: Place = Place(line: 1, column: 1), severity: Severity = .error,
    message: String, fix: String? = nil
  ) {
    self.file = file
    line = place.line
    column = place.column
    self.severity = severity
    self.message = message
    self.fix = fix
  }

  /// `file:line:column: error: message; fix`, as compilers print and editors jump to.
  package var description: String {
    let advice = fix.map { "; \($0)" } ?? ""
    return "\(file):\(line):\(column): \(severity.rawValue): \(message)\(advice)"
  }
}

/// A line and column of a file, both from 1.
package struct Place: Hashable, Comparable, Codable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (left: Place, right: Place) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// The faults found so far in one file; shared by everything that reads it.
final class FaultLog {
  /// What faults call the file.
  let file: String
  private(set) var faults: [Fault] = []

  init(file: String) { self.file = file }

  /// Keys that are faulty already and are not looked at again.
  private var mutedKeys: Set<Place> = []

  /// Whether the file must be refused.
  var hasErrors: Bool { faults.contains { $0.severity == .error } }

  /// In the order of the file, each once.
  var sorted: [Fault] {
    var seen: Set<Fault> = []
    return faults.filter { seen.insert($0).inserted }.enumerated().sorted { left, right in
      (left.element.line, left.element.column, left.offset)
        < (right.element.line, right.element.column, right.offset)
    }.map(\.element)
  }

  /// Has a key passed over from now on.
  func mute(keyAt place: Place) { mutedKeys.insert(place) }

  /// Whether a key is to be passed over.
  func isMuted(keyAt place: Place) -> Bool { mutedKeys.contains(place) }

  /// Notes an error: the file will be refused.
  func error(at place: Place, _ message: String, fix: String? = nil) {
    faults.append(Fault(file: file, at: place, message: message, fix: fix))
  }

  /// Notes something that does not keep the file from being used.
  func warning(at place: Place, _ message: String, fix: String? = nil) {
    faults.append(
      Fault(file: file, at: place, severity: .warning, message: message, fix: fix))
  }
}
