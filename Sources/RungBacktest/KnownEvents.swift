import RungModel

/// The schedule as it was known at an instant that only moves forward.
struct KnownEvents: Sendable {
  private let messages: [EventMessage]
  private var next = 0
  /// Newest known state of each event, in order of id.
  private(set) var events: [Event] = []

  /// - Parameter messages: by the time they were received.
  init(_ messages: [EventMessage]) { self.messages = messages }

  /// Takes in all messages received at or before an instant.
  mutating func advance(to now: Timestamp) {
    while next < messages.count, messages[next].receivedAt <= now {
      take(messages[next].event)
      next += 1
    }
  }

  /// The highest sequence wins, whatever the order of arrival; of equal ones the later.
  private mutating func take(_ event: Event) {
    var low = 0
    var high = events.count
    while low < high {
      let middle = (low + high) / 2
      if events[middle].id < event.id { low = middle + 1 } else { high = middle }
    }
    guard low < events.count, events[low].id == event.id else {
      events.insert(event, at: low)
      return
    }
    if event.sequence >= events[low].sequence { events[low] = event }
  }

  /// Whether an event is interrupted now, by its status or by its interruptions.
  func isInterrupted(at now: Timestamp) -> Bool {
    events.contains { $0.status == .interrupted || $0.interruption(at: now) != nil }
  }
}
