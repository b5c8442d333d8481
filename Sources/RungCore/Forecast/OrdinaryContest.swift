import RealModule

/// Tries every ordinary rule on the newest fortnight of ordinary minutes, each day predicted from
/// a profile that has not seen it.
struct OrdinaryContest {
  private let sample: OrdinaryMinutes
  /// The place in `sample` of the first minute that is tried.
  private let first: Int
  /// From `first` on, the day's profile as the other days have it, 0 everywhere without two days.
  private let profile: [Double]
  /// From `first` on, the values in the model's unit.
  private let values: [Double]
  /// From `first` on, whether both the value and the profile are known.
  private let isKnown: [Bool]
  /// The plainest first.
  private let entrants: [Entrants]

  /// The rules that believe the profile alike, side by side.
  private struct Entrants {
    let pull: Double
    let rules: [OrdinaryRule]
    /// What each rule reads at every place that is tried, in logarithms and in the model's unit.
    let levels: [RuleLanes.Lanes]
    let amounts: [RuleLanes.Lanes]
    /// From `first` on, what the profile multiplies them by.
    let factors: [Double]

    /// - Parameters:
    ///   - rules: all with the same pull.
    ///   - logs: from `first` on, as the profile.
    init(_ rules: [OrdinaryRule], _ logs: [Double], _ profile: [Double]) {
      self.rules = rules
      let pull = rules.first?.pull ?? 0
      self.pull = pull
      let flat =
        pull > 0
        ? zip(logs, profile).map { $1 > LiveLevel.missing ? $0 - pull * $1 : LiveLevel.missing }
        : logs
      let places = Swift.stride(from: warmUp, to: logs.count, by: OrdinaryContest.stride)
      levels = RuleLanes.levels(
        of: rules[...], flat, mended: LiveLevel.mended(flat), at: Array(places))
      amounts = levels.map { level in
        var amount = RuleLanes.Lanes.zero
        for lane in rules.indices { amount[lane] = Double.exp(level[lane]) }
        return amount
      }
      factors = profile.map { pull > 0 ? Double.exp(pull * $0) : 1 }
    }
  }

  /// Days that are tried: the newest fortnight.
  private static let days = 14
  /// Every eleventh minute is tried: neighbours say the same.
  static let stride = 11
  /// The smoothest rules need some minutes before they say anything.
  private static let warmUp = 20
  /// A rule that assumes more must be better by so much than one that assumes less.
  private static let margin = 0.98
  /// One that is better than the last value by so much is followed in full; less may be luck.
  private static let trustedGain = 0.1

  init(_ sample: OrdinaryMinutes, _ profiles: DayProfiles, isDaily: Bool) {
    self.sample = sample
    let first = max(0, sample.logs.count - Self.days * 1_440)
    self.first = first
    let logs = Array(sample.logs[first...])
    let profile = logs.indices.map { place in
      guard isDaily else { return 0.0 }
      return profiles.unseen(sample.firstMinute + Int64(first + place)) ?? LiveLevel.missing
    }
    self.profile = profile
    values = logs.map { Double.exp($0) }
    isKnown = zip(logs, profile).map { $0 > LiveLevel.missing && $1 > LiveLevel.missing }
    // Without two days, whole or not, there is no profile that a day has not seen itself.
    let candidates = isDaily ? OrdinaryRule.candidates : [OrdinaryRule.candidates[0]]
    entrants = candidates.map { Entrants($0, logs, profile) }
  }

  /// The rule with the least absolute error in the model's unit, where one that assumes more has to
  /// be clearly better than those before it, and its errors: what came less what was expected, in
  /// logarithms.
  func best(horizon: Int64) -> (rule: OrdinaryRule, errors: [Double]) {
    let ahead = Int(horizon)
    let tries = Swift.stride(from: Self.warmUp, to: values.count - ahead, by: Self.stride)
      .enumerated().filter { isKnown[$0.element] && isKnown[$0.element + ahead] }
      .map { (number: $0.offset, target: $0.element + ahead) }
    var best: (entrants: Entrants, lane: Int, loss: Double)?
    var plain = 0.0
    for own in entrants {
      var losses = RuleLanes.Lanes.zero
      for (number, target) in tries {
        let error = own.amounts[number] * own.factors[target] - values[target]
        losses += error.replacing(with: -error, where: error .< 0)
      }
      for lane in own.rules.indices {
        if best == nil { plain = losses[lane] }
        if losses[lane] < (best?.loss ?? .infinity) * Self.margin {
          best = (own, lane, losses[lane])
        }
      }
    }
    guard let (winners, lane, loss) = best else { return (.plain, []) }
    let errors = tries.map { number, target in
      sample.logs[first + target]
        - (winners.levels[number][lane] + winners.pull * profile[target])
    }
    var rule = winners.rules[lane]
    if loss < plain { rule.trust = min(1, (1 - loss / plain) / Self.trustedGain) }
    return (rule, errors)
  }
}
