/// One thing that is wrong with something that was read: where, what, and what would be right.
package struct FormatFault: Hashable, Codable, Sendable, CustomStringConvertible {
  /// The file as the user named it; nil for a request's body.
  package var file: String?
  /// Counted from 1; nil where lines mean nothing.
  package var line: Int?
  /// The JSON path (`milestones[2].at`) or the column; empty for the whole.
  package var path: String
  /// What is wrong and what would be right, without a full stop.
  package var message: String

  package init(file: String? = nil, line: Int? = nil, path: String = "", message: String) {
    self.file = file
    self.line = line
    self.path = path
    self.message = message
  }

  /// `events.jsonl:3: event.milestones[2].at: 'noon' is not a time; …`.
  package var description: String {
    var place = file ?? ""
    if let line { place += place.isEmpty ? "line \(line)" : ":\(line)" }
    return [place, path, message].filter { !$0.isEmpty }.joined(separator: ": ")
  }
}

/// Everything that is wrong, in order of place; never empty.
package struct FormatFaults: Error, Hashable, Codable, Sendable, CustomStringConvertible {
  /// More than these are counted, not listed: the first ones show what kind of file it is.
  package static let listed = 100

  package var faults: [FormatFault]

  /// Keeps the first `listed` faults and says how many more there are.
  package init(_ faults: [FormatFault]) {
    precondition(!faults.isEmpty, "faults without a fault")
    self.faults = faults
    if faults.count > Self.listed {
      let more = faults.count - Self.listed
      self.faults = Array(faults.prefix(Self.listed))
      self.faults.append(FormatFault(file: faults[0].file, message: "and \(more) more faults"))
    }
  }

  /// A fault a line.
  package var description: String { faults.map(\.description).joined(separator: "\n") }
}

extension Result where Failure == FormatFaults {
  /// A value without faults, or the faults.
  init(_ value: @autoclosure () -> Success, faults: [FormatFault]) {
    self = faults.isEmpty ? .success(value()) : .failure(FormatFaults(faults))
  }
}
