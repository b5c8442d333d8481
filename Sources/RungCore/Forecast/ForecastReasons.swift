import RealModule
import RungModel

/// Numbers as people say them.
enum Quantity {
  /// `14.2M`, `860K`, `95`: three digits at most.
  static func text(_ value: Double) -> String {
    guard value.isFinite else { return "unknown" }
    for (size, letter) in [(1e9, "G"), (1e6, "M"), (1e3, "K")] where value >= size {
      return rounded(value / size) + letter
    }
    return rounded(value)
  }

  /// `1.06`
  static func ratio(_ value: Double) -> String {
    guard value.isFinite, value < 1e6 else { return "unknown" }
    let hundredths = Int((value * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  private static func rounded(_ value: Double) -> String {
    if value >= 100 { return "\(Int(value.rounded()))" }
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}

extension Outlook {
  /// Minutes ahead that reasons speak of: about a lead time.
  private static let spokenMinutes = 6

  /// Plain sentences, most important first.
  func reasons(_ paths: [[Double]], levels: [Double]) -> [String] {
    var result: [String] = []
    for event in events {
      result.append(contentsOf: sentences(event, paths, levels))
    }
    if events.isEmpty {
      let days = model.ordinary.dayCount
      result.append(
        days >= 2
          ? "no event near: time of day from \(days) ordinary days"
          : "no event near and little history: trend of the last minutes and a wide band")
    }
    return result
  }

  private func sentences(
    _ event: EventOutlook, _ paths: [[Double]], _ levels: [Double]
  ) -> [String] {
    var result: [String] = []
    let members = event.comparables.members
    let id = event.event.id
    guard event.isComparable else {
      return ["\(id): no comparable \(event.event.kind) event: trend and a wide band"]
    }
    if let stop = event.stop {
      let level = Quantity.text(Double.exp(stop.before))
      let word = stop.isAnnounced ? "interrupted" : "fell without explanation"
      let back = stop.resumeAt.map { ", resumes in \(max(0, $0 - madeAt.minute)) min" } ?? ""
      result.append("\(id) \(word) from \(level)\(back)")
    }
    let kind = event.comparables.isSameKind ? event.event.kind : "\(event.event.kind) family"
    let source =
      event.comparables.measuredCount == 0
      ? "synthetic" : "\(event.comparables.measuredCount) measured"
    var sentence = "\(id): \(members.count) comparable \(kind) events (\(source)), \(place(event))"
    if event.stop == nil, let origin = event.origin, paths[0].count > Self.spokenMinutes {
      let level = Double.exp(origin.level)
      let growth = paths[0][Self.spokenMinutes] / level
      let last = paths.count - 1
      let high = paths[last][Self.spokenMinutes] / level
      sentence += "; level now \(Quantity.text(level)); in \(Self.spokenMinutes) min "
      sentence += "x\(Quantity.ratio(growth)) (\(levels[last]): x\(Quantity.ratio(high)))"
    }
    result.append(sentence)
    if let peak = event.peak {
      let low = Quantity.text(Double.exp(peak.mean - peak.spread))
      let high = Quantity.text(Double.exp(peak.mean + peak.spread))
      result.append("\(id): peak expected between \(low) and \(high)")
    }
    return result
  }

  /// `38 min after start`, `12 min before toss`.
  private func place(_ event: EventOutlook) -> String {
    let milestones = event.event.milestones.sorted { $0.at < $1.at }
    if let last = milestones.last(where: { $0.at <= madeAt }) {
      return "\(madeAt.minute - last.at.minute) min after \(last.name)"
    }
    guard let first = milestones.first else { return "no milestones" }
    return "\(first.at.minute - madeAt.minute) min before \(first.name)"
  }
}
