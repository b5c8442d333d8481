import ArgumentParser
import RungClient
import RungFormats
import RungModel

/// `rung pause`: hands off a service, for a while.
struct PauseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause",
    abstract: "Launch and remove nothing for a service, for a while.",
    discussion: """
      For work by hand. Decisions and forecasts go on and are recorded. A pause ends by itself, so \
      that nobody has to remember it at 3 a.m.

      Example:
        rung pause playback --for 30m --reason "moving it to another subnet"
      """)

  @Argument(help: "The service, as its ladder names it.")
  var service: String

  @Option(name: .customLong("for"), help: ArgumentHelp("How long.", valueName: "span"))
  var duration: SpanArgument

  @Option(help: "Why, for the audit log.")
  var reason: String

  @OptionGroup var daemon: DaemonOptions
  @OptionGroup var output: FormatOption

  func run() async throws {
    let entry = try await daemon.client().pause(
      service: service, PauseRequest(duration: duration.span.text, reason: reason))
    try AuditText.print(entry, output.format)
  }
}

/// `rung unpause`: ends a pause early.
struct UnpauseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unpause",
    abstract: "End a pause before its time.",
    discussion: """
      The next step decides and acts again.

      Example:
        rung unpause playback
      """)

  @Argument(help: "The service, as its ladder names it.")
  var service: String

  @Option(help: "Why, for the audit log.")
  var reason: String?

  @OptionGroup var daemon: DaemonOptions
  @OptionGroup var output: FormatOption

  func run() async throws {
    let entry = try await daemon.client().unpause(
      service: service, UnpauseRequest(reason: reason))
    try AuditText.print(entry, output.format)
  }
}
