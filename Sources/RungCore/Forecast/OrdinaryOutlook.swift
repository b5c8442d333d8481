import RealModule
import RungModel

/// The path the driver would take with no event: its level now, carried on by the rules that did
/// best on its ordinary days, and a damped trend while those are unknown.
struct OrdinaryOutlook {
  private let days: OrdinaryDays
  private let newest: Int64?
  /// For each of `OrdinaryDays.horizons`: the level as its rule reads it.
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
  private static let reach = 180
  private static let calmReach = 1_440
  /// A rise is followed for so many minutes and not beyond.
  private static let climbMinutes = 15.0

  /// - Parameter spans: minutes of events; far ahead the level is read from the others.
  init(_ days: OrdinaryDays, live: LiveSeries, spans: [Range<Int64>] = []) {
    self.days = days
    newest = live.newest
    guard let minute = live.newest else {
      (starts, lastValue, calmValue, rise, trend) = ([], 0, 0, 0, nil)
      return
    }
    let last = Int(minute - live.firstMinute)
    let from = max(0, last - Self.reach)
    let logs = Array(live.logs[from...last])
    let first = live.firstMinute + Int64(from)
    let calmFrom = max(0, last - Self.calmReach)
    let calmFirst = live.firstMinute + Int64(calmFrom)
    let calm = OrdinaryMinutes.without(
      spans, Array(live.logs[calmFrom...last]), first: calmFirst, missing: LiveLevel.missing)
    let plain = days.hasRules ? OrdinaryRule.candidates[0][0] : .plain
    lastValue = Self.level(logs, first: first, plain, days) ?? LiveLevel.missing
    calmValue =
      Self.level(calm, first: calmFirst, plain, days) ?? days.expected(minute) ?? lastValue
    var known: [(rule: OrdinaryRule, isCalm: Bool, level: Double)] = []
    var starts: [Double] = []
    for (rule, horizon) in zip(days.rules, OrdinaryDays.horizons) {
      let isCalm = horizon >= OrdinaryDays.calmHorizon
      if let same = known.first(where: { $0.rule == rule && $0.isCalm == isCalm }) {
        starts.append(same.level)
        continue
      }
      // A day full of events leaves the profile as it is.
      let level =
        Self.level(isCalm ? calm : logs, first: isCalm ? calmFirst : first, rule, days)
        ?? (rule.pull == 1 ? 0 : calmValue - rule.pull * (days.expected(minute) ?? 0))
      known.append((rule, isCalm, level))
      starts.append(level)
    }
    self.starts = starts
    let level = LiveLevel.last(of: logs[...])
    let before =
      logs.count > 10 ? LiveLevel.last(of: logs[..<(logs.count - 10)]) : LiveLevel.missing
    rise = before > LiveLevel.missing ? max(0, (level - before) / 10) : 0
    trend = days.hasRules ? nil : DampedTrend(logs)
  }

  /// The level that a rule reads, less its part of the profile; nil where no minute has a value.
  private static func level(
    _ logs: [Double], first: Int64, _ rule: OrdinaryRule, _ days: OrdinaryDays
  ) -> Double? {
    let flat =
      rule.pull == 0
      ? logs
      : logs.indices.map { index in
        logs[index] - rule.pull * (days.expected(first + Int64(index)) ?? 0)
      }
    return rule.levels(flat, mended: LiveLevel.mended(flat)).last { $0 > LiveLevel.missing }
  }

  /// Logarithms of the quantiles at a minute; nil when nothing was ever seen.
  func logs(at minute: Int64, levels: [Double]) -> [Double]? {
    guard let newest else {
      return days.expected(minute).map { expected in
        levels.map { expected + 2 * days.band($0, minutes: 120) }
      }
    }
    let ahead = max(0, minute - newest)
    let median = median(at: minute, ahead: ahead)
    // High quantiles follow a rise while the day's shape is unknown; none follows a fall.
    let climb =
      days.isLearned ? 0 : rise * min(Double(ahead), Self.climbMinutes)
    let growth = trend?.growth(minutes: Double(ahead)) ?? 0
    return levels.map { level in
      median + (level >= EventOutlook.highLevel ? max(climb, growth) : growth)
        + days.band(level, minutes: ahead)
    }
  }

  /// Between two horizons that rules are known for: a straight line between what they say.
  private func median(at minute: Int64, ahead: Int64) -> Double {
    let horizons = OrdinaryDays.horizons
    let right = horizons.firstIndex { $0 >= ahead } ?? horizons.count - 1
    let left = horizons.lastIndex { $0 <= ahead } ?? 0
    func expected(_ index: Int) -> Double {
      let rule = days.rules[index]
      let said = starts[index] + (rule.pull > 0 ? rule.pull * (days.expected(minute) ?? 0) : 0)
      let plain = horizons[index] >= OrdinaryDays.calmHorizon ? calmValue : lastValue
      return plain + rule.trust * (said - plain)
    }
    let (low, high) = (expected(left), expected(right))
    guard right > left else { return low }
    let share = Double(ahead - horizons[left]) / Double(horizons[right] - horizons[left])
    return low + share * (high - low)
  }
}
