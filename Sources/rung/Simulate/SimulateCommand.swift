import ArgumentParser
import RungFormats
import RungModel
import RungReport
import RungSimulation

/// `rung simulate`: the controller in a virtual world, beside other ways to scale.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Run the controller through a series in a virtual world, beside rival policies.",
    discussion: """
      The series is the traffic, the log of schedule messages the schedule; servers take a lead \
      time from order to serving. Everything is decided from what was known then. What each policy \
      leaves unserved and what it costs is scored from 60 minutes before to 160 after each event's \
      start (or as --score says); events that start together are one slot, numbered from 1.

      Policies:
        rung             this program's controller, forecasts and ladder
        hpa              Kubernetes HPA: in proportion, 15 s, 5 min stabilisation
        target-tracking  AWS: out after 3 min above the target, in after 15 below
        step-scaling     AWS: a tenth or three tenths at a time
        holt             HPA on Holt's trend a lead time ahead
        holt-winters     the same with a daily season (Predictive HPA)
        predictive       AWS: the hour's peaks of 14 days, and target tracking
        scheduled        a calendar: the highest match of the kind so far, and HPA
        static-peak      the highest demand that there will be, held throughout
        oracle           knows the series a lead time ahead: nobody can beat it

      Without --unit, --metric and --lead the ladder's hold. --faults is a YAML file, documented by \
      its sample Deploy/faults.yaml:
        version: 1
        faults: [{ from: start-10m, kind: no-capacity, pool: primary, machines: 40 }]
      --chaos draws such a list from a seed. A run prints its seed and its faults; the same seeds \
      on the same files give the same result, byte for byte.

      --format json has the keys service, metric, unit, lead_seconds, from, to, scored, seed, \
      faults, events, bars, policies, notes. --trace has \
      time,policy,demand,desired,launched,serving,unserved,cost: a row a minute and policy, demand \
      in the driver's unit, cost in server hours of the minute.

      Exit codes: 0 fine; 1 when Rung broke a promise, or the simulation failed; 64 usage.

      Example:
        rung simulate --ladder Ladders/playback.yaml \\
          --series users.csv --events events.jsonl
        rung simulate --ladder web.yaml --series requests.csv --events events.jsonl \\
          --slots 9-32 --lead 10m --sweep --format html --output result.html
        rung simulate --ladder web.yaml --series requests.csv --events events.jsonl \\
          --policies rung --chaos 17 --tick 10s --trace trace.csv
      """)

  @Option(help: ArgumentHelp("The service's ladder file.", valueName: "file"))
  var ladder: String

  @OptionGroup var recording: SeriesOptions

  @Option(
    help: ArgumentHelp(
      "A folder of curves to know beforehand; measured ones count only after their end. Default: "
        + "the synthetic library in the program; an empty folder for none.", valueName: "folder"))
  var library: String?

  @Option(
    help: ArgumentHelp(
      "From order to serving, in truth and as assumed; default the ladder's lead_time.",
      valueName: "span"))
  var lead: SpanArgument?

  @OptionGroup var choice: PolicyOptions
  @OptionGroup var scoring: ScoringOptions
  @OptionGroup var world: WorldOptions

  @Option(help: "How to print: text, stable JSON, or one HTML page with charts.")
  var format = SimulateFormat.text

  @Option(help: ArgumentHelp("Write the report there instead of printing it.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Write every minute to this CSV file.", valueName: "file"))
  var trace: String?

  func validate() throws {
    if recording.series == nil {
      throw ValidationError("give --series: a CSV file, a row a minute")
    }
    if let lead, lead.span < .seconds(1) || lead.span > .hours(24) {
      throw ValidationError("--lead is 1s to 1d")
    }
  }

  func run() throws {
    let result = try simulate()
    if let trace { try OutputFile.write(ComparisonCSV.bytes(result), to: trace) }
    try show(result)
    guard result.policies.contains(where: { !$0.violations.isEmpty }) else { return }
    if let chaos = world.chaos {
      Terminal.note("a promise was broken; again: --chaos \(chaos) --seed \(world.worldSeed)")
    }
    throw ExitCode.failure
  }

  private func simulate() throws -> Comparison {
    let material = try SimulateMaterial(
      ladderPath: ladder, recording: recording, library: library, lead: lead?.span)
    let policies = try choice.chosen()
    let calm = try material.setting(scoring)
    let faults = try material.faults(world, from: calm.from, to: calm.to)
    let setting = try material.setting(scoring, faults: faults)
    let run = ComparisonRun(
      setting: setting, policies: policies, library: material.library, seed: world.worldSeed,
      isSweeping: choice.sweep, tick: world.tick.span)
    var meter = SimulateMeter(policies: policies)
    var result = run.run { meter.show($0, $1) }
    Terminal.endProgress()
    result.faults = faults
    result.notes = material.notes
    return result
  }

  private func show(_ result: Comparison) throws {
    let text =
      switch format {
      case .text: ComparisonText.text(result)
      case .json: try JSONText.pretty(ComparisonDTO(result))
      case .html: ComparisonHTML.page(result)
      }
    if let output {
      try OutputFile.write([UInt8]((text + "\n").utf8), to: output)
    } else {
      Terminal.print(text)
    }
  }
}
