import RungCore
import RungModel
package import RungSimulation

/// A comparison for a terminal.
package enum ComparisonText {
  /// The whole report, without a line end after it.
  package static func text(_ comparison: Comparison) -> String {
    let findings = ComparisonFindings(comparison)
    var lines = ComparisonWords.summary(comparison)
    lines += comparison.faults.lines().map { "  - \($0)" }
    lines += comparison.notes.map { "Note: \($0)." }
    lines += ["", "Policies, each with its knob at the usual place"]
    lines += policies(comparison) + ComparisonWords.columns.map { "  \($0)" }
    if findings.hasSweep { lines += [""] + sweep(findings) }
    if let rung = findings.rung {
      lines += [""] + alarms(findings) + violations(rung)
      lines += chart(comparison, rung)
    }
    return lines.joined(separator: "\n")
  }

  private static func policies(_ comparison: Comparison) -> [String] {
    var table = TextTable(
      ComparisonWords.titles.enumerated().map { .init($1, $0 == 0 ? .left : .right) })
    for policy in comparison.policies {
      table.add([policy.name] + ComparisonWords.row(policy.tally))
    }
    return table.lines(indent: "  ")
  }

  private static func sweep(_ findings: ComparisonFindings) -> [String] {
    let bars = ComparisonFindings.bars
    var table = TextTable(
      [.init("policy")] + bars.map { .init("at \(ComparisonWords.bar($0))", .right) }
        + [.init("settings", .right)])
    for policy in findings.comparison.policies {
      table.add(
        [policy.name] + bars.map { ComparisonWords.swept(policy, at: $0) }
          + ["\(policy.frontier?.points.count ?? 0)"])
    }
    return ["Overhead at an unserved share, over a sweep of each knob"] + table.lines(indent: "  ")
      + bars.compactMap { ComparisonWords.verdict(findings, at: $0) }
  }

  private static func alarms(_ findings: ComparisonFindings) -> [String] {
    let groups = findings.alarms
    guard !groups.isEmpty else { return ["Rung raised no alarm."] }
    return ["Alarms of Rung, each with its first message:"]
      + groups.flatMap { ["  ! \(ComparisonWords.alarm($0))", "      \($0.alarm.message)"] }
  }

  private static func violations(_ rung: Comparison.Policy) -> [String] {
    guard !rung.violations.isEmpty else { return ["Rung kept its promises."] }
    return ["Rung broke its promises:"] + rung.violations.map { "  ! \($0)" }
  }

  /// The window in which Rung left most unserved; when it never did, the one with the highest peak.
  private static func chart(_ comparison: Comparison, _ rung: Comparison.Policy) -> [String] {
    let windows = ComparisonWindow.all(comparison)
    guard
      let window = windows.max(by: {
        ($0.unserved(rung), $0.peak(comparison)) < ($1.unserved(rung), $1.peak(comparison))
      })
    else { return [] }
    let moments = window.moments(rung)
    let ladder = comparison.ladder
    let instants = window.events.flatMap { event in
      event.milestones.map { ($0.at, $0.name) }
        + event.interruptions.flatMap {
          [($0.from, "stop")] + ($0.to.map { [($0, "resume")] } ?? [])
        }
    }
    let marks = instants.filter { window.minutes.contains($0.0.minute) }
      .map { (index: Int($0.0.minute - window.minutes.lowerBound), text: $0.1) }
    let chart = TerminalChart(
      area: moments.map(\.demand), line: moments.map { ladder.demand(servedBy: $0.serving) },
      marks: marks, label: { $0.shortText }
    ).lines()
    guard !chart.isEmpty else { return [] }
    let unit = ladder.driver.unit.word
    let from = Timestamp(minute: window.minutes.lowerBound).clockText
    let to = Timestamp(minute: window.minutes.upperBound + 1).clockText
    return ["", "\(window.title), \(from) to \(to) UTC"] + chart.map { "  \($0)" }
      + ["  █ demand, \(unit)   • what Rung's serving servers could take"]
  }
}
