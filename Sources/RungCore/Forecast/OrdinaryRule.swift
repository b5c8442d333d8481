import RealModule

/// One way to go on from the level now on an ordinary day, and how well it did on past days.
struct OrdinaryRule: Hashable, Sendable {
  /// The newest minute's part in the level: 1 is the last value, less is smoother.
  var newestShare: Double
  /// How much of the day's profile is believed: 0 (not at all) to 1.
  var pull: Double
  /// How much of the recent slope is followed, for at most `trendMinutes`.
  var trend: Double

  /// A trend is followed for so many minutes and not beyond.
  static let trendMinutes = 15.0
  /// Minutes that the slope is taken over.
  static let slopeMinutes = 20
  /// The last value: without a history to choose by, and the rule that others have to beat.
  static let plain = OrdinaryRule(newestShare: 1, pull: 0, trend: 0)
  /// Last value to half an hour's mean; with each share of the profile; with and without a trend.
  static let newestShares = [1.0, LiveLevel.newestShare, 0.2, 0.1, 0.05]
  static let pulls = [0.0, 0.5, 0.8, 1.0]
  static let trends = [0.0]

  /// What the rule expects so many minutes after the newest, in logarithms.
  ///
  /// - Parameters:
  ///   - level: of `log - pull x profile`, smoothed by `newestShare`.
  ///   - slope: of the same a minute, over the last `slopeMinutes`.
  ///   - profile: logarithm of the day's profile at the target; 0 when it is not believed.
  func expected(level: Double, slope: Double, profile: Double, minutes: Double) -> Double {
    level + trend * slope * min(minutes, Self.trendMinutes) + pull * profile
  }

  /// The last value follows what one minute says up to twice or half: streams do jump.
  private static let lastValueStep = 0.7

  /// Levels at every index: an exponentially weighted mean, carried over missing minutes; the
  /// newest minute counts as far as one minute alone is believed.
  ///
  /// - Parameter mended: `logs` as `LiveLevel.mended` has them: a single odd minute is known to be
  ///   one when the next has come.
  static func levels(_ logs: [Double], mended: [Double], newestShare: Double) -> [Double] {
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
      let step = newestShare == 1 ? lastValueStep : LiveLevel.believedStep
      let believed = min(max(logs[index], carried - step), carried + step)
      result[index] = carried + newestShare * (believed - carried)
      carried += newestShare * (mended[index] - carried)
    }
    return result
  }
}
