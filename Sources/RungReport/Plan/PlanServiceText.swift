import RungModel

/// One service's section of a plan's text.
enum PlanServiceText {
  static func section(_ service: Plan.Service, _ plan: Plan) -> [String] {
    let difference = service.desiredNow - service.runningNow
    let change =
      difference == 0
      ? "no change now"
      : difference > 0 ? "launch \(difference) now" : "\(-difference) more than wanted now"
    var lines = [
      "\(service.service): \(PlanWords.servers(service.runningNow)) now, \(service.desiredNow) "
        + "wanted (\(change)); mode \(service.mode.rawValue), confidence "
        + service.confidence.rawValue
    ]
    lines += chart(service, plan).map { "  " + $0 }
    lines += [""] + PlanTables.rows(service, plan).lines(indent: "  ") + [""]
    lines +=
      PlanTables.waves(service, plan)?.lines(indent: "  ")
      ?? ["  Nothing is launched or removed."]
    lines += ["", "  Why, at the start:"] + service.reasons.map { "  - \($0)" }
    lines += ["", "  Cost: \(PlanWords.cost(service.cost))."]
    return lines + (PlanTables.bill(service)?.lines(indent: "    ") ?? [])
  }

  private static func chart(_ service: Plan.Service, _ plan: Plan) -> [String] {
    guard let last = service.rows.last else { return [] }
    let minutes = max(1, Int((last.at - plan.from).inMinutes) + 1)
    var median = [Double?](repeating: nil, count: minutes)
    var planned = median
    for (index, row) in service.rows.enumerated() {
      let from = Int((row.at - plan.from).inMinutes)
      let next = index + 1 < service.rows.count ? service.rows[index + 1].at : last.at
      let to = max(from + 1, Int((next - plan.from).inMinutes))
      for minute in max(0, from)..<min(minutes, max(0, to)) {
        median[minute] = row.median
        planned[minute] = row.planned
      }
    }
    let marks = plan.events.flatMap { event in
      event.milestones.map { (index: Int(($0.at - plan.from).inMinutes), text: $0.name) }
    }
    let chart = TerminalChart(
      area: median, line: planned, marks: marks, label: { $0.shortText }
    ).lines()
    guard !chart.isEmpty else { return [] }
    return chart + ["█ predicted \(service.unit.word) (median)   • planned for"]
  }
}
