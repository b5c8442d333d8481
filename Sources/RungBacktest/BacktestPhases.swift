import RungModel

/// Which phase of its event a minute lies in, and of what kind the event is.
///
/// The phases are: before the first milestone, then by the name of the last milestone that had
/// happened, as the events were in the end.
package struct BacktestPhases: Hashable, Sendable {
  /// In the order of the events' milestones; `before` is the first, `no event` the last.
  package private(set) var names = ["before"]
  /// In the order of the slots; `no event` is the last.
  package private(set) var kinds: [String] = []

  private static let none = "no event"

  package init(_ slots: [BacktestSlot]) {
    for event in slots.flatMap(\.events) {
      if !kinds.contains(event.kind) { kinds.append(event.kind) }
      // A milestone that only some events have comes where they have it: after the one before it.
      var place = 1
      for milestone in event.milestones {
        if let known = names.firstIndex(of: milestone.name) {
          place = max(place, known + 1)
        } else {
          names.insert(milestone.name, at: place)
          place += 1
        }
      }
    }
    names.append(Self.none)
    kinds.append(Self.none)
  }

  /// Places in `names` and `kinds` for a minute of a slot; of several events the first counts.
  func places(of minute: Int64, in slot: BacktestSlot) -> (phase: Int, kind: Int) {
    let event = slot.events.first {
      slot.start != nil || ($0.reach?.contains(minute) ?? false)
    }
    guard let event, let kind = kinds.firstIndex(of: event.kind) else {
      return (names.count - 1, kinds.count - 1)
    }
    let passed = event.milestones.last { $0.at <= Timestamp(minute: minute) }
    return (passed.flatMap { names.firstIndex(of: $0.name) } ?? 0, kind)
  }
}
