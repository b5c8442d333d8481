import ArgumentParser
import RungModel
import RungSimulation

/// How `rung simulate` prints.
enum SimulateFormat: String, CaseIterable, ExpressibleByArgument {
  /// Tables and a chart for a terminal.
  case text
  /// For programs; stable keys.
  case json
  /// One self-contained page with pictures.
  case html
}

/// Which minutes count.
enum ScoreChoice: String, CaseIterable, ExpressibleByArgument {
  /// From 60 minutes before to 160 after each start.
  case events
  /// From 60 minutes before the first milestone of each event to 30 after its end.
  case matches
  case all
}

/// The time between two steps of the controller.
enum TickChoice: String, CaseIterable, ExpressibleByArgument {
  case minute = "1m"
  /// The daemon's; six times slower to simulate.
  case tenSeconds = "10s"

  var span: Duration { self == .minute ? .minutes(1) : .seconds(10) }
}

/// Which policies run, and how.
struct PolicyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Policies to run, by name, with commas between; default all.", valueName: "names"))
  var policies: String?

  @Flag(help: "Also vary each policy's knob: what does each cost at the same unserved share?")
  var sweep = false

  func validate() throws { _ = try chosen() }

  /// The names in the order asked for.
  /// - Throws: `ValidationError` with what would be right.
  func chosen() throws -> [String] {
    guard let policies else { return ComparisonRun.names }
    let names = policies.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    for (place, name) in names.enumerated() {
      guard ComparisonRun.names.contains(name) else {
        throw ValidationError(
          "there is no policy '\(name)'; known: \(ComparisonRun.names.joined(separator: ", "))")
      }
      guard !names[..<place].contains(name) else {
        throw ValidationError("policy '\(name)' is named twice in --policies")
      }
    }
    return names
  }
}

/// Which minutes are scored.
struct ScoringOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Score only around the starts with these numbers: 9-32; events that start together have one.",
      valueName: "numbers"))
  var slots: SlotsArgument?

  @Option(
    help: ArgumentHelp(
      "What is scored: events is -60 to 160 minutes around starts (the default when there are any), "
        + "matches is 60 minutes before the first milestone to 30 after the end; or all."))
  var score: ScoreChoice?

  func validate() throws {
    if slots != nil, let score, score != .events {
      throw ValidationError("give --slots or --score \(score.rawValue), not both")
    }
  }
}

/// What goes wrong in the simulated world.
struct WorldOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What goes wrong, and when: a YAML file of faults.", valueName: "file"))
  var faults: String?

  @Option(
    help: ArgumentHelp("Let 3 to 8 faults be drawn from this seed instead.", valueName: "seed"))
  var chaos: UInt64?

  @Option(
    help: ArgumentHelp(
      "The seed of everything random in the world; default that of --chaos, else 1.",
      valueName: "seed"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "The time between two steps of the controller: 1m or 10s.", valueName: "span")
  )
  var tick = TickChoice.minute

  func validate() throws {
    if faults != nil, chaos != nil {
      throw ValidationError("give --faults or --chaos, not both")
    }
  }

  /// The seed that the world is made with.
  var worldSeed: UInt64 { seed ?? chaos ?? 1 }
}
