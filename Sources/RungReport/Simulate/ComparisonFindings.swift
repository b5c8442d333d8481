import RungModel
import RungSimulation

/// What the reports of a comparison say beyond its figures: who is best, and what repeats.
struct ComparisonFindings {
  /// Unserved shares at which sweeps are read: one user of a thousand, and one of ten thousand.
  static let bars = [1e-3, 1e-4]
  static let rungName = "rung"
  /// Knows the future, so that nobody can be asked to beat it.
  static let oracleName = PolicyKind.oracle.rawValue

  let comparison: Comparison

  init(_ comparison: Comparison) { self.comparison = comparison }

  var rung: Comparison.Policy? { comparison.policies.first { $0.name == Self.rungName } }
  var hasSweep: Bool { comparison.policies.contains { $0.frontier != nil } }
  /// Minutes that count, over all spans.
  var scoredMinutes: Int { comparison.scored.reduce(0) { $0 + $1.count } }

  /// Billed over needed, less 1, at an unserved share; nil when the sweep never gets there.
  static func overhead(_ policy: Comparison.Policy, at share: Double) -> Double? {
    policy.frontier?.costRatio(at: share).map { $0 - 1 }
  }

  /// The rival with the least overhead at an unserved share, the oracle left out.
  func bestRival(at share: Double) -> (name: String, overhead: Double)? {
    comparison.policies
      .filter { $0.name != Self.rungName && $0.name != Self.oracleName }
      .compactMap { policy in
        Self.overhead(policy, at: share).map { (name: policy.name, overhead: $0) }
      }
      .min { ($0.overhead, $0.name) < ($1.overhead, $1.name) }
  }

  /// Rung's overhead over the best rival's; nil when one of them has none or is not above 0.
  func ratio(at share: Double) -> Double? {
    guard let rung = rung.flatMap({ Self.overhead($0, at: share) }), rung > 0,
      let best = bestRival(at: share), best.overhead > 0
    else { return nil }
    return rung / best.overhead
  }

  /// Rung's alarms, those of one kind and subject together.
  struct AlarmGroup {
    /// As it was raised first.
    var alarm: Alarm
    var first: Timestamp
    var last: Timestamp
    var count: Int
  }

  /// In order of first appearance.
  var alarms: [AlarmGroup] {
    var groups: [AlarmGroup] = []
    var places: [String: Int] = [:]
    for raised in rung?.alarms ?? [] {
      if let place = places[raised.alarm.key] {
        groups[place].last = raised.at
        groups[place].count += 1
      } else {
        places[raised.alarm.key] = groups.count
        groups.append(
          AlarmGroup(alarm: raised.alarm, first: raised.at, last: raised.at, count: 1))
      }
    }
    return groups
  }
}
