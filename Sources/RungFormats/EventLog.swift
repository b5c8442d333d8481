package import RungModel

/// A log of schedule messages: JSON lines `{"received_at": T, "event": {…}}`, so that whatever is
/// replayed knows only what was known at the time.
package enum EventLog {
  /// Reads a log; messages come back by the time they were received, equal times as in the file.
  /// - Parameter file: the name that faults carry.
  package static func decode(_ bytes: [UInt8], file: String? = nil)
    -> Result<[EventMessage], FormatFaults>
  {
    var messages: [EventMessage] = []
    var faults: [FormatFault] = []
    for (number, line) in JSONLines.split(bytes) {
      switch JSONLines.value(line, file: file, number: number).flatMap(message) {
      case .success(let message): messages.append(message)
      case .failure(let found): faults += found.faults.map { $0.at(file: file, line: number) }
      }
    }
    if messages.isEmpty && faults.isEmpty {
      faults.append(FormatFault(file: file, message: "holds no schedule message"))
    }
    // The place in the file breaks ties: `sorted` alone does not promise to.
    let inOrder = messages.enumerated().sorted {
      ($0.element.receivedAt, $0.offset) < ($1.element.receivedAt, $1.offset)
    }
    return Result(inOrder.map(\.element), faults: faults)
  }

  /// Writes messages, one a line, each with a line end.
  /// - Throws: `EncodingError` when an expected peak is not finite.
  package static func encode(_ messages: [EventMessage]) throws -> String {
    try messages.map { try JSONText.line($0) + "\n" }.joined()
  }

  /// The newest state of each event, in order of id: the highest sequence wins.
  package static func finalStates(_ messages: [EventMessage]) -> [Event] {
    var states: [String: Event] = [:]
    for message in messages {
      let event = message.event
      if let known = states[event.id], known.sequence > event.sequence { continue }
      states[event.id] = event
    }
    return states.values.sorted { $0.id < $1.id }
  }

  private static func message(_ value: JSONValue) -> Result<EventMessage, FormatFaults> {
    var reader = ObjectReader(value, path: "")
    guard reader.faults.isEmpty else { return .failure(FormatFaults(reader.faults)) }
    reader.checkKeys(["received_at", "event"])
    let receivedAt = reader.time("received_at")
    var event: Event?
    if let value = reader.value("event") {
      switch EventJSON.decode(value, path: "event") {
      case .success(let read): event = read
      case .failure(let found): reader.note(found.faults)
      }
    } else {
      reader.note("event", "missing; give the event's full state")
    }
    guard let receivedAt, let event else { return .failure(FormatFaults(reader.faults)) }
    return Result(EventMessage(receivedAt: receivedAt, event: event), faults: reader.faults)
  }
}
