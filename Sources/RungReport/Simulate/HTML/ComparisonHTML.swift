import RungModel
package import RungSimulation

/// A comparison as one self-contained page: tables and inline pictures, no script, nothing loaded.
package enum ComparisonHTML {
  /// More windows make a page that no browser likes; those with the highest demand are shown.
  private static let mostWindows = 48

  /// The page, without a line end after it.
  package static func page(_ comparison: Comparison) -> String {
    let title = "Simulation of \(comparison.ladder.service)"
    let findings = ComparisonFindings(comparison)
    var body = ["<h1>\(Markup.escaped(title))</h1>"]
    body += paragraphs(
      ComparisonWords.summary(comparison) + comparison.notes.map { "Note: \($0)." })
    body += faults(comparison)
    body += tables(findings)
    if let chart = FrontierChart(comparison) {
      body += ["<h2>Cost against unserved demand</h2>", chart.figure()]
    }
    body += rung(findings) + windows(comparison)
    return """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(Markup.escaped(title))</title>
      <style>
      \(SimulationStyle.css)
      </style></head>
      <body>
      \(body.joined(separator: "\n"))
      </body></html>
      """
  }

  private static func paragraphs(_ texts: [String]) -> [String] {
    texts.map { "<p>\(Markup.escaped($0))</p>" }
  }

  private static func list(_ texts: [String], style: String = "") -> String {
    let items = texts.map { "<li\(style)>\($0)</li>" }
    return "<ul>\n" + items.joined(separator: "\n") + "\n</ul>"
  }

  private static func faults(_ comparison: Comparison) -> [String] {
    let lines = comparison.faults.lines()
    guard !lines.isEmpty else { return [] }
    return ["<h2>What goes wrong</h2>", list(lines.map { "<code>\(Markup.escaped($0))</code>" })]
  }

  private static func tables(_ findings: ComparisonFindings) -> [String] {
    let policies = findings.comparison.policies
    var parts = ["<h2>Policies, each with its knob at the usual place</h2>"]
    parts += paragraphs([ComparisonWords.columns.joined(separator: " ")])
    parts.append(
      Markup.table(
        ComparisonWords.titles, policies.map { [$0.name] + ComparisonWords.row($0.tally) }))
    guard findings.hasSweep else { return parts }
    let bars = ComparisonFindings.bars
    parts.append("<h2>Overhead at an unserved share</h2>")
    parts.append(
      Markup.table(
        ["policy"] + bars.map { "at \(ComparisonWords.bar($0))" },
        policies.map { policy in
          [policy.name] + bars.map { ComparisonWords.swept(policy, at: $0) }
        }))
    return parts + paragraphs(bars.compactMap { ComparisonWords.verdict(findings, at: $0) })
  }

  private static func rung(_ findings: ComparisonFindings) -> [String] {
    guard let rung = findings.rung else { return [] }
    var parts = ["<h2>Rung's promises</h2>"]
    parts +=
      rung.violations.isEmpty
      ? paragraphs(["Rung kept its promises."])
      : [list(rung.violations.map(Markup.escaped), style: " class=\"broken\"")]
    parts.append("<h2>Rung's alarms</h2>")
    let groups = findings.alarms
    guard !groups.isEmpty else { return parts + paragraphs(["Rung raised no alarm."]) }
    let rows = groups.map { group in
      [
        group.alarm.kind.rawValue, group.alarm.severity.rawValue, group.alarm.subject,
        group.count.groupedText, ComparisonWords.stamp(group.first),
        ComparisonWords.stamp(group.last), group.alarm.message,
      ]
    }
    return parts + [
      Markup.table(["alarm", "severity", "about", "times", "first", "last", "first message"], rows)
    ]
  }

  private static func windows(_ comparison: Comparison) -> [String] {
    let all = ComparisonWindow.all(comparison)
    guard !all.isEmpty else { return [] }
    var shown = Array(all.indices)
    if all.count > mostWindows {
      let peaks = all.map { $0.peak(comparison) }
      shown = shown.sorted { (-peaks[$0], $0) < (-peaks[$1], $1) }.prefix(mostWindows).sorted()
    }
    var parts = ["<h2>Demand and capacity</h2>"]
    parts += paragraphs([
      "Capacity is the largest demand that the rungs give to the servers, without buffer. Circles "
        + "are Rung's decisions; their reasons show when the pointer rests on them."
    ])
    if shown.count < all.count {
      parts += paragraphs(["Shown are the \(shown.count) of \(all.count) with the highest demand."])
    }
    parts.append(
      Markup.legend([
        ("actual", "demand"), ("serving", "capacity in service"), ("launched", "launched"),
        ("unserved", "unserved"),
      ]))
    return parts + shown.enumerated().map { details(comparison, all[$1], isOpen: $0 == 0) }
  }

  private static func details(
    _ comparison: Comparison, _ window: ComparisonWindow, isOpen: Bool
  ) -> String {
    let top = CapacityChart.top(comparison, window)
    let figures = comparison.policies.compactMap {
      CapacityChart(comparison, $0, in: window, top: top)?.figure()
    }
    let peak = "peak \(window.peak(comparison).shortText) \(comparison.ladder.driver.unit.word)"
    return "<details\(isOpen ? " open" : "")><summary>\(Markup.escaped(window.title)), \(peak)"
      + "</summary>\n<div class=\"charts\">\n" + figures.joined(separator: "\n")
      + "\n</div></details>"
  }
}
