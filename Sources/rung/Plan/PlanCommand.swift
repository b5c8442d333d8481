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
      servers, launches and removals, with reasons; who would be unserved, which alarms would \
      ring, what it would cost. Facts come from the store of --state, read only; with --daemon \
      from a running daemon; --events adds a match that nobody has posted yet, so that a plan \
      needs no daemon at all. It is built without any object that could act; it writes nothing \
      but what --save and --output name.

      --what-if supposes something and shows the plan under it, beside the plan itself. It may be \
      given several times:
        "start +20m"           a milestone, and all later ones, move
        "peak x1.5"            so many times the users come, and nobody has said so
        "pool primary empty"   the pool grants nothing
        "lead 12m"             servers take so long to serve

      --against compares with a plan saved earlier. A loop that tells what changed since yesterday:
        rung plan --event ID --against last.json --save last.json

      Exit codes: 0 fine, 1 failed, 64 usage; with --detailed-exitcode also 2 when the plan, \
      without any what-if, would launch or remove servers in the window.

      Example:
        rung plan --events match.json
        rung plan --event 2026-11-29-ind-pak --daemon http://127.0.0.1:7864
        rung plan --events match.json --what-if "start +20m" --what-if "lead 12m"
        rung plan --events match.json --format html --output plan.html
        rung plan --hours 6 --format json --detailed-exitcode
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

  @OptionGroup var comparison: PlanComparisonOptions

  @Flag(help: "Exit with 2 when servers would change in the window.")
  var detailedExitcode = false

  @OptionGroup var daemon: DaemonOptions
  @OptionGroup var output: ReportOptions

  func run() async throws {
    let messages = try events.map(EventFile.read) ?? []
    let last = try comparison.last()
    let material = try await PlanReading(
      configuration: try options.configuration(),
      client: daemon.daemon == nil ? nil : try daemon.client(), messages: messages, at: at?.at
    ).read()
    let ids = messages.map(\.event.id)
    let span = try window.span(material, named: ids)
    let whatIf = try comparison.whatIf(
      material, events: window.events(material, named: ids, in: span))
    let planner = material.planner()
    let plan = planner.plan(
      at: material.now, from: span.lowerBound, to: span.upperBound, isClose: !whatIf.isEmpty)
    var report = PlanReport(plan)
    if !whatIf.isEmpty {
      let supposed = planner.plan(
        at: material.now, from: span.lowerBound, to: span.upperBound, whatIf: whatIf)
      report = PlanReport(supposed, base: plan, questions: whatIf.suppositions.map(\.text))
    }
    report.last = last
    report.lastName = comparison.against ?? ""
    try comparison.keep(plan)
    try show(report)
    if detailedExitcode, plan.hasChanges { throw ExitCode(2) }
  }

  private func show(_ report: PlanReport) throws {
    switch output.format {
    case .text: try output.show(PlanText.text(report))
    case .json: try output.show(JSONText.pretty(PlanDTO(report)))
    case .html: try output.show(PlanHTML.page(report))
    }
  }
}
