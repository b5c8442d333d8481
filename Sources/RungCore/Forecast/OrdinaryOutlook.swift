import RealModule
import RungModel

/// The path the driver would take with no event: its level now, the growth its ordinary days
/// show, and a trend when those are unknown.
struct OrdinaryOutlook {
  private let days: OrdinaryDays
  /// Newest minute with a value, the level there, the rise a minute over the last ten.
  private var newest: (minute: Int64, level: Double, slope: Double)?

  /// A trend is believed for so many minutes and not beyond.
  private static let trendMinutes = 15.0

  init(_ days: OrdinaryDays, live: LiveSeries) {
    self.days = days
    guard let minute = live.newest else { return }
    let index = Int(minute - live.firstMinute)
    let level = LiveLevel.last(of: live.logs[...index])
    let before = index >= 10 ? LiveLevel.last(of: live.logs[...(index - 10)]) : LiveLevel.missing
    newest = (minute, level, before > LiveLevel.missing ? (level - before) / 10 : 0)
  }

  /// Whether the day's shape is known.
  var isLearned: Bool { !days.profile.isEmpty }

  /// Logarithms of the quantiles at a minute; nil when nothing was ever seen.
  func logs(at minute: Int64, levels: [Double]) -> [Double]? {
    guard let newest else {
      return days.expected(minute).map { expected in
        levels.map { expected + 2 * days.band($0, minutes: 120) }
      }
    }
    let ahead = max(0, minute - newest.minute)
    let believed = min(Double(ahead), Self.trendMinutes)
    let trend = isLearned ? 0 : newest.slope * believed
    let median = newest.level + days.growth(from: newest.minute, to: minute) + 0.5 * trend
    return levels.map { level in
      // High quantiles follow a rise in full; none follows a fall.
      let rise = level > 0.9 ? max(0, newest.slope * believed - 0.5 * trend) : 0
      return median + rise + days.band(level, minutes: ahead)
    }
  }
}
