package import RungModel

/// A plan as an SRE pastes it into a change ticket.
package enum PlanText {
  /// The text, without a line end after it.
  package static func text(_ report: PlanReport) -> String {
    let plan = report.plan
    var lines = [
      "Plan from \(PlanWords.stamp(plan.from)) to \(PlanWords.stamp(plan.to)), "
        + "made at \(PlanWords.stamp(plan.madeAt)). Times are UTC. A plan changes nothing."
    ]
    lines += question(report) + [""] + PlanOutcome.lines(report)
    if let comparison = report.whatIf {
      lines += [""] + PlanComparisonTables.sideBySide(comparison, report).lines(indent: "  ")
    }
    lines +=
      [""]
      + (plan.events.isEmpty
        ? ["No event touches this window."] : plan.events.map { "Event: \(PlanWords.event($0))" })
    lines += [""] + PlanTables.summary(plan).lines()
    if let comparison = report.difference {
      lines += [""] + PlanComparisonTables.heading(comparison, last: report)
      lines += PlanComparisonTables.difference(comparison, in: plan).lines(indent: "  ")
    }
    for service in plan.services { lines += [""] + PlanServiceText.section(service, plan) }
    lines += ["", "All services: \(PlanWords.cost(plan.cost))."]
    lines += report.base == nil ? hints(plan) : []
    return lines.joined(separator: "\n")
  }

  /// A plan alone, compared with nothing.
  package static func text(_ plan: Plan) -> String { text(PlanReport(plan)) }

  private static func question(_ report: PlanReport) -> [String] {
    guard report.base != nil else { return [] }
    return ["", "What if \(report.questions.map { "\"\($0)\"" }.joined(separator: " and "))?"]
      + report.plan.assumptions.map { "- Supposed: \($0)." }
  }

  // MARK: What to ask next

  /// What-ifs that fit this plan, with the question each one answers.
  static func hints(_ plan: Plan) -> [String] {
    var rows: [(option: String, question: String)] = []
    let coming = plan.events.flatMap(\.milestones)
      .filter { $0.status == .planned && $0.at > plan.madeAt && $0.at < plan.to }
    if let milestone = coming.first(where: { $0.name == "start" }) ?? coming.first {
      rows.append(("\(milestone.name) +20m", "\(milestone.name) comes late"))
    }
    if !plan.events.isEmpty { rows.append(("peak x1.5", "half as many again come, unannounced")) }
    if let pool = plan.services.first?.pools.first {
      rows.append(("pool \(pool) empty", "pool \(pool) has run out"))
    }
    if let lead = plan.services.map(\.lead).max(), lead > .zero {
      rows.append(("lead \((lead * 2).text)", "servers take twice as long"))
    }
    guard !rows.isEmpty else { return [] }
    var table = TextTable([.init(""), .init("")])
    for row in rows { table.add("--what-if \"\(row.option)\"", row.question) }
    return ["", "What could go wrong? Ask the same with:"]
      + table.lines(indent: "  ").dropFirst()
  }
}
