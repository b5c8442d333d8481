import Foundation
import LadderFile
import Logging
import RungModel
import RungPorts
import Synchronization

/// Writes the daemon's log to standard error: lines for people, or one JSON object a line.
///
/// A handler of our own because swift-log's has no JSON form, and because each line leaves in one
/// write, so that lines of several tasks never mix.
struct DaemonLog: LogHandler {
  /// Lines of all loggers leave one after the other.
  private static let gate = Mutex(())

  private let label: String
  private let format: LogSettings.Format
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?

  init(label: String, settings: LogSettings) {
    self.label = label
    format = settings.format
    logLevel = Logger.Level(rawValue: settings.level.rawValue) ?? .info
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var fields = metadata
    if let provided = metadataProvider?.get() { fields.merge(provided) { $1 } }
    if let own = event.metadata { fields.merge(own) { $1 } }
    if let error = event.error { fields["error"] = "\(error)" }
    let pairs = fields.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
    let line = format == .json ? json(event, pairs) : text(event, pairs)
    Self.gate.withLock { _ in FileHandle.standardError.write(Data((line + "\n").utf8)) }
  }

  private func text(_ event: LogEvent, _ pairs: [(String, String)]) -> String {
    let tail = pairs.map { key, value in
      " \(key)=\(value.contains(where: { $0 == " " || $0 == "\"" }) ? quoted(value) : value)"
    }
    return "\(now()) \(event.level.rawValue) \(event.message)\(tail.joined())"
  }

  private func json(_ event: LogEvent, _ pairs: [(String, String)]) -> String {
    var members = [
      ("at", now()), ("level", event.level.rawValue), ("message", "\(event.message)"),
      ("logger", label),
    ]
    members += pairs.filter { pair in !members.contains { $0.0 == pair.0 } }
    return "{" + members.map { "\(quoted($0.0)):\(quoted($0.1))" }.joined(separator: ",") + "}"
  }

  /// Real time, also when the daemon's clock is scaled: logs are compared with other logs.
  private func now() -> String { ScaledClock.realNow().description }

  /// A JSON string.
  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.value < 32:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
