import ArgumentParser
import RungFormats
import RungModel
import RungReport
import RungSimulation

/// What a plan is compared with: suppositions, or a plan made earlier.
struct PlanComparisonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      #"Suppose something else: "start +20m", "peak x1.5", "pool primary empty", "lead 12m"."#,
      valueName: "what-if"),
    transform: PlanComparisonOptions.supposition)
  var whatIf: [Supposition] = []

  @Option(
    help: ArgumentHelp(
      "Compare with a plan from --save or --format json; with the same --save it may be missing.",
      valueName: "file"))
  var against: String?

  @Option(help: ArgumentHelp("Keep the plan there as JSON, for --against.", valueName: "file"))
  var save: String?

  func validate() throws {
    guard whatIf.isEmpty || (against == nil && save == nil) else {
      throw ValidationError(
        "a what-if is compared with the plan itself: give it without --against and --save")
    }
  }

  /// - Throws: `ValidationError` that tells the whole grammar.
  @Sendable private static func supposition(_ text: String) throws -> Supposition {
    guard let read = Supposition(text: text) else {
      throw ValidationError("nothing that can be supposed;\n\(Supposition.grammar)")
    }
    return read
  }

  /// What is supposed, about these events.
  ///
  /// - Throws: `ValidationError` when an event, milestone or pool that it names is not there.
  func whatIf(_ material: PlanMaterial, events: [String]) throws -> WhatIf {
    let result = WhatIf(whatIf, events: Set(events))
    if whatIf.contains(where: \.isOfEvent), events.count > 1 {
      throw ValidationError(
        "several events touch the window: \(events.joined(separator: ", ")); "
          + "say with --event which one the what-if is about")
    }
    if let fault = result.fault(
      events: material.facts.events, ladders: material.ladders, at: material.now)
    {
      throw ValidationError("\(fault)\n\(Supposition.grammar)")
    }
    return result
  }

  /// The plan to compare with; nil when none was asked for, or the first of a loop has none yet.
  ///
  /// - Throws: `CommandFailure` when the file is not there, or holds no plan.
  func last() throws -> Plan? {
    guard let against else { return nil }
    if against == save, !InputFile.exists(against) {
      Terminal.note("\(against) is not there yet: compared with nothing this time")
      return nil
    }
    let plan: Plan
    do {
      plan = try PlanDTO.plan(from: InputFile.bytes(against))
    } catch let error as DecodingError {
      throw CommandFailure(
        "\(against) is no plan (\(PlanDTO.words(of: error))); "
          + "write one with rung plan --save \(against)")
    }
    guard plan.assumptions.isEmpty else {
      throw CommandFailure("\(against) is a what-if; compare with a plan made without --what-if")
    }
    return plan
  }

  /// Writes the plan where `--save` says.
  func keep(_ plan: Plan) throws {
    guard let save else { return }
    let text = try JSONText.pretty(PlanDTO(PlanReport(plan)))
    try OutputFile.write([UInt8]((text + "\n").utf8), to: save)
  }
}
