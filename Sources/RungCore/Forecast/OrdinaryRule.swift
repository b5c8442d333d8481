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
}
