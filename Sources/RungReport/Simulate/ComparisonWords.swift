import RungModel
import RungSimulation

/// Numbers and phrases that the reports of a comparison share.
enum ComparisonWords {
  /// `1.18`.
  static func ratio(_ value: Double?) -> String { value?.fixedText(decimals: 2) ?? "-" }

  /// `+18.1%`; below nothing is too little.
  static func overhead(_ value: Double) -> String {
    (value < 0 ? "" : "+") + (value * 100).fixedText(decimals: 1) + "%"
  }

  /// `0.0032%`: a ten-thousandth is what sweeps are read at.
  static func unserved(_ share: Double) -> String { (share * 100).fixedText(decimals: 4) + "%" }

  /// `0.1%`, `0.01%`: a bar that sweeps are read at.
  static func bar(_ share: Double) -> String {
    (share * 100).fixedText(decimals: 4, dropsZeros: true) + "%"
  }

  /// `2026-11-29 14:30`, UTC.
  static func stamp(_ at: Timestamp) -> String { "\(at.dateText) \(at.clockText)" }

  /// `1 minute`, `1,260 minutes`.
  static func count(_ number: Int, _ word: String) -> String {
    "\(number.groupedText) \(word)\(number == 1 ? "" : "s")"
  }

  /// What was compared, in two or three sentences.
  static func summary(_ comparison: Comparison) -> [String] {
    let ladder = comparison.ladder
    let findings = ComparisonFindings(comparison)
    let spans = count(comparison.scored.count, "span")
    let faults = comparison.faults.faults.count
    return [
      "Simulation of \(ladder.service) (\(ladder.driver.source.id) in \(ladder.driver.unit.word)), "
        + "lead time \(comparison.lead.text).",
      "From \(stamp(comparison.from)) to \(stamp(comparison.to)) UTC; scored: \(spans), "
        + "\(count(findings.scoredMinutes, "minute")); \(count(comparison.events.count, "event")).",
      "Seed \(comparison.seed), "
        + (faults == 0 ? "nothing goes wrong." : "\(count(faults, "fault"))."),
    ]
  }

  /// What the columns of the policies' table mean.
  static let columns = [
    "Cost ratio: server hours billed over those that demand needed by the rungs; overhead is the "
      + "rest.",
    "Of peak: billed over the highest need held throughout. Unserved: of all demand.",
  ]

  /// A row of the policies' table, after the name.
  static func row(_ tally: Tally) -> [String] {
    [
      ratio(tally.costRatio), overhead(tally.costRatio - 1), tally.againstStaticPeak.shareText,
      ratio(tally.servingOverNeeded), unserved(tally.unservedShare),
      tally.firstUnservedAt.map(stamp) ?? "never",
    ]
  }

  /// The titles above those rows.
  static let titles = [
    "policy", "cost ratio", "overhead", "of peak", "serving/needed", "unserved", "first unserved",
  ]

  /// A cell of the sweep's table.
  static func swept(_ policy: Comparison.Policy, at share: Double) -> String {
    guard policy.frontier != nil else { return "not swept" }
    return ComparisonFindings.overhead(policy, at: share).map(overhead) ?? "not reached"
  }

  /// `At 0.1% unserved Rung's overhead is 0.59 of step-scaling's, the best rival but the oracle.`
  static func verdict(_ findings: ComparisonFindings, at share: Double) -> String? {
    guard let rung = findings.rung, rung.frontier != nil else { return nil }
    let at = "At \(bar(share)) unserved"
    guard let overhead = ComparisonFindings.overhead(rung, at: share) else {
      return "\(at): not reached by Rung."
    }
    guard let best = findings.bestRival(at: share) else {
      return "\(at) Rung's overhead is \(Self.overhead(overhead)); no rival but the oracle gets "
        + "there."
    }
    let part = findings.ratio(at: share).map { "\(ratio($0)) of" } ?? "beside"
    return "\(at) Rung's overhead is \(part) that of \(best.name), the best rival but the oracle."
  }

  /// `shortfall (critical) playback, 3 times from 2026-11-29 14:31 to 2026-11-29 15:02`.
  static func alarm(_ group: ComparisonFindings.AlarmGroup) -> String {
    let alarm = group.alarm
    let times =
      group.count == 1
      ? "at \(stamp(group.first))"
      : "\(group.count.groupedText) times from \(stamp(group.first)) to \(stamp(group.last))"
    return "\(alarm.kind.rawValue) (\(alarm.severity.rawValue)) \(alarm.subject), \(times)"
  }
}
