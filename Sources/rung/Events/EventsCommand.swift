import ArgumentParser
import RungClient
import RungFormats
import RungModel

/// `rung events`: the schedule that the daemon knows.
struct EventsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "See and correct the schedule that the daemon knows.",
    discussion: """
      A schedule system posts events to POST /v1/events; these commands do the same by hand. Every \
      message is an event's full state, and the highest sequence wins.

      Example:
        rung events push match.json
        rung events shift 2026-11-29-ind-pak +20m
        rung events interrupt 2026-11-29-ind-pak
      """,
    subcommands: [
      ListEvents.self, ShowEvent.self, PushEvents.self, ShiftEvent.self, InterruptEvent.self,
      ResumeEvent.self, CancelEvent.self,
    ])
}

/// `rung events list`.
struct ListEvents: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the newest state of every event that is kept.",
    discussion: """
      Example:
        rung events list --format json
      """)

  @OptionGroup var daemon: DaemonOptions
  @OptionGroup var output: FormatOption

  func run() async throws {
    let events = try await daemon.client().events()
    switch output.format {
    case .text: Terminal.print(EventText.list(events))
    case .json: Terminal.print(try JSONText.pretty(EventsReply(events: events)))
    }
  }
}

/// `rung events show`.
struct ShowEvent: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show an event and every message that came about it.",
    discussion: """
      Example:
        rung events show 2026-11-29-ind-pak
      """)

  @Argument(help: "The event's id.")
  var id: String

  @OptionGroup var daemon: DaemonOptions
  @OptionGroup var output: FormatOption

  func run() async throws {
    let reply = try await daemon.client().event(id)
    switch output.format {
    case .text: Terminal.print(EventText.show(reply))
    case .json: Terminal.print(try JSONText.pretty(reply))
    }
  }
}

/// `rung events push`.
struct PushEvents: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push",
    abstract: "Hand a schedule message in, or a whole log of them.",
    discussion: """
      The file holds one event as JSON, or JSON lines {"received_at": T, "event": {…}}; - reads \
      the standard input. Each is durable when the daemon has answered. The same message twice is \
      the same as once.

      Example:
        rung events push match.json
      """)

  @Argument(help: "The file; - is the standard input.")
  var file: String

  @OptionGroup var daemon: DaemonOptions
  @OptionGroup var output: FormatOption

  func run() async throws {
    let client = try daemon.client()
    for event in try EventFile.read(file).map(\.event) {
      try EventText.print(event, taken: try await client.push(event), output.format)
    }
  }
}
