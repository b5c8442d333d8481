package import RungModel

/// Decisions read back: what, when, and every reason in order.
package enum DecisionText {
  /// One decision in full.
  package static func text(_ decision: Decision, unit: DriverUnit) -> String {
    let observed = decision.observed.map { "\($0.shortText) \(unit.word) observed" } ?? "no data"
    var lines = [
      "\(decision.service) at \(decision.at): \(decision.desired) desired, "
        + "\(decision.launched) launched, \(decision.serving) serving",
      "\(observed), \(decision.planned.shortText) \(unit.word) planned for, "
        + "confidence \(decision.confidence.rawValue)",
    ]
    for (index, reason) in decision.reasons.enumerated() {
      let servers = reason.servers.map { " -> \($0)" } ?? ""
      lines.append("  \(index + 1). \(reason.kind.rawValue): \(reason.text)\(servers)")
    }
    return lines.joined(separator: "\n")
  }

  /// Many decisions, newest first, a line each.
  package static func list(_ decisions: [Decision], unit: DriverUnit) -> String {
    var table = TextTable([
      .init("when"), .init("desired", .right), .init("launched", .right),
      .init("serving", .right), .init("planned", .right), .init("because"),
    ])
    for decision in decisions {
      let because =
        decision.reasons.last { $0.servers == decision.desired } ?? decision.reasons.last
      table.add(
        "\(decision.at)", "\(decision.desired)", "\(decision.launched)", "\(decision.serving)",
        decision.planned.shortText, because?.text ?? "")
    }
    return table.lines().joined(separator: "\n")
  }
}
