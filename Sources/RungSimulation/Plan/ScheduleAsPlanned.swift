package import RungModel

/// The messages that a schedule system would send if everything went as planned.
package enum ScheduleAsPlanned {
  /// For each event that is not over: its milestones become actual at their planned instants, the
  /// event goes live with `start`, resumes when the schedule says so, and ends with `end`.
  package static func messages(of events: [Event], after now: Timestamp) -> [EventMessage] {
    events.filter { !$0.status.isOver }.flatMap { messages(of: $0, after: now) }
      .sorted { ($0.receivedAt, $0.event.id) < ($1.receivedAt, $1.event.id) }
  }

  private static func messages(of event: Event, after now: Timestamp) -> [EventMessage] {
    var state = event
    var messages: [EventMessage] = []
    var instants = event.milestones.filter { $0.status == .planned }.map(\.at)
    instants += event.interruptions.compactMap(\.to)
    for instant in Set(instants).sorted() where instant > now {
      state.sequence += 1
      for index in state.milestones.indices where state.milestones[index].at <= instant {
        state.milestones[index].status = .actual
      }
      if let start = state.milestone("start"), start <= instant { state.status = .live }
      if let ends = state.ends, ends <= instant { state.status = .ended }
      messages.append(EventMessage(receivedAt: instant, event: state))
    }
    return messages
  }
}
