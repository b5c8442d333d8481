/// A time zone as the core can use it: its name and when its offset from UTC changes.
///
/// Filled from the system's zone database where a ladder is read; the core may not read files.
package struct ZoneOffsets: Hashable, Codable, Sendable {
  package struct Change: Hashable, Codable, Sendable {
    package var from: Timestamp
    /// Seconds east of UTC from then on.
    package var offsetSeconds: Int

    package init(from: Timestamp, offsetSeconds: Int) {
      self.from = from
      self.offsetSeconds = offsetSeconds
    }
  }

  /// The IANA name: `Asia/Kolkata`.
  package var name: String
  /// In order of time, at least one; the first holds for all time before it too.
  package var changes: [Change]

  package init(name: String, changes: [Change]) {
    precondition(!changes.isEmpty, "zone \(name) needs an offset")
    self.name = name
    self.changes = changes
  }

  package static let utc = ZoneOffsets(
    name: "UTC", changes: [Change(from: .distantPast, offsetSeconds: 0)])

  /// Seconds east of UTC at an instant. O(number of changes).
  package func offsetSeconds(at instant: Timestamp) -> Int {
    (changes.last { $0.from <= instant } ?? changes[0]).offsetSeconds
  }

  /// The instant as it reads on a wall clock there (a timestamp whose UTC fields are local time).
  package func local(_ instant: Timestamp) -> Timestamp {
    instant + .seconds(offsetSeconds(at: instant))
  }
}
