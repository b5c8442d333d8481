import ArgumentParser
import RungClient
import RungFormats
import RungModel

/// What the four corrections share: the event, the daemon, and how to print.
struct CorrectionOptions: ParsableArguments {
  @Argument(help: "The event's id.")
  var id: String

  @OptionGroup var daemon: DaemonOptions
  @OptionGroup var output: FormatOption

  /// Reads the newest state, corrects it, and hands it in.
  func correct(_ change: (_ event: Event, _ now: Timestamp) throws -> Event) async throws {
    let client = try daemon.client()
    let now = try await client.status().now
    let next = try change(try await client.event(id).event, now)
    let taken = try await client.push(next)
    try EventText.print(next, taken: taken, output.format)
    guard taken.changed else {
      throw CommandFailure("\(id) was changed by someone else just now; look and try again")
    }
  }
}

/// `rung events shift`.
struct ShiftEvent: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shift",
    abstract: "Move everything that is still planned.",
    discussion: """
      Milestones that happened stay where they were. To move earlier, put -- before the span.

      Example:
        rung events shift 2026-11-29-ind-pak +20m
        rung events shift 2026-11-29-ind-pak -- -5m
      """)

  @OptionGroup var correction: CorrectionOptions

  @Argument(help: "How far: +20m, 1h.")
  var span: ShiftArgument

  func run() async throws {
    try await correction.correct { event, _ in try EventCorrection.shifted(event, by: span.span) }
  }
}

/// `rung events interrupt`.
struct InterruptEvent: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "interrupt",
    abstract: "Say that play has stopped, and nobody knows until when.",
    discussion: """
      Capacity for the resume is held, up to the ladder's limit.

      Example:
        rung events interrupt 2026-11-29-ind-pak
      """)

  @OptionGroup var correction: CorrectionOptions

  @Option(help: ArgumentHelp("Since when; default now.", valueName: "instant"))
  var at: InstantArgument?

  func run() async throws {
    try await correction.correct { event, now in
      try EventCorrection.interrupted(event, at: at?.at ?? now)
    }
  }
}

/// `rung events resume`.
struct ResumeEvent: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Say that play goes on, now or at an announced time.",
    discussion: """
      Example:
        rung events resume 2026-11-29-ind-pak
        rung events resume 2026-11-29-ind-pak --at 2026-11-29T16:05:00Z
      """)

  @OptionGroup var correction: CorrectionOptions

  @Option(help: ArgumentHelp("When; default now.", valueName: "instant"))
  var at: InstantArgument?

  func run() async throws {
    try await correction.correct { event, now in
      try EventCorrection.resumed(event, at: at?.at ?? now, now: now)
    }
  }
}

/// `rung events cancel`.
struct CancelEvent: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "Say that an event will not take place.",
    discussion: """
      Example:
        rung events cancel 2026-11-29-ind-pak
      """)

  @OptionGroup var correction: CorrectionOptions

  func run() async throws {
    try await correction.correct { event, _ in try EventCorrection.cancelled(event) }
  }
}
