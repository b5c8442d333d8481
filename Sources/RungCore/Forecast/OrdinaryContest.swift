import RealModule

/// Tries every ordinary rule on the newest fortnight of ordinary minutes, each day predicted from
/// a profile that has not seen it.
struct OrdinaryContest {
  private let sample: OrdinaryMinutes
  private let first: Int
  /// By pull: the logarithms less so much of the day's profile, and the profile itself.
  private let flattened: [[Double]]
  private let profile: [Double]
  /// In the driver's unit, from `first` on.
  private let values: [Double]
  /// By pull, then by smoothing.
  private let levels: [[[Double]]]
  private let isDaily: Bool

  /// Days that are tried: the newest fortnight.
  private static let days = 14
  /// Every eleventh minute is tried: neighbours say the same.
  private static let stride = 11
  /// A rule that assumes more must be better by so much than one that assumes less.
  private static let margin = 0.98

  init(_ sample: OrdinaryMinutes, _ profiles: DayProfiles, isDaily: Bool) {
    self.sample = sample
    self.isDaily = isDaily
    let first = max(0, sample.logs.count - Self.days * 1_440)
    self.first = first
    let logs = sample.logs
    let profile = logs.indices.map { index -> Double in
      index < first || !isDaily ? 0 : profiles.unseen(sample.firstMinute + Int64(index)) ?? 0
    }
    self.profile = profile
    values = logs[first...].map { Double.exp($0) }
    let pulls = isDaily ? OrdinaryRule.pulls : [0]
    let flattened = pulls.map { pull in
      logs[first...].indices.map { logs[$0] - pull * profile[$0] }
    }
    self.flattened = flattened
    levels = flattened.map { values in
      let mended = LiveLevel.mended(values)
      return OrdinaryRule.newestShares.map {
        OrdinaryRule.levels(values, mended: mended, newestShare: $0)
      }
    }
  }

  /// The rule with the least absolute error in the driver's unit; the plainest among equals.
  func best(horizon: Int64) -> OrdinaryRule {
    var best = (rule: OrdinaryRule.plain, error: Double.infinity)
    for pull in isDaily ? OrdinaryRule.pulls : [0] {
      for share in OrdinaryRule.newestShares {
        for trend in OrdinaryRule.trends {
          let rule = OrdinaryRule(newestShare: share, pull: pull, trend: trend)
          let error = loss(of: rule, horizon: horizon)
          if error < best.error * Self.margin { best = (rule, error) }
        }
      }
    }
    return best.rule
  }

  private func loss(of rule: OrdinaryRule, horizon: Int64) -> Double {
    var sum = 0.0
    each(rule, horizon) { expected, index in
      sum += abs(Double.exp(expected) - values[index - first])
    }
    return sum
  }

  /// What came less what the rule expected, in logarithms.
  func errors(of rule: OrdinaryRule, horizon: Int64) -> [Double] {
    var result: [Double] = []
    each(rule, horizon) { expected, index in result.append(sample.logs[index] - expected) }
    return result
  }

  /// Calls with the expectation and the index of each target that has a value.
  private func each(_ rule: OrdinaryRule, _ horizon: Int64, _ body: (Double, Int) -> Void) {
    guard let pull = isDaily ? OrdinaryRule.pulls.firstIndex(of: rule.pull) : 0,
      let share = OrdinaryRule.newestShares.firstIndex(of: rule.newestShare)
    else { return }
    let levels = levels[pull][share]
    let start = OrdinaryRule.slopeMinutes
    for place in Swift.stride(from: start, to: levels.count - Int(horizon), by: Self.stride) {
      let target = first + place + Int(horizon)
      let earlier = levels[place - OrdinaryRule.slopeMinutes]
      guard levels[place] > LiveLevel.missing, sample.logs[target] > LiveLevel.missing,
        sample.logs[first + place] > LiveLevel.missing
      else { continue }
      let slope =
        earlier > LiveLevel.missing
        ? (levels[place] - earlier) / Double(OrdinaryRule.slopeMinutes) : 0
      body(
        rule.expected(
          level: levels[place], slope: slope, profile: profile[target], minutes: Double(horizon)),
        target)
    }
  }
}
