import ArgumentParser
import RungFormats
import RungModel
import RungReport
import RungSimulation

/// `rung plan`: what would happen, and why. It cannot act; see `PlanMaterial`.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show what the daemon would do for the coming event, or in a window.",
    discussion: """
      Plays the controller in a world whose traffic is the forecast: predicted users, rungs, \
      servers, launches and removals, with reasons. Facts come from the store of --state, read \
      only; with --daemon from a running daemon; --events adds a match that nobody has posted yet, \
      so that a plan needs no daemon at all. It is built without any object that could act.

      Exit codes: 0 fine, 1 failed; with --detailed-exitcode also 2 when servers would change.

      Example:
        rung plan --events match.json
        rung plan --event 2026-11-29-ind-pak --daemon http://127.0.0.1:7864
        rung plan --hours 6 --format json
      """)

  @OptionGroup var options: LadderOptions
  @OptionGroup var window: PlanWindowOptions

  @Option(
    help: ArgumentHelp(
      "Schedule messages on top of what is known: one event as JSON, or a log.",
      valueName: "file"))
  var events: String?

  @Option(
    help: ArgumentHelp("Make the plan as of this instant; default now.", valueName: "instant"))
  var at: InstantArgument?

  @Flag(help: "Exit with 2 when servers would change in the window.")
  var detailedExitcode = false

  @OptionGroup var daemon: DaemonOptions
  @OptionGroup var output: FormatOption

  func run() async throws {
    let messages = try events.map(EventFile.read) ?? []
    let material = try await PlanReading(
      configuration: try options.configuration(),
      client: daemon.daemon == nil ? nil : try daemon.client(), messages: messages, at: at?.at
    ).read()
    let span = try window.span(material, named: messages.map(\.event.id))
    let plan = material.planner().plan(at: material.now, from: span.lowerBound, to: span.upperBound)
    switch output.format {
    case .text: Terminal.print(PlanText.text(plan))
    case .json: Terminal.print(try JSONText.pretty(PlanDTO(plan)))
    }
    if detailedExitcode, plan.services.contains(where: { !$0.changes.isEmpty }) {
      throw ExitCode(2)
    }
  }
}

/// Which time a plan is about.
struct PlanWindowOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The event to plan for, by its id.", valueName: "id"))
  var event: String?

  @Option(help: ArgumentHelp("Where the window begins; default now.", valueName: "instant"))
  var from: InstantArgument?

  @Option(help: ArgumentHelp("Where the window ends.", valueName: "instant"))
  var to: InstantArgument?

  @Option(help: "How long the window is, instead of --to; default 24, or the event's length.")
  var hours: Int?

  /// Longest look ahead: forecasts of later days say little, and take long.
  private static let longest = Duration.hours(24 * 14)

  func validate() throws {
    guard event == nil || (from == nil && to == nil && hours == nil) else {
      throw ValidationError("give either --event or a window")
    }
    guard to == nil || hours == nil else { throw ValidationError("give --to or --hours, not both") }
    guard (1...(14 * 24)).contains(hours ?? 1) else {
      throw ValidationError("--hours is 1 to 336")
    }
  }

  /// The window meant; one event from a file is planned for when nothing else was asked.
  ///
  /// - Throws: `CommandFailure` when it is empty, in the past, or too far ahead.
  func span(_ material: PlanMaterial, named ids: [String]) throws -> Range<Timestamp> {
    let isOpen = event == nil && from == nil && to == nil && hours == nil
    let lone = isOpen && Set(ids).count == 1 ? ids[0] : nil
    if let id = event ?? lone { return try bounded(material, try span(ofEvent: id, material)) }
    let from = self.from?.at ?? material.now
    return try bounded(material, (from, to?.at ?? from + .hours(hours ?? 24)))
  }

  private func span(
    ofEvent id: String, _ material: PlanMaterial
  ) throws -> (Timestamp, Timestamp) {
    guard let event = material.facts.events.first(where: { $0.id == id }) else {
      let known = material.facts.events.map(\.id).joined(separator: ", ")
      throw CommandFailure(
        "no event '\(id)' is known\(known.isEmpty ? "" : "; known: \(known)")")
    }
    guard let begins = event.begins, let ends = event.ends else {
      throw CommandFailure("\(id) has no milestones, so nobody knows when it is")
    }
    return (begins - .minutes(Curve.reachBefore), ends + .minutes(Curve.reachAfter))
  }

  private func bounded(
    _ material: PlanMaterial, _ span: (from: Timestamp, to: Timestamp)
  ) throws -> Range<Timestamp> {
    let from = max(span.from, material.now)
    guard from < span.to else {
      throw CommandFailure(
        "the window ends at \(span.to), but the plan is made at \(material.now); "
          + "plan for a later time, or give an earlier --at")
    }
    guard span.to - material.now <= Self.longest else {
      throw CommandFailure(
        "the window ends at \(span.to), more than 14 days after \(material.now); "
          + "give an --at nearer to it")
    }
    return from..<span.to
  }
}
