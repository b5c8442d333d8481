package import Foundation
import RungModel

/// What reading rung.yaml gave.
package struct ConfigurationReading: Sendable {
  /// Nil when there is an error among the faults.
  package var configuration: Configuration?
  /// In the order of the file.
  package var faults: [Fault]
}

/// Reads rung.yaml with the same care as a ladder.
package struct ConfigurationParser {
  /// All keys at the top of the file.
  static let keys = [
    "listen", "tokens", "store", "ladders", "library", "backends", "alarms", "retention", "tick",
    "log", "http",
  ]

  /// Takes the faults.
  let log: FaultLog
  /// Relative paths start here.
  let folder: String

  /// Reads the file at a path; relative paths in it are resolved against its folder.
  package static func read(_ path: String) -> ConfigurationReading {
    switch FileBytes.read(path) {
    case .failure(let fault): ConfigurationReading(configuration: nil, faults: [fault])
    case .success(let data):
      parse(data: data, file: path, folder: (path as NSString).deletingLastPathComponent)
    }
  }

  /// Reads the bytes of rung.yaml.
  /// - Parameter folder: what relative paths are resolved against; empty leaves them relative.
  package static func parse(data: Data, file: String, folder: String) -> ConfigurationReading {
    let log = FaultLog(file: file)
    let parser = ConfigurationParser(log: log, folder: folder)
    let configuration = DocumentGate.open(data, log: log).flatMap(parser.configuration)
    return ConfigurationReading(
      configuration: log.hasErrors ? nil : configuration, faults: log.sorted)
  }

  private func configuration(_ root: Entry) -> Configuration? {
    guard let fields = Fields(root, known: Self.keys) else { return nil }
    var result = Configuration()
    result.http = http(fields)
    result.store = fields["store"].flatMap(path) ?? path(result.store)
    result.ladders = fields["ladders"].flatMap(path) ?? path(result.ladders)
    if let library = fields["library"], !library.isNull { result.library = path(library) }
    result.backends = fields["backends"].map(backends) ?? []
    result.webhook = fields["alarms"].flatMap(webhook)
    if let entry = fields["retention"] { result.retention = retention(entry) }
    result.tick =
      fields["tick"]?.duration(.seconds(1)...(.minutes(1))) ?? result.tick
    if let entry = fields["log"] { result.log = logging(entry) }
    return result
  }

  /// A path of this machine, absolute or from the file's folder.
  func path(_ entry: Entry) -> String? { entry.line(atMost: 4_096).map(path) }

  private func path(_ text: String) -> String {
    text.hasPrefix("/") || folder.isEmpty ? text : "\(folder)/\(text)"
  }

  private func webhook(_ entry: Entry) -> AlarmWebhook? {
    guard let alarms = Fields(entry, known: ["webhook"]), let webhook = alarms["webhook"],
      !webhook.isNull, let fields = Fields(webhook, known: ["url", "timeout"]),
      let entry = fields.required("url"), let url = entry.line()
    else { return nil }
    let timeout = fields["timeout"].flatMap { $0.duration(.seconds(1)...(.minutes(2))) }
    guard let parts = URLComponents(string: url), ["http", "https"].contains(parts.scheme),
      parts.host?.isEmpty == false
    else {
      entry.error(
        "\(entry.name) '\(url)' is not an http address",
        fix: "write it as http://alertmanager:9093/api/v2/alerts")
      return nil
    }
    return AlarmWebhook(url: url, timeout: timeout ?? .seconds(10))
  }

  private func retention(_ entry: Entry) -> RetentionSettings {
    var result = RetentionSettings()
    guard let fields = Fields(entry, known: ["minutes", "history"]) else { return result }
    let years = Duration.hours(24)...Duration.hours(24 * 3_660)
    result.minutes = fields["minutes"]?.duration(years) ?? result.minutes
    result.history = fields["history"]?.duration(years) ?? result.history
    return result
  }

  private func logging(_ entry: Entry) -> LogSettings {
    var result = LogSettings()
    guard let fields = Fields(entry, known: ["level", "format"]) else { return result }
    result.level = fields["level"]?.choice(LogSettings.Level.self) ?? result.level
    result.format = fields["format"]?.choice(LogSettings.Format.self) ?? result.format
    return result
  }
}
