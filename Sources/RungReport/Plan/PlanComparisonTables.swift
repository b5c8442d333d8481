import RungModel

/// Two plans side by side, as tables.
enum PlanComparisonTables {
  /// What the plan before was, and for when.
  static func heading(_ comparison: PlanComparison, last report: PlanReport) -> [String] {
    let plan = report.plan
    let heading =
      "Against the plan made at \(PlanWords.stamp(comparison.madeAt)) (\(report.lastName)):"
    guard comparison.from != plan.from || comparison.to != plan.to else { return [heading] }
    return [
      heading,
      "that one is for \(PlanWords.stamp(comparison.from)) to \(PlanWords.stamp(comparison.to)): "
        + "hours and dollars are of different windows",
    ]
  }

  /// This plan, and its differences from the last one.
  static func difference(_ comparison: PlanComparison, in plan: Plan) -> TextTable {
    var table = TextTable([
      .init("service"), .init("server hours", .right), .init("", .right),
      .init("dollars", .right), .init("", .right), .init("peak", .right), .init("", .right),
      .init("first launch"),
    ])
    let total = PlanComparison.Part(
      service: "all", before: comparison.totalBefore, after: comparison.totalAfter)
    for part in comparison.services + [total] { table.add(cells(part, in: plan)) }
    return table
  }

  private static func cells(_ part: PlanComparison.Part, in plan: Plan) -> [String] {
    guard let after = part.after else { return [part.service, "not in this plan"] }
    var cells = [part.service, PlanWords.hours(after.serverHours)]
    guard let before = part.before else {
      return cells + [
        "new", PlanWords.dollars(after.dollars), "", "\(after.peakDesired)", "",
        after.firstLaunchAt.map { PlanWords.clock($0, in: plan) } ?? "-",
      ]
    }
    cells.append(PlanWords.signed(after.serverHours - before.serverHours, PlanWords.hours))
    cells.append(PlanWords.dollars(after.dollars))
    cells.append(
      after.dollars.flatMap { now in
        before.dollars.map { PlanWords.signed(now - $0) { PlanWords.dollars($0) } }
      } ?? "")
    cells.append("\(after.peakDesired)")
    cells.append(
      PlanWords.signed(Double(after.peakDesired - before.peakDesired)) { "\(Int($0))" })
    return cells + [firstLaunch(before, after, in: plan)]
  }

  private static func firstLaunch(
    _ before: PlanFigures, _ after: PlanFigures, in plan: Plan
  ) -> String {
    let words = [before, after].map { figures in
      figures.firstLaunchAt.map { PlanWords.clock($0, in: plan) } ?? "none"
    }
    return words[0] == words[1] ? "\(words[1]), same" : "\(words[1]), was \(words[0])"
  }

  /// The plan itself and the what-if, two lines a service.
  static func sideBySide(_ comparison: PlanComparison, _ report: PlanReport) -> TextTable {
    var table = TextTable([
      .init("service"), .init(""), .init("unserved", .right), .init("lacking", .right),
      .init("short", .right), .init("beyond max", .right), .init("peak", .right),
      .init("server hours", .right), .init("alarms"),
    ])
    for part in comparison.services {
      for (name, plan, figures) in [
        ("plan", report.base, part.before), ("what if", report.plan, part.after),
      ] {
        guard let plan, let figures else { continue }
        let service = plan.service(part.service)
        let alarms = (service?.alarms ?? []).map {
          "\($0.alarm.kind.rawValue) \(PlanWords.clock($0.at, in: plan))"
        }
        table.add(
          name == "plan" ? part.service : "", name,
          figures.worstUnserved > 0 ? figures.worstUnserved.shortText : "-",
          count(figures.serversLacking), count(figures.shortfall), count(figures.beyondLimit),
          "\(figures.peakDesired)",
          PlanWords.hours(figures.serverHours),
          alarms.isEmpty ? "-" : alarms.joined(separator: ", "))
      }
    }
    return table
  }

  private static func count(_ servers: Int) -> String { servers > 0 ? "\(servers)" : "-" }
}
