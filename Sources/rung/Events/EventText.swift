import RungClient
import RungFormats
import RungModel
import RungReport

/// Events as text.
enum EventText {
  /// A line for each event.
  static func list(_ events: [Event]) -> String {
    guard !events.isEmpty else { return "no event is known" }
    var table = TextTable([
      .init("id"), .init("kind"), .init("status"), .init("sequence", .right), .init("begins"),
      .init("ends"), .init("title"),
    ])
    for event in events {
      table.add(
        event.id, event.kind, event.status.rawValue, "\(event.sequence)",
        event.begins?.description ?? "-", event.ends?.description ?? "-", event.title)
    }
    return table.lines().joined(separator: "\n")
  }

  /// An event in full, and when each message about it came.
  static func show(_ reply: EventReply) -> String {
    let event = reply.event
    var lines = [
      "\(event.id), \(event.kind), \(event.status.rawValue), sequence \(event.sequence)"
    ]
    if !event.title.isEmpty { lines.append("  \(event.title)") }
    lines += event.tags.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
    lines += event.expectedPeak.sorted { $0.key < $1.key }.map {
      "  expected peak: \($0.value.shortText) \($0.key)"
    }
    lines += event.milestones.map { "  \($0.name) \($0.at) (\($0.status.rawValue))" }
    lines += event.interruptions.map {
      "  interrupted from \($0.from) to \($0.to?.description ?? "an unknown time")"
    }
    lines.append("messages:")
    lines += reply.messages.map {
      "  \($0.receivedAt) sequence \($0.event.sequence), \($0.event.status.rawValue)"
    }
    return lines.joined(separator: "\n")
  }

  /// What became of a message.
  static func print(_ event: Event, taken: EventTaken, _ format: OutputFormat) throws {
    switch format {
    case .text:
      let word = taken.changed ? "taken" : "known already, nothing changed"
      Terminal.print("\(taken.id) sequence \(taken.sequence), \(event.status.rawValue): \(word)")
    case .json:
      struct Answer: Encodable {
        var id: String
        var sequence: Int
        var status: String
        var changed: Bool
      }
      Terminal.print(
        try JSONText.line(
          Answer(
            id: taken.id, sequence: taken.sequence, status: event.status.rawValue,
            changed: taken.changed)))
    }
  }
}
