import RealModule
import RungModel

extension Outlook {
  /// Minutes ahead that reasons speak of: about a lead time.
  private static let spokenMinutes = 6

  /// Plain sentences, most important first.
  func reasons(_ paths: [[Double]], levels: QuantileLevels) -> [String] {
    var result: [String] = []
    for event in events {
      result.append(contentsOf: sentences(event, paths, levels))
    }
    result.append(contentsOf: scoreSentences)
    if events.isEmpty {
      let days = model.ordinary.dayCount
      result.append(
        days >= 2
          ? "no event near: what did best on \(days) ordinary days"
          : model.ordinary.hasRules
            ? "no event near and little history: what did best in it"
            : "no event near and hardly any history: the trend of the last half hour, in a wide band"
      )
    }
    return result
  }

  private func sentences(
    _ event: EventOutlook, _ paths: [[Double]], _ levels: QuantileLevels
  ) -> [String] {
    var result: [String] = []
    let members = event.comparables.members
    let id = event.event.id
    if let stop = event.stop {
      let level = amount(stop.before)
      let word = stop.isAnnounced ? "interrupted" : "fell without explanation"
      let back = stop.resumeAt.map { ", resumes in \(max(0, $0 - madeAt.minute)) min" } ?? ""
      let until = Timestamp(minute: stop.until).clockText
      let high = event.resumeLogs(levels: levels).last.map { amount($0) } ?? level
      result.append(
        "\(id) \(word) from \(level)\(back): a resume brings up to \(high) at level "
          + "\(levels.values.last ?? 0), held until \(until) UTC at the latest")
    }
    guard event.isComparable else {
      result.append("\(id): no comparable \(event.event.kind) event: \(instead(of: event))")
      return result
    }
    let kind = event.comparables.isSameKind ? event.event.kind : "\(event.event.kind) family"
    let source =
      event.comparables.measuredCount == 0
      ? "synthetic" : "\(event.comparables.measuredCount) measured"
    var sentence = "\(id): \(members.count) comparable \(kind) events (\(source)), \(place(event))"
    if event.stop == nil, let origin = event.origin, paths[0].count > Self.spokenMinutes {
      let level = Double.exp(origin.level) * scale
      let growth = paths[0][Self.spokenMinutes] / level
      let last = paths.count - 1
      let high = paths[last][Self.spokenMinutes] / level
      sentence += "; level now \(Quantity.text(level)); in \(Self.spokenMinutes) min "
      sentence += "x\(Quantity.ratio(growth)) (\(levels.values[last]): x\(Quantity.ratio(high)))"
    }
    result.append(sentence)
    if let why = growthSentence(event) { result.append(why) }
    if let peak = event.peak, !event.event.status.isOver {
      let low = amount(peak.mean - peak.spread)
      let high = amount(peak.mean + peak.spread)
      result.append("\(id): peak expected between \(low) and \(high)")
    }
    return result
  }

  /// What stands in for comparable events.
  private func instead(of event: EventOutlook) -> String {
    if strange != nil, event.hasBegun {
      return "the trend of the last half hour, in a wide band"
    }
    return event.hasBegun
      ? "forecast as if it were not there" : "nothing is known of it until it is on"
  }

  /// What the regression made its growth of.
  private func growthSentence(_ event: EventOutlook) -> String? {
    guard event.stop == nil, let origin = event.origin,
      let growth = event.readings.first?.regression?.growth(
        to: origin.play + Double(Self.spokenMinutes))
    else { return nil }
    var sentence =
      "\(event.event.id): comparable events grow \(Quantity.change(growth.typical)) in "
      + "\(Self.spokenMinutes) min from here; the way it came to its level makes it "
      + Quantity.change(growth.byHistory)
    if growth.byAudience != 0 {
      sentence += ", its hour and day \(Quantity.change(growth.byAudience))"
    }
    return sentence
  }

  /// What the scorecard changed.
  private var scoreSentences: [String] {
    var result: [String] = []
    if let lost = ForecastRecord.horizons.first(where: { isOutvoted(minutes: Int64($0)) }) {
      result.append(
        "\(lost) min ahead the last value did better lately: it has the vote for the median, and "
          + "high levels keep what the forecast had")
    }
    let factor = bands.factor(minutes: 60)
    if factor >= 1.05 {
      result.append(
        "bands are x\(Quantity.ratio(factor)) wide: the last hours lay further out than forecast")
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
