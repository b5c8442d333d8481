import RungModel

/// Why the newest minutes of a driver are not believed.
///
/// A function of the stored minutes and the schedule alone: nothing is remembered between steps, so
/// a restarted controller doubts what the one before doubted.
package struct SourceDoubt: Hashable, Sendable {
  /// What seems to be wrong.
  package enum Fault: String, CaseIterable, Codable, Sendable {
    /// The same value again and again, from a source that used to move.
    case frozen
    /// Less than a quarter of what it was, from one minute to the next.
    case fall
    /// About 60 or 1,000 times what it was, or that part of it.
    case unit
  }

  package var fault: Fault
  /// The first minute in doubt.
  package var since: Int64
  /// The level before; users or requests a second. For a frozen source the value itself.
  package var before: Double
  /// The newest value in doubt.
  package var value: Double
  /// The minute from which the values are believed all the same; nil while nothing bounds it.
  package var until: Int64?

  /// A value that is too high takes nothing away; all other doubts forbid removals.
  package var forbidsRemoval: Bool { fault == .frozen || value < before }

  /// What is doubted about a driver now; nil when its minutes look sound.
  ///
  /// - Parameters:
  ///   - minutes: users or requests a second, oldest first; the newest may be partial.
  ///   - isExplained: whether the schedule explains a fall at a minute.
  /// - Complexity: O(1) in a quiet minute, at most a day of minutes while a value repeats.
  static func judge(
    _ minutes: MinuteSeries, at now: Int64, isExplained: (Int64) -> Bool
  ) -> SourceDoubt? {
    JumpWalk.doubt(in: minutes, at: now, isExplained: isExplained)
      ?? FrozenRun.doubt(in: minutes, at: now)
  }
}
