import RealModule
import RungModel

/// What the driver does when there is no event: time of day and week, and how far a minute can
/// be from what was expected some minutes before. Learned from the driver's own history.
struct OrdinaryDays: Hashable, Sendable {
  /// Logarithm for each five minutes of the day, or of the week; empty when unknown.
  private(set) var profile: [Double] = []
  /// For each of `horizons`, the rule that did best on past days.
  private(set) var rules = Self.horizons.map { _ in OrdinaryRule.plain }
  /// Residual quantiles by horizon and level, in logarithms; empty when unknown.
  private(set) var bands: [[Double]] = []
  /// Whole days of ordinary minutes.
  private(set) var dayCount = 0
  /// Largest rise per minute of the level, in the model's unit.
  private(set) var largestRamp = 0.0

  static let slotMinutes: Int64 = 5
  static let horizons: [Int64] = [0, 1, 3, 6, 10, 15, 30, 60, 120, 240, 720, 1_440]
  /// From here on the level of an event that is on says nothing.
  static let calmHorizon: Int64 = 240
  static let levels = [0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999]

  /// Minutes whose errors are much the same.
  private static let stretch: Int64 = 240
  /// Minutes from which one day can be played with the shape of another.
  private static let leastDaily = 1_800

  /// Nothing known.
  init() {}

  init(_ history: MinuteSeries, events: [Event], at now: Int64) {
    let sample = OrdinaryMinutes(history, events: events, at: now)
    guard sample.count >= 180 else { return }
    dayCount = sample.count / 1_440
    largestRamp = sample.largestRamp
    let profiles = DayProfiles(sample)
    if dayCount >= 1 { profile = profiles.whole }
    let contest = OrdinaryContest(sample, profiles, isDaily: sample.count >= Self.leastDaily)
    let winners = Self.horizons.map { contest.best(horizon: $0) }
    rules = winners.map(\.rule)
    bands = zip(Self.horizons, winners).map { horizon, winner in
      var rows = WeightedRows()
      for error in winner.errors { rows.add(error, weight: 1) }
      guard !rows.isEmpty else { return [] }
      // Errors of minutes nearby are one error: few stretches show less than there is.
      let minutes = winner.errors.count * OrdinaryContest.stride
      let stretches = Double(minutes) / Double(max(horizon, Self.stretch))
      let small = Double.sqrt(1 + 2 / max(1, stretches))
      return rows.quantiles(Self.levels).map { small * max(0, $0) }
    }
  }

  /// Whether the day's shape is known.
  var isLearned: Bool { !profile.isEmpty }

  /// Whether rules were chosen on past minutes.
  var hasRules: Bool { bands.contains { !$0.isEmpty } }

  /// Expected logarithm at a minute; nil when unknown.
  func expected(_ minute: Int64) -> Double? {
    DayProfiles.read(profile, minute)
  }

  /// The same for minutes in a row; 0 where unknown.
  func expected(from minute: Int64, count: Int) -> [Double] {
    DayProfiles.read(profile, from: minute, count: count)
  }

  /// How far above the median a level lies, some minutes ahead; rising in the level.
  func band(_ level: Double, minutes: Int64) -> Double {
    OrdinaryBands(self, QuantileLevels([level])).offset(0, minutes: minutes)
  }
}
