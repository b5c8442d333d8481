package import RungModel

/// A fault plan on the clock of one run: each fault with its instants, milestones looked up.
package struct FaultSchedule: Hashable, Sendable {
  /// One fault, from an instant until just before another.
  package struct Entry: Hashable, Sendable {
    package var from: Timestamp
    package var to: Timestamp
    package var kind: WorldFault.Kind
  }

  /// In order of begin, and as written.
  package private(set) var entries: [Entry] = []

  /// No faults.
  package init() {}

  /// - Parameter events: the final state of each; a fault at a milestone happens in every event
  ///   that has it.
  package init(_ plan: FaultPlan, events: [Event], from: Timestamp, to: Timestamp) {
    for fault in plan.faults {
      let named = Self.milestones(of: fault)
      let hosts: [Event?] =
        named.isEmpty
        ? [nil]
        : events.filter { event in named.allSatisfy { event.milestone($0) != nil } }
      for host in hosts {
        let begin = fault.from.flatMap { Self.instant($0, host) } ?? from
        let end = fault.to.flatMap { Self.instant($0, host) } ?? to
        entries.append(Entry(from: begin, to: max(begin, end), kind: fault.kind))
      }
    }
    let order = entries.enumerated().sorted {
      ($0.element.from, $0.offset) < ($1.element.from, $1.offset)
    }
    entries = order.map(\.element)
  }

  package var isEmpty: Bool { entries.isEmpty }

  /// What is wrong at an instant.
  func kinds(at now: Timestamp) -> [WorldFault.Kind] {
    guard !entries.isEmpty else { return [] }
    return entries.filter { $0.from <= now && now < $0.to }.map(\.kind)
  }

  private static func milestones(of fault: WorldFault) -> Set<String> {
    var names: Set<String> = []
    for moment in [fault.from, fault.to] {
      if case .milestone(let name, _) = moment { names.insert(name) }
    }
    return names
  }

  private static func instant(_ moment: WorldFault.Moment, _ event: Event?) -> Timestamp? {
    switch moment {
    case .at(let instant): instant
    case .milestone(let name, let offset): event?.milestone(name).map { $0 + offset }
    }
  }
}

extension FaultSchedule {
  /// Schedule messages as they arrive: late, twice, in reverse, or never.
  func delivered(_ messages: [EventMessage]) -> [EventMessage] {
    guard !entries.isEmpty else { return messages }
    var result = messages
    for entry in entries {
      let isHit = { (message: EventMessage) in
        entry.from <= message.receivedAt && message.receivedAt < entry.to
      }
      switch entry.kind {
      case .scheduleMissing:
        // Nor later: who missed it is not told again.
        result.removeAll(where: isHit)
      case .scheduleLate(let delay):
        for place in result.indices where isHit(result[place]) {
          result[place].receivedAt += delay
        }
      case .scheduleShuffled:
        let places = result.indices.filter { isHit(result[$0]) }
        let states = places.map { result[$0].event }
        for (place, event) in zip(places, states.reversed()) { result[place].event = event }
        result += places.map { result[$0] }
      default: continue
      }
    }
    return result.enumerated()
      .sorted { ($0.element.receivedAt, $0.offset) < ($1.element.receivedAt, $1.offset) }
      .map(\.element)
  }
}
