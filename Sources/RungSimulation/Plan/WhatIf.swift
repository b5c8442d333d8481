package import RungModel

/// What a plan supposes beside schedule, forecast and pools; empty for a plan proper.
package struct WhatIf: Hashable, Sendable {
  /// Each holds; later ones build on earlier ones.
  package var suppositions: [Supposition]
  /// The events that milestones and peaks are of, by id.
  package var events: Set<String>

  package init(_ suppositions: [Supposition] = [], events: Set<String> = []) {
    self.suppositions = suppositions
    self.events = events
  }

  package var isEmpty: Bool { suppositions.isEmpty }

  /// Why it cannot be supposed: an event, a milestone or a pool that is not there, a milestone that
  /// is over or would be. Nil when it can.
  package func fault(events known: [Event], ladders: [Ladder], at now: Timestamp) -> String? {
    var corrected = known
    for supposition in suppositions {
      let meant = corrected.filter { events.contains($0.id) }
      if supposition.isOfEvent, meant.isEmpty {
        return "'\(supposition.text)' is about an event, but none touches the window"
      }
      switch supposition {
      case .peak, .lead: continue
      case .milestone(let name, let span):
        for event in meant {
          if let fault = Self.fault(event, moving: name, by: span, at: now) { return fault }
        }
        corrected = corrected.map { event in
          events.contains(event.id) ? Self.moved(event, from: name, by: span) : event
        }
      case .emptyPool(let name):
        let pools = Set(ladders.flatMap { $0.pools.map(\.name) }).sorted()
        if !pools.contains(name) {
          return "no ladder has a pool '\(name)'; there are: \(pools.joined(separator: ", "))"
        }
      }
    }
    return nil
  }

  private static func fault(
    _ event: Event, moving name: String, by span: Duration, at now: Timestamp
  ) -> String? {
    guard let milestone = event.milestones.first(where: { $0.name == name }) else {
      let names = event.milestones.map(\.name).joined(separator: ", ")
      return "\(event.id) has no milestone '\(name)'; it has: \(names)"
    }
    guard milestone.status == .planned, milestone.at > now else {
      return "\(name) of \(event.id) was at \(milestone.at): it cannot move any more"
    }
    let earlier = event.milestones.map(\.at).filter { $0 < milestone.at }.max() ?? now
    guard milestone.at + span > max(now, earlier) else {
      return "\(name) of \(event.id) at \(milestone.at) cannot be moved by \(span.text): that is "
        + "before \(max(now, earlier))"
    }
    return nil
  }

  /// The events as the schedule would tell them.
  package func corrected(_ known: [Event]) -> [Event] {
    suppositions.reduce(known) { known, supposition in
      guard case .milestone(let name, let span) = supposition else { return known }
      return known.map { event in
        events.contains(event.id) ? Self.moved(event, from: name, by: span) : event
      }
    }
  }

  /// A correction: the milestone, later ones, and stops announced for later move along.
  private static func moved(_ event: Event, from name: String, by span: Duration) -> Event {
    guard let first = event.milestone(name) else { return event }
    var event = event
    event.sequence += 1
    for index in event.milestones.indices where event.milestones[index].at >= first {
      event.milestones[index].at += span
    }
    for index in event.interruptions.indices where event.interruptions[index].from >= first {
      event.interruptions[index].from += span
      event.interruptions[index].to = event.interruptions[index].to.map { $0 + span }
    }
    return event
  }
}
