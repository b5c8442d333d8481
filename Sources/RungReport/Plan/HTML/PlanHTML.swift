import RungModel

/// A plan as one self-contained page: tables and inline pictures, no script, nothing loaded.
package enum PlanHTML {
  /// The page, without a line end after it.
  package static func page(_ report: PlanReport) -> String {
    let plan = report.plan
    let name = plan.events.first.map { $0.title.isEmpty ? $0.id : $0.title }
    let title =
      (report.base == nil ? "Plan" : "What if")
      + (name.map { " for \($0)" } ?? " from \(PlanWords.stamp(plan.from))")
    var body = ["<h1>\(Markup.escaped(title))</h1>"]
    body.append(
      paragraph(
        "From \(PlanWords.stamp(plan.from)) to \(PlanWords.stamp(plan.to)), made at "
          + "\(PlanWords.stamp(plan.madeAt)). Times are UTC. A plan changes nothing."))
    body += question(report) + outcome(report)
    body += plan.events.map { paragraph("Event: \(PlanWords.event($0))") }
    body += ["<h2>Everything at a glance</h2>", table(PlanTables.summary(plan))]
    body.append(paragraph("All services: \(PlanWords.cost(plan.cost))."))
    if let comparison = report.difference {
      let heading = PlanComparisonTables.heading(comparison, last: report)
      body += heading.map { paragraph($0) }
      body.append(table(PlanComparisonTables.difference(comparison, in: plan)))
    }
    for service in plan.services {
      body += section(service, plan, isWhatIf: report.base != nil)
    }
    return Page.html(title: title, css: PlanStyle.css, body: body)
  }

  private static func question(_ report: PlanReport) -> [String] {
    guard let comparison = report.whatIf else { return [] }
    let asked = report.questions.map { "\"\($0)\"" }.joined(separator: " and ")
    return [paragraph("What if \(asked)?"), "<ul>"]
      + report.plan.assumptions.map { "<li>Supposed: \(Markup.escaped($0)).</li>" } + ["</ul>"]
      + [table(PlanComparisonTables.sideBySide(comparison, report))]
  }

  private static func outcome(_ report: PlanReport) -> [String] {
    let lines = PlanOutcome.lines(report)
    let (bad, good) = (lines.filter { $0.hasPrefix("! ") }, lines.filter { !$0.hasPrefix("! ") })
    let list = bad.map { "<li>\(Markup.escaped(String($0.dropFirst(2))))</li>" }
    return good.map { paragraph($0) }
      + (list.isEmpty ? [] : ["<ul class=\"bad\">"] + list + ["</ul>"])
  }

  private static func section(
    _ service: Plan.Service, _ plan: Plan, isWhatIf: Bool
  ) -> [String] {
    let head =
      "\(PlanWords.servers(service.runningNow)) now, \(service.desiredNow) wanted; mode "
      + "\(service.mode.rawValue), confidence \(service.confidence.rawValue). "
      + "Cost: \(PlanWords.cost(service.cost))."
    let why = service.reasons.map { "<li>\(Markup.escaped($0))</li>" }
    return [
      "<h2>\(Markup.escaped(service.service))</h2>", paragraph(head), "<div class=\"charts\">",
      PlanFanChart(service, in: plan, isWhatIf: isWhatIf)?.figure() ?? "",
      PlanStairs(service, in: plan)?.figure() ?? "", "</div>",
      PlanTables.waves(service, plan).map(table) ?? paragraph("Nothing is launched or removed."),
      PlanTables.bill(service).map(table) ?? "",
      "<details><summary>Why, at the start</summary><ul>\(why.joined())</ul></details>",
      "<details><summary>Every row</summary><div class=\"words\">",
      table(PlanTables.rows(service, plan, isWhole: true)), "</div></details>",
    ]
  }

  private static func paragraph(_ text: String) -> String { "<p>\(Markup.escaped(text))</p>" }

  private static func table(_ table: TextTable) -> String {
    Markup.table(table.columns.map(\.title), table.rows)
  }
}
