import RungModel

/// Short texts that a plan's pages share.
enum PlanWords {
  /// `2026-11-29 13:00`, UTC.
  static func stamp(_ at: Timestamp) -> String { "\(at.dateText) \(at.clockText)" }

  /// `13:05`; with its day where that is not the plan's first.
  static func clock(_ at: Timestamp, in plan: Plan) -> String {
    at.dateText == plan.from.dateText ? at.clockText : "\(at.dateText.suffix(5)) \(at.clockText)"
  }

  static func hours(_ hours: Double) -> String {
    hours >= 1_000 ? Int(hours.rounded()).groupedText : hours.fixedText(decimals: 1)
  }

  /// `$16.66`, `$12,301`; `-` where something has no price.
  static func dollars(_ dollars: Double?) -> String {
    guard let dollars else { return "-" }
    let text =
      dollars.magnitude >= 1_000
      ? Int(dollars.magnitude.rounded()).groupedText : dollars.magnitude.fixedText(decimals: 2)
    return (dollars < 0 ? "-$" : "$") + text
  }

  /// `62%`.
  static func percent(_ share: Double) -> String { (share * 100).fixedText(decimals: 0) + "%" }

  static func servers(_ count: Int) -> String {
    count == 1 ? "1 server" : "\(count.groupedText) servers"
  }

  /// `+6.5`, `-2`, `same`: a difference of two numbers written by `text`.
  static func signed(_ difference: Double, _ text: (Double) -> String) -> String {
    let size = text(difference.magnitude)
    if size == text(0) { return "same" }
    return (difference < 0 ? "-" : "+") + size
  }

  /// Why, in few words: the reason that set desired, without what stands in parentheses.
  static func because(_ row: Plan.Row) -> String {
    guard let deciding = row.deciding else { return "" }
    guard deciding.kind == .rung,
      let origin = row.reasons.last(where: { $0.kind == .quantile || $0.kind == .interruption })
    else { return short(deciding.text) }
    let buffer = row.reasons.contains { $0.kind == .buffer } ? ", with buffer" : ""
    return short(origin.text) + buffer
  }

  private static func short(_ text: String) -> String {
    var depth = 0
    var result = ""
    for character in text {
      if character == "(" { depth += 1 }
      let isSecondBlank = character == " " && result.last == " "
      if depth == 0, !isSecondBlank { result.append(character) }
      if character == ")" { depth = max(0, depth - 1) }
    }
    while result.last == " " { result.removeLast() }
    return result
  }

  static func event(_ event: Event) -> String {
    let milestones = event.milestones.map { "\($0.name) \($0.at.clockText)" }
    let peak = event.expectedPeak.keys.sorted().map {
      ", expected peak \((event.expectedPeak[$0] ?? 0).shortText) \($0)"
    }
    let title = event.title.isEmpty ? event.id : event.title
    return
      "\(title) (\(event.id), \(event.kind), \(event.status.rawValue)\(peak.joined())): "
      + milestones.joined(separator: ", ")
  }

  /// `24.5 server hours, 78% of 31.5 for the peak of 21 held throughout; $16.66 of $21.42`.
  static func cost(_ cost: Plan.Cost) -> String {
    var text = "\(hours(cost.serverHours)) server hours"
    if let share = cost.shareOfStaticPeak {
      text +=
        ", \(percent(share)) of \(hours(cost.staticPeakServerHours)) for the peak of "
        + "\(cost.peakDesired.groupedText) held throughout"
    }
    if let dollars = cost.dollars {
      text += "; \(Self.dollars(dollars))"
      if let peak = cost.staticPeakDollars { text += " of \(Self.dollars(peak))" }
    }
    return text
  }
}
