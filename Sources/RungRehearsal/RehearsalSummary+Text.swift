import RungModel

extension RehearsalSummary {
  /// The summary for people: the verdict first, then a row for each service.
  package var text: String {
    var lines = [
      "rehearsal of \(from) to \(to), \(rounded(speed, speed < 10 ? 1 : 0)) times real speed",
      "  \(verdict)",
    ]
    if let peak {
      lines.append(
        """
          peak      \(compact(peak.demand)) \(peak.unit.word) at \(peak.at.clockText), \
        \(peak.servers) servers serving
        """)
    }
    if let ratio = costRatio {
      lines.append("  cost      \(percent(ratio)) of static peak (\(hours))")
    }
    if let worst, let share = worst.worstShare, let at = worst.worstAt {
      lines.append(
        """
          tightest  \(worst.service) at \(at.clockText): could serve \
        \(rounded(share * 100, 1)) % of its demand
        """)
    }
    if unobservedSeconds > 0 {
      lines.append(
        """
          unseen    \(rounded(unobservedSeconds, 0)) s without an answer from the daemon, scored \
        with the lower of what served before and after
        """)
    }
    if !notRehearsed.isEmpty {
      lines.append("  not rehearsed: \(notRehearsed.joined(separator: ", ")) (no series)")
    }
    return (lines + [""] + table).joined(separator: "\n") + "\n"
  }

  private var verdict: String {
    guard !wasEveryoneServed else { return "everyone was served" }
    let parts = services.filter { $0.unservedSeconds > 0 }.map { score in
      """
      \(score.service) \(compact(score.unservedMinutes)) \(minuteWord(score.unit)) \
      (\(percent(score.unservedShare)), first at \(score.firstUnservedAt?.clockText ?? "?"))
      """
    }
    return "UNSERVED: \(parts.joined(separator: ", "))"
  }

  private func minuteWord(_ unit: DriverUnit) -> String {
    switch unit {
    case .users: "user-minutes"
    case .rps, .rpm: "rps-minutes"
    // Users a minute, for so many minutes.
    case .departures: "departures"
    }
  }

  private var hours: String {
    let billed = services.reduce(0) { $0 + $1.billedSeconds } / 3_600
    let peak = services.reduce(0) { $0 + $1.staticPeakSeconds } / 3_600
    return "\(rounded(billed, 1)) of \(rounded(peak, 1)) server hours"
  }

  private var table: [String] {
    let header = [
      "service", "peak", "serving then", "unserved", "serving/needed", "cost", "launches",
      "restarts",
    ]
    let rows = services.map { score in
      [
        score.service, "\(compact(score.peakDemand)) \(score.unit.word)",
        "\(score.servingAtPeak) of \(score.staticPeakServers)",
        score.unservedSeconds == 0
          ? "0" : "\(compact(score.unservedMinutes)) \(minuteWord(score.unit))",
        score.servingOverNeeded.map { rounded($0, 2) } ?? "-",
        score.costRatio.map(percent) ?? "-", String(score.launches), String(score.restarts),
      ]
    }
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    return ([header] + rows).map { row in
      let cells = zip(row, widths).enumerated().map { index, cell in
        let blanks = String(repeating: " ", count: cell.1 - cell.0.count)
        return index == 0 ? cell.0 + blanks : blanks + cell.0
      }
      return "  " + cells.joined(separator: "  ")
    }
  }
}
