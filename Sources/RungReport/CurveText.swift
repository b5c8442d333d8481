package import RungModel

/// Curves of the library, listed and drawn.
package enum CurveText {
  /// One line a curve: event, kind, metric, origin, peak and minute of peak.
  package static func list(_ curves: [Curve]) -> String {
    var table = TextTable([
      .init("event"), .init("kind"), .init("metric"), .init("origin"), .init("peak", .right),
      .init("unit"), .init("minute of peak (UTC)"), .init("missing", .right),
    ])
    for curve in curves {
      let peak = curve.peak
      table.add(
        curve.event.id, curve.event.kind, curve.metric, curve.origin.rawValue,
        peak.map { peakText($0.value) } ?? "none", curve.unit.word,
        peak.map { minuteText($0.minute) } ?? "", "\(curve.values.count { $0 == nil })")
    }
    return table.lines().joined(separator: "\n")
  }

  /// A terminal plot of one curve with its milestones.
  package static func show(_ curve: Curve) -> String {
    let marks = curve.event.milestones.map {
      (index: Int($0.at.minute - curve.firstMinute), text: $0.name)
    }
    let chart = TerminalChart(
      area: curve.values, marks: marks, width: 96, height: 14, label: { $0.shortText })
    let title = curve.event.title.isEmpty ? curve.event.id : curve.event.title
    let peak = curve.peak.map {
      "peak \(peakText($0.value)) \(curve.unit.word) at \(minuteText($0.minute))"
    }
    var lines = [
      "\(title) (\(curve.event.id), \(curve.event.kind)), \(curve.metric), "
        + "\(curve.origin.rawValue)",
      "from \(minuteText(curve.firstMinute)), \(curve.values.count) minutes, "
        + "\(curve.values.count { $0 == nil }) missing; \(peak ?? "no value")",
    ]
    for stop in curve.event.interruptions {
      lines.append(
        "interrupted from \(stop.from.clockText) to \(stop.to?.clockText ?? "its end")")
    }
    return (lines + chart.lines()).joined(separator: "\n")
  }

  /// Whole numbers below a million, so that a published peak is found by its figure.
  private static func peakText(_ value: Double) -> String {
    value < 1_000_000 ? Int(value.rounded()).groupedText : value.shortText
  }

  private static func minuteText(_ minute: Int64) -> String {
    let at = Timestamp(minute: minute)
    return "\(at.dateText) \(at.clockText)"
  }
}
