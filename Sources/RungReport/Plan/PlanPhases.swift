import RungModel

/// Where in its events an instant lies, in words.
struct PlanPhases: Sendable {
  private let events: [Event]

  init(_ events: [Event]) { self.events = events.filter { $0.status != .cancelled } }

  /// `at start` in its minute, `since start` after it, `before toss`; of several events each one's
  /// words, once. Empty outside all of them.
  func words(at instant: Timestamp) -> String {
    var words: [String] = []
    for event in events {
      guard let word = Self.word(event, at: instant), !words.contains(word) else { continue }
      words.append(word)
    }
    return words.joined(separator: "; ")
  }

  private static func word(_ event: Event, at instant: Timestamp) -> String? {
    guard let begins = event.begins, let ends = event.ends,
      begins - .minutes(Curve.reachBefore) <= instant,
      instant < ends + .minutes(Curve.reachAfter)
    else { return nil }
    if let now = event.milestones.first(where: { $0.at.minute == instant.minute }) {
      return "at \(now.name)"
    }
    if event.interruption(at: instant) != nil { return "interrupted" }
    let sorted = event.milestones.sorted { $0.at < $1.at }
    if let last = sorted.last(where: { $0.at <= instant }) { return "since \(last.name)" }
    return sorted.first.map { "before \($0.name)" }
  }
}
