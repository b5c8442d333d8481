import RungFormats
import RungModel
import RungPorts

/// A file of schedule messages: one event, or a log.
enum EventFile {
  /// The messages of a file, oldest first; a lone event counts as received now.
  ///
  /// - Throws: `CommandFailure`, or `FormatFaults` with every fault.
  static func read(_ path: String) throws -> [EventMessage] {
    let bytes = try InputFile.bytes(path)
    if isLog(bytes) { return try EventLog.decode(bytes, file: path).get() }
    let event: Event
    switch EventJSON.decode(bytes) {
    case .success(let read): event = read
    case .failure(let found):
      throw FormatFaults(
        found.faults.map {
          FormatFault(file: path, line: $0.line, path: $0.path, message: $0.message)
        })
    }
    return [EventMessage(receivedAt: ScaledClock.realNow(), event: event)]
  }

  /// A log says when each message came; an event has no such key.
  private static func isLog(_ bytes: [UInt8]) -> Bool {
    let first = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first ?? []
    return String(decoding: first, as: UTF8.self).contains("\"received_at\"")
  }
}
