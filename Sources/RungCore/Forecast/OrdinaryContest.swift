import RealModule

/// Tries every ordinary rule on the newest fortnight of ordinary minutes, each day predicted from
/// a profile that has not seen it.
struct OrdinaryContest {
  private let sample: OrdinaryMinutes
  private let first: Int
  /// The day's profile, as the other days have it; `LiveLevel.missing` where they have none, 0
  /// everywhere without two days.
  private let profile: [Double]
  /// In the model's unit, from `first` on.
  private let values: [Double]
  /// The plainest first.
  private let entrants: [Entrant]

  /// A rule, and the level that it reads at every minute from `first` on.
  private struct Entrant {
    let rule: OrdinaryRule
    let levels: [Double]
  }

  /// Days that are tried: the newest fortnight.
  private static let days = 14
  /// Every eleventh minute is tried: neighbours say the same.
  static let stride = 11
  /// A rule that assumes more must be better by so much than one that assumes less.
  private static let margin = 0.98
  /// One that is better than the last value by so much is followed in full; less may be luck.
  private static let trustedGain = 0.1

  init(_ sample: OrdinaryMinutes, _ profiles: DayProfiles, isDaily: Bool) {
    self.sample = sample
    let first = max(0, sample.logs.count - Self.days * 1_440)
    self.first = first
    let logs = sample.logs
    let profile = logs.indices.map { index -> Double in
      guard isDaily else { return 0 }
      return index < first
        ? LiveLevel.missing
        : profiles.unseen(sample.firstMinute + Int64(index)) ?? LiveLevel.missing
    }
    self.profile = profile
    values = logs[first...].map { Double.exp($0) }
    // Without two days, whole or not, there is no profile that a day has not seen itself.
    let candidates = isDaily ? OrdinaryRule.candidates : [OrdinaryRule.candidates[0]]
    entrants = candidates.flatMap { rules -> [Entrant] in
      let pull = rules.first?.pull ?? 0
      let flat = logs[first...].indices.map { index in
        guard pull > 0, logs[index] > LiveLevel.missing else { return logs[index] }
        return profile[index] > LiveLevel.missing
          ? logs[index] - pull * profile[index] : LiveLevel.missing
      }
      let mended = LiveLevel.mended(flat)
      return rules.map { Entrant(rule: $0, levels: $0.levels(flat, mended: mended)) }
    }
  }

  /// The rule with the least absolute error in the model's unit, where one that assumes more has to
  /// be clearly better than those before it, and its errors: what came less what was expected, in logarithms.
  func best(horizon: Int64) -> (rule: OrdinaryRule, errors: [Double]) {
    var best: (entrant: Entrant, loss: Double)?
    var plain = 0.0
    for entrant in entrants {
      var loss = 0.0
      each(entrant, horizon) { expected, index in
        loss += abs(Double.exp(expected) - values[index - first])
      }
      if best == nil { plain = loss }
      if loss < (best?.loss ?? .infinity) * Self.margin { best = (entrant, loss) }
    }
    guard let (winner, loss) = best else { return (.plain, []) }
    var errors: [Double] = []
    each(winner, horizon) { expected, index in errors.append(sample.logs[index] - expected) }
    var rule = winner.rule
    if loss < plain { rule.trust = min(1, (1 - loss / plain) / Self.trustedGain) }
    return (rule, errors)
  }

  /// Calls with the expectation and the index of each target that has a value.
  private func each(_ entrant: Entrant, _ horizon: Int64, _ body: (Double, Int) -> Void) {
    let levels = entrant.levels
    // The smoothest rules need some minutes before they say anything.
    for place in Swift.stride(from: 20, to: levels.count - Int(horizon), by: Self.stride) {
      let target = first + place + Int(horizon)
      guard levels[place] > LiveLevel.missing, sample.logs[target] > LiveLevel.missing,
        sample.logs[first + place] > LiveLevel.missing,
        profile[target] > LiveLevel.missing, profile[first + place] > LiveLevel.missing
      else { continue }
      body(levels[place] + entrant.rule.pull * profile[target], target)
    }
  }
}
