import ArgumentParser
import RungClient
import RungFormats
import RungModel

/// `rung floor`: never fewer servers than this, for a while.
struct FloorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "floor",
    abstract: "Keep at least so many servers, for a while.",
    discussion: """
      One of the maxima of desired capacity: the forecast may want more, never fewer. It expires \
      by itself; 0 takes it away. Who, when and why go into the audit log.

      Example:
        rung floor playback 900 --until 2026-11-29T17:30:00Z --reason "sponsor's film at 17:00"
        rung floor playback 900 --for 2h --reason "rehearsed with marketing"
        rung floor playback 0 --for 1m --reason "film was cancelled"
      """)

  @Argument(help: "The service, as its ladder names it.")
  var service: String

  @Argument(help: "Reference servers; 0 takes the floor away.")
  var servers: Int

  @Option(help: ArgumentHelp("When it ends.", valueName: "instant"))
  var until: InstantArgument?

  @Option(name: .customLong("for"), help: ArgumentHelp("How long it holds.", valueName: "span"))
  var duration: SpanArgument?

  @Option(help: "Why, for the audit log.")
  var reason: String

  @OptionGroup var daemon: DaemonOptions
  @OptionGroup var output: FormatOption

  func validate() throws {
    guard servers >= 0 else { throw ValidationError("a floor is 0 or more servers") }
    guard (until == nil) != (duration == nil) else {
      throw ValidationError("give either --until or --for")
    }
  }

  func run() async throws {
    let entry = try await daemon.client().setFloor(
      service: service,
      FloorRequest(
        servers: servers, until: until?.at, duration: duration?.span.text, reason: reason))
    try AuditText.print(entry, output.format)
  }
}

/// What the daemon put into its audit log, after a command that changed something.
enum AuditText {
  /// Prints the entry.
  static func print(_ entry: AuditEntry, _ format: OutputFormat) throws {
    switch format {
    case .text:
      let why = entry.why.isEmpty ? "" : " (\(entry.why))"
      Terminal.print("\(entry.at) \(entry.who): \(entry.what)\(why)")
    case .json: Terminal.print(try JSONText.pretty(entry))
    }
  }
}
