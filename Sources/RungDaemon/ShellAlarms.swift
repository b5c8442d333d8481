import RungModel

/// Alarms of the shell's own, so that each is raised once and cleared once, also across a restart.
struct ShellAlarms: Sendable {
  private var held: [String: Alarm] = [:]

  /// Kinds that only the shell raises; after a restart it must clear those that no longer hold.
  static let kinds: Set<Alarm.Kind> = [
    .ladderRejected, .backendUnreachable, .storeFailing, .clockJump,
  ]

  /// Takes over what a former life raised and never cleared.
  mutating func adopt(_ alarms: [Alarm]) {
    for alarm in alarms where Self.kinds.contains(alarm.kind) { held[alarm.key] = alarm }
  }

  /// - Returns: whether this is news (not held, or held with other words).
  mutating func raise(_ alarm: Alarm) -> Bool {
    defer { held[alarm.key] = alarm }
    return held[alarm.key] != alarm
  }

  /// - Returns: the alarm that ends; nil when it was not held.
  mutating func clear(_ kind: Alarm.Kind, subject: String) -> Alarm? {
    held.removeValue(forKey: "\(kind.rawValue)/\(subject)")
  }

  /// Subjects of a kind that hold, sorted.
  func subjects(of kind: Alarm.Kind) -> [String] {
    held.values.filter { $0.kind == kind }.map(\.subject).sorted()
  }
}
