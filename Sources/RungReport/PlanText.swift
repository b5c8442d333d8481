package import RungModel

/// A plan as an SRE pastes it into a change ticket.
package enum PlanText {
  /// Rows are printed where desired changes, and at least this far apart.
  private static let quietEvery: Duration = .minutes(30)

  package static func text(_ plan: Plan) -> String {
    var lines = [
      "Plan from \(stamp(plan.from)) to \(stamp(plan.to)), made at \(stamp(plan.madeAt)). "
        + "Times are UTC."
    ]
    lines += plan.events.isEmpty ? ["No event touches this window."] : plan.events.map(event)
    for service in plan.services { lines += [""] + section(service, plan) }
    lines.append("")
    lines.append(total(plan))
    return lines.joined(separator: "\n")
  }

  private static func stamp(_ at: Timestamp) -> String { "\(at.dateText) \(at.clockText)" }

  private static func event(_ event: Event) -> String {
    let milestones = event.milestones.map { "\($0.name) \($0.at.clockText)" }
    let peak = event.expectedPeak.keys.sorted().map {
      ", expected peak \((event.expectedPeak[$0] ?? 0).shortText) \($0)"
    }
    let title = event.title.isEmpty ? event.id : event.title
    return
      "Event: \(title) (\(event.id), \(event.kind), \(event.status.rawValue)\(peak.joined())): "
      + milestones.joined(separator: ", ")
  }

  private static func section(_ service: Plan.Service, _ plan: Plan) -> [String] {
    let difference = service.desiredNow - service.runningNow
    let change =
      difference == 0
      ? "no change now"
      : difference > 0 ? "launch \(difference) now" : "\(-difference) more than wanted now"
    var lines = [
      "\(service.service): \(service.runningNow) servers now, \(service.desiredNow) wanted "
        + "(\(change)); mode \(service.mode.rawValue), confidence \(service.confidence.rawValue)"
    ]
    lines += chart(service, plan).map { "  " + $0 }
    lines += [""] + table(service)
    if !service.changes.isEmpty { lines += [""] + changes(service) }
    lines += ["", "  Why, at the start:"] + service.reasons.map { "  - \($0)" }
    for alarm in service.alarms {
      lines.append("  ! \(alarm.kind.rawValue) (\(alarm.severity.rawValue)): \(alarm.message)")
    }
    lines.append("  Cost: \(cost(service.serverHours, service.staticPeakServerHours))")
    return lines
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
    return TerminalChart(
      area: median, line: planned, marks: marks, label: { $0.shortText }
    ).lines() + ["█ predicted \(service.unit.word) (median)   • planned for"]
  }

  private static func table(_ service: Plan.Service) -> [String] {
    var table = TextTable([
      .init("when"), .init(service.unit.word, .right), .init("planned", .right),
      .init("rung", .right), .init("desired", .right), .init("launched", .right),
      .init("serving", .right), .init("because"),
    ])
    var printed: Plan.Row?
    for row in service.rows {
      let isNews =
        printed.map { $0.desired != row.desired || row.at - $0.at >= quietEvery } ?? true
      guard isNews else { continue }
      printed = row
      table.add(
        row.at.clockText, row.median.shortText, row.planned.shortText, "\(row.rung + 1)",
        "\(row.desired)", "\(row.launched)", "\(row.serving)", because(row))
    }
    return table.lines(indent: "  ")
  }

  /// The one reason that set desired: the last that named a number of servers.
  private static func because(_ row: Plan.Row) -> String {
    let deciding = row.reasons.last { $0.servers == row.desired && $0.kind != .scaleIn }
    return deciding?.text ?? row.reasons.last?.text ?? ""
  }

  private static func changes(_ service: Plan.Service) -> [String] {
    var table = TextTable([
      .init("at"), .init("action"), .init("servers", .right), .init("pool"), .init("offering"),
    ])
    for change in service.changes {
      table.add(
        change.at.clockText, change.action.rawValue, "\(change.count)", change.pool,
        change.offering)
    }
    return table.lines(indent: "  ")
  }

  private static func cost(_ hours: Double, _ peak: Double) -> String {
    let share = peak > 0 ? ", \((hours / peak).percentRounded) of holding the peak throughout" : ""
    return "\(hours.fixedText(decimals: 1)) server hours\(share)"
  }

  private static func total(_ plan: Plan) -> String {
    let hours = plan.services.reduce(0) { $0 + $1.serverHours }
    let peak = plan.services.reduce(0) { $0 + $1.staticPeakServerHours }
    return "All services: \(cost(hours, peak)). A plan changes nothing."
  }
}

extension Double {
  /// `62%`.
  var percentRounded: String { (self * 100).fixedText(decimals: 0) + "%" }
}
