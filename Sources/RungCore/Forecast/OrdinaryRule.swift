import RealModule

/// One way to go on from the level now on an ordinary day, and how well it did on past days.
struct OrdinaryRule: Hashable, Sendable {
  /// The newest minute's part in the level: 1 is the last value, less is smoother.
  var newestShare: Double
  /// How much of the day's profile is believed: 0 (not at all) to 1.
  var pull: Double
  /// How far one minute alone is believed, in logarithms.
  var step = LiveLevel.believedStep

  /// Which part of the way from the last value to what it says is gone.
  var trust = 1.0

  /// The last value: without a history to choose by, and the rule that others have to beat. One
  /// wild minute moves it by a third at most until the next confirms it.
  static let plain = OrdinaryRule(newestShare: 1, pull: 0)
  /// Last value to half an hour's mean, and half a day's, with each share of the profile.
  static let candidates = [0.0, 0.5, 0.8, 1.0].map { pull in
    [1.0, LiveLevel.newestShare, 0.2, 0.1, 0.05, 0.003].map { share in
      OrdinaryRule(
        newestShare: share, pull: pull, step: share == 1 ? lastValueStep : LiveLevel.believedStep)
    }
  }

  /// A last value that has won on past days follows one minute up to twice or half: streams jump.
  private static let lastValueStep = 0.7

  /// Levels at every index: an exponentially weighted mean, carried over missing minutes; the
  /// newest minute counts as far as one minute alone is believed.
  ///
  /// - Parameter mended: `logs` as `LiveLevel.mended` has them: a single odd minute is known to be
  ///   one when the next has come.
  func levels(_ logs: [Double], mended: [Double]) -> [Double] {
    var result = [Double](repeating: LiveLevel.missing, count: logs.count)
    var carried = LiveLevel.missing
    for index in logs.indices {
      guard logs[index] > LiveLevel.missing else {
        result[index] = carried
        continue
      }
      guard carried > LiveLevel.missing else {
        carried = mended[index]
        result[index] = logs[index]
        continue
      }
      let believed = min(max(logs[index], carried - step), carried + step)
      result[index] = carried + newestShare * (believed - carried)
      carried += newestShare * (mended[index] - carried)
    }
    return result
  }
  /// The last of `levels` for several rules at once; nil where no minute has a value.
  ///
  /// Each is a chain of dependent steps, so that eight side by side take as long as one.
  static func lastLevels(
    of rules: ArraySlice<OrdinaryRule>, _ logs: [Double], mended: [Double]
  ) -> [Double]? {
    precondition(rules.count <= Lanes.scalarCount, "\(rules.count) rules at once")
    guard let last = logs.lastIndex(where: { $0 > LiveLevel.missing }),
      let first = logs.firstIndex(where: { $0 > LiveLevel.missing })
    else { return nil }
    guard last > first else { return rules.map { _ in logs[last] } }
    var shares = Lanes.zero
    for (lane, rule) in rules.enumerated() { shares[lane] = rule.newestShare }
    var carried = Lanes(repeating: mended[first])
    for index in (first + 1)..<last where logs[index] > LiveLevel.missing {
      carried += shares * (mended[index] - carried)
    }
    let before = carried
    let wasLast = last == logs.count - 1
    return rules.enumerated().map { lane, rule in
      guard wasLast else { return before[lane] + rule.newestShare * (mended[last] - before[lane]) }
      let believed = min(max(logs[last], before[lane] - rule.step), before[lane] + rule.step)
      return before[lane] + rule.newestShare * (believed - before[lane])
    }
  }

  private typealias Lanes = SIMD8<Double>
}
