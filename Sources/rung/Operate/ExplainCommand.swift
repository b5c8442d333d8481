import ArgumentParser
import RungClient
import RungFormats
import RungModel
import RungReport

/// `rung explain`: why a service has the servers it has.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Read back why a service has the servers it has.",
    discussion: """
      Each decision is kept with its reasons in order: rung, quantile, buffer, lead time, limits. \
      Without --at it is the newest one, and how the forecasts behind it did against what came; \
      with --limit above 1 a list, newest first.

      Example:
        rung explain playback
        rung explain playback --at 2026-11-29T14:32:00Z
        rung explain playback --limit 20
      """)

  /// Decisions are stored on change and hourly, so the one in force is at most this old.
  private static let looksBack = Duration.hours(25)

  @Argument(help: "The service, as its ladder names it.")
  var service: String

  @Option(help: ArgumentHelp("The decision in force at this instant.", valueName: "instant"))
  var at: InstantArgument?

  @Option(help: "How many decisions, newest first.")
  var limit = 1

  @OptionGroup var daemon: DaemonOptions
  @OptionGroup var output: FormatOption

  func validate() throws {
    guard (1...1_000).contains(limit) else { throw ValidationError("--limit is 1 to 1000") }
  }

  func run() async throws {
    let client = try daemon.client()
    let state = try await client.service(service)
    let decisions: [Decision]
    if at == nil, limit == 1, let newest = state.decision {
      decisions = [newest]
    } else {
      let to = if let at { at.at } else { try await client.status().now }
      decisions = try await client.decisions(
        service: service, from: to - Self.looksBack, to: to, limit: limit)
    }
    guard let newest = decisions.first else {
      throw CommandFailure("no decision about \(service) is kept for that time")
    }
    switch (output.format, limit) {
    case (.json, _): Terminal.print(try JSONText.pretty(decisions))
    case (.text, 1):
      Terminal.print(DecisionText.text(newest, unit: state.unit))
      // Scores are of now: beside an earlier decision they would mislead.
      guard at == nil else { return }
      let scorecard = try await client.scorecard()
      Terminal.print("\n" + ScorecardText.text(scorecard, driver: state.driver))
    case (.text, _): Terminal.print(DecisionText.list(decisions, unit: state.unit))
    }
  }
}
