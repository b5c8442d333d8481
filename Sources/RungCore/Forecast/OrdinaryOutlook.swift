import RealModule
import RungModel

/// The path the driver would take with no event: its level now, carried on by the rules that did
/// best on its ordinary days, and a damped trend while those are unknown.
struct OrdinaryOutlook {
  private let days: OrdinaryDays
  private let newest: Int64?
  /// For each of `OrdinaryDays.horizons`: the level as its rule reads it.
  private let starts: [Double]
  /// What the plainest rule says.
  private let lastValue: Double
  /// The rise a minute over the last ten of the level, whatever the rules say.
  private let rise: Double
  /// Nil where rules are known.
  private let trend: DampedTrend?

  /// Minutes that levels are read from: enough for the smoothest rule.
  private static let reach = 180
  /// A rise is followed for so many minutes and not beyond.
  private static let climbMinutes = 15.0

  init(_ days: OrdinaryDays, live: LiveSeries) {
    self.days = days
    newest = live.newest
    guard let minute = live.newest else {
      (starts, lastValue, rise, trend) = ([], 0, 0, nil)
      return
    }
    let last = Int(minute - live.firstMinute)
    let from = max(0, last - Self.reach)
    let logs = Array(live.logs[from...last])
    var known: [(rule: OrdinaryRule, level: Double)] = []
    starts = days.rules.map { rule in
      if let same = known.first(where: { $0.rule == rule }) { return same.level }
      let flat = logs.indices.map { index in
        logs[index] - rule.pull
          * (rule.pull > 0 ? days.expected(live.firstMinute + Int64(from + index)) ?? 0 : 0)
      }
      let level = rule.levels(flat, mended: LiveLevel.mended(flat)).last ?? LiveLevel.missing
      known.append((rule, level))
      return level
    }
    lastValue =
      (days.hasRules ? OrdinaryRule.candidates[0][0] : .plain)
      .levels(logs, mended: LiveLevel.mended(logs)).last ?? LiveLevel.missing
    let level = LiveLevel.last(of: logs[...])
    let before =
      logs.count > 10 ? LiveLevel.last(of: logs[..<(logs.count - 10)]) : LiveLevel.missing
    rise = before > LiveLevel.missing ? max(0, (level - before) / 10) : 0
    trend = days.hasRules ? nil : DampedTrend(logs)
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
      median + (level > 0.9 ? max(climb, growth) : growth) + days.band(level, minutes: ahead)
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
      return lastValue + rule.trust * (said - lastValue)
    }
    let (low, high) = (expected(left), expected(right))
    guard right > left else { return low }
    let share = Double(ahead - horizons[left]) / Double(horizons[right] - horizons[left])
    return low + share * (high - low)
  }
}
