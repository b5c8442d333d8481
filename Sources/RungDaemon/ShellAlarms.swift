import RungCore
import RungModel

/// Alarms of the shell's own, so that each is raised once and cleared once, also across a restart.
struct ShellAlarms: Sendable {
  /// Kinds that conditions bring: adapters report them as long as they hold.
  static let conditionKinds: Set<Alarm.Kind> = [.crashLoop, .sourceUnreachable]

  private var held: [String: Alarm] = [:]

  /// Takes over what a former life raised and never cleared.
  mutating func adopt(_ alarms: [Alarm]) {
    for alarm in alarms where alarm.kind.isOfShell { held[alarm.key] = alarm }
  }

  /// - Returns: what the controller must hear: nothing when the alarm holds already. A rejected
  ///   ladder with another fault is news, because the edit is another one.
  mutating func raise(_ alarm: Alarm) -> [Input] {
    guard let before = held[alarm.key] else {
      held[alarm.key] = alarm
      return [.raise(alarm)]
    }
    guard alarm.kind == .ladderRejected, before != alarm else { return [] }
    held[alarm.key] = alarm
    return [.clear(before), .raise(alarm)]
  }

  /// - Returns: the alarm that ends; nil when it was not held.
  mutating func clear(_ kind: Alarm.Kind, subject: String) -> Alarm? {
    held.removeValue(forKey: "\(kind.rawValue)/\(subject)")
  }

  /// Subjects of a kind that hold, sorted.
  func subjects(of kind: Alarm.Kind) -> [String] {
    held.values.filter { $0.kind == kind }.map(\.subject).sorted()
  }

  /// Held conditions that are not among those that hold now, in order of their keys.
  func conditions(missingFrom now: [Alarm]) -> [Alarm] {
    let keys = Set(now.map(\.key))
    return held.values
      .filter { Self.conditionKinds.contains($0.kind) && !keys.contains($0.key) }
      .sorted { $0.key < $1.key }
  }
}
