import RungCore
import RungModel

/// Keeps a policy's account: the tally of the scored minutes, and each minute as it ends.
struct MinuteBook: Sendable {
  private let ladder: Ladder
  private let setting: ComparisonSetting
  private(set) var tally = Tally()
  /// Of the minute that is not over: demand times seconds not served, server seconds billed.
  private var unserved = 0.0
  private var billed = 0.0

  init(_ ladder: Ladder, _ setting: ComparisonSetting) {
    self.ladder = ladder
    self.setting = setting
  }

  /// Passes a span in which no server changes, telling of each minute that ends in it.
  mutating func pass(
    _ span: Range<Timestamp>, launched: Int, serving: Int, _ each: (PolicyMoment) -> Void
  ) {
    var at = span.lowerBound
    let capacity = ladder.demand(servedBy: serving)
    while at < span.upperBound {
      let minute = at.minute
      let next = min(span.upperBound, Timestamp(minute: minute + 1))
      let level = setting.demand[minute] ?? 0
      let time = next - at
      if setting.isScored(minute) {
        tally.count(
          ladder, demand: level, capacity: capacity, launched: launched, serving: serving, at: at,
          for: time)
      }
      unserved += max(0, level - capacity) * time.inSeconds
      billed += Double(launched) * time.inSeconds
      if next.minute != minute {
        each(
          PolicyMoment(
            minute: minute, demand: level, desired: launched, launched: launched,
            serving: serving, unserved: unserved / 60, billed: billed / 3_600))
        unserved = 0
        billed = 0
      }
      at = next
    }
  }
}
