/// Up to eight ordinary rules that read one series side by side: each is a chain of dependent
/// steps, so that eight take as long as one.
///
/// The level is an exponentially weighted mean, carried over missing minutes; the newest minute
/// counts as far as one minute alone is believed, and is mended when the next has come.
struct RuleLanes {
  /// A number for each rule; those beyond the last rule mean nothing.
  typealias Lanes = SIMD8<Double>

  private var shares = Lanes.zero
  private var steps = Lanes.zero
  /// The mean of the minutes passed.
  private var carried: Lanes

  /// - Parameter level: the first known minute's, mended.
  private init(_ rules: ArraySlice<OrdinaryRule>, from level: Double) {
    precondition(rules.count <= Lanes.scalarCount, "\(rules.count) rules at once")
    carried = Lanes(repeating: level)
    for (lane, rule) in rules.enumerated() {
      shares[lane] = rule.newestShare
      steps[lane] = rule.step
    }
  }

  private mutating func pass(_ mended: Double) { carried += shares * (mended - carried) }

  /// What the level is when a minute with this value is the newest.
  private func level(_ newest: Double) -> Lanes {
    let believed = Lanes(repeating: newest)
      .clamped(lowerBound: carried - steps, upperBound: carried + steps)
    return carried + shares * (believed - carried)
  }

  /// Levels at some rising places; `LiveLevel.missing` before the first minute with a value.
  ///
  /// - Parameters:
  ///   - logs: minute by minute; `LiveLevel.missing` where there is no value.
  ///   - mended: the same as `LiveLevel.mended` has them: a single odd minute is known to be one
  ///     when the next has come.
  static func levels(
    of rules: ArraySlice<OrdinaryRule>, _ logs: [Double], mended: [Double],
    at places: some Collection<Int>
  ) -> [Lanes] {
    let missing = Lanes(repeating: LiveLevel.missing)
    guard let first = logs.firstIndex(where: { $0 > LiveLevel.missing }) else {
      return places.map { _ in missing }
    }
    var lanes = RuleLanes(rules, from: mended[first])
    var passed = first + 1
    return places.map { place in
      guard place > first else { return place == first ? Lanes(repeating: logs[first]) : missing }
      for index in passed..<max(passed, place) where logs[index] > LiveLevel.missing {
        lanes.pass(mended[index])
      }
      passed = max(passed, place)
      return logs[place] > LiveLevel.missing ? lanes.level(logs[place]) : lanes.carried
    }
  }

  /// The levels at the last minute; nil where none has a value.
  static func last(
    of rules: ArraySlice<OrdinaryRule>, _ logs: [Double], mended: [Double]
  ) -> Lanes? {
    levels(of: rules, logs, mended: mended, at: logs.indices.suffix(1)).first
      .flatMap { $0[0] > LiveLevel.missing ? $0 : nil }
  }
}
