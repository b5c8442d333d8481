import RealModule
import RungModel

/// The path the driver would take with no event: its level now, carried on by the rules that did
/// best on its ordinary days, and a damped trend while those are unknown.
struct OrdinaryOutlook {
  let days: OrdinaryDays
  private let newest: Int64?
  /// For each of `OrdinaryDays.horizons` as far as they are needed: the level as its rule reads it.
  private let starts: [Double]
  /// What the plainest rule says, of all minutes and of those that belong to no event.
  private let lastValue: Double
  private let calmValue: Double
  /// The rise a minute over the last ten of the level, whatever the rules say.
  private let rise: Double
  /// Nil where rules are known.
  private let trend: DampedTrend?

  /// Minutes that levels are read from: enough for the smoothest rule, and far ahead a day, most of
  /// which an event may have.
  static let reach = 180
  private static let calmReach = 1_440
  /// A rise is followed for so many minutes and not beyond.
  private static let climbMinutes = 15.0

  /// - Parameters:
  ///   - spans: minutes of events; far ahead the level is read from the others.
  ///   - until: the last minute that will be asked for.
  init(
    _ days: OrdinaryDays, live: LiveSeries, spans: @autoclosure () -> [Range<Int64>] = [],
    until: Int64
  ) {
    self.days = days
    newest = live.newest
    guard let minute = live.newest else {
      (starts, lastValue, calmValue, rise, trend) = ([], 0, 0, 0, nil)
      return
    }
    let last = Int(minute - live.firstMinute)
    let from = max(0, last - Self.reach)
    let logs = Array(live.logs[from...last])
    let plain = days.hasRules ? OrdinaryRule.candidates[0][0] : .plain
    let rules = Array(days.rules[..<Self.horizonCount(ahead: until - minute)])
    let levels = OrdinaryLevels(
      rules + [plain], logs, first: live.firstMinute + Int64(from), days)
    let lastValue = levels.level(plain) ?? LiveLevel.missing
    self.lastValue = lastValue
    var calm: OrdinaryLevels?
    var calmValue = lastValue
    if Self.needsCalm(ahead: until - minute) {
      let levels = Self.calm(rules + [plain], days, live, last: last, spans: spans())
      calmValue = levels.level(plain) ?? days.expected(minute) ?? lastValue
      calm = levels
    }
    self.calmValue = calmValue
    starts = rules.enumerated().map { place, rule in
      let isCalm = OrdinaryDays.horizons[place] >= OrdinaryDays.calmHorizon
      // A day full of events leaves the profile as it is.
      return (isCalm ? calm?.level(rule) : levels.level(rule))
        ?? (rule.pull == 1 ? 0 : calmValue - rule.pull * (days.expected(minute) ?? 0))
    }
    let level = LiveLevel.last(of: logs[...])
    let before =
      logs.count > 10 ? LiveLevel.last(of: logs[..<(logs.count - 10)]) : LiveLevel.missing
    rise = before > LiveLevel.missing ? max(0, (level - before) / 10) : 0
    trend = days.hasRules ? nil : DampedTrend(logs)
  }

  /// Whether forecasts so far ahead read the whole day.
  static func needsCalm(ahead: Int64) -> Bool {
    OrdinaryDays.horizons[horizonCount(ahead: ahead) - 1] >= OrdinaryDays.calmHorizon
  }

  /// How many of the horizons have a say.
  private static func horizonCount(ahead: Int64) -> Int {
    let horizons = OrdinaryDays.horizons
    return min(horizons.count, (horizons.firstIndex { $0 >= ahead } ?? horizons.count) + 1)
  }

  /// The last day without the minutes of events.
  private static func calm(
    _ rules: [OrdinaryRule], _ days: OrdinaryDays, _ live: LiveSeries, last: Int,
    spans: [Range<Int64>]
  ) -> OrdinaryLevels {
    let from = max(0, last - calmReach)
    let first = live.firstMinute + Int64(from)
    let logs = OrdinaryMinutes.without(
      spans, Array(live.logs[from...last]), first: first, missing: LiveLevel.missing)
    return OrdinaryLevels(rules, logs, first: first, days)
  }

  /// Logarithms of the quantiles at a minute, by level; false when nothing was ever seen.
  ///
  /// - Parameter bands: of `days` at the levels.
  func take(
    _ minute: Int64, levels: QuantileLevels, bands: OrdinaryBands, into logs: inout [Double]
  ) -> Bool {
    guard let newest else {
      guard let expected = days.expected(minute) else { return false }
      for level in levels.indices { logs[level] = expected }
      bands.add(2, minutes: 120, to: &logs)
      return true
    }
    let ahead = max(0, minute - newest)
    let median = median(at: minute, ahead: ahead)
    // High quantiles follow a rise while the day's shape is unknown; none follows a fall.
    let climb =
      days.isLearned ? 0 : rise * min(Double(ahead), Self.climbMinutes)
    let growth = trend?.growth(minutes: Double(ahead)) ?? 0
    for level in levels.indices {
      logs[level] = median + (levels.isHigh[level] ? max(climb, growth) : growth)
    }
    bands.add(minutes: ahead, to: &logs)
    return true
  }

  /// Logarithm of the median at a minute; nil without live data.
  func median(at minute: Int64) -> Double? {
    guard let newest else { return nil }
    let ahead = max(0, minute - newest)
    return median(at: minute, ahead: ahead) + (trend?.growth(minutes: Double(ahead)) ?? 0)
  }

  /// Between two horizons that rules are known for: a straight line between what they say.
  private func median(at minute: Int64, ahead: Int64) -> Double {
    let horizons = OrdinaryDays.horizons
    let right = horizons.firstIndex { $0 >= ahead } ?? horizons.count - 1
    let left = horizons.lastIndex { $0 <= ahead } ?? 0
    precondition(right < starts.count, "\(ahead) minutes ahead were not asked for")
    let isPulled = days.rules[left].pull > 0 || days.rules[right].pull > 0
    let profile = isPulled ? days.expected(minute) ?? 0 : 0
    func expected(_ index: Int) -> Double {
      let rule = days.rules[index]
      let said = starts[index] + (rule.pull > 0 ? rule.pull * profile : 0)
      let plain = horizons[index] >= OrdinaryDays.calmHorizon ? calmValue : lastValue
      return plain + rule.trust * (said - plain)
    }
    let (low, high) = (expected(left), expected(right))
    guard right > left else { return low }
    let share = Double(ahead - horizons[left]) / Double(horizons[right] - horizons[left])
    return low + share * (high - low)
  }
}
