import RungModel

/// Walks the newest minutes and finds jumps that machines make and people do not.
///
/// People leave over minutes. A source that has less than a quarter of its level one minute later
/// has lost its log, its shard or its unit, so the fall is believed only when it has lasted.
struct JumpWalk {
  /// A walk begins so many minutes back: longer than any doubt lasts, with a level before it.
  static let reach: Int64 = 90
  /// The level is the median of so many believed minutes ...
  static let levelMinutes = 5
  /// ... of which there must be three, none older than this.
  static let leastLevelMinutes = 3
  static let levelReach: Int64 = 15
  /// Less than this share of the level is a fall in doubt ...
  static let fallShare = 0.25
  /// ... until at least this share is back.
  static let recoveredShare = 0.5
  /// Minutes after which a fall is believed: two bad minutes are a notch, ten are the new level.
  static let fallLimit: Int64 = 10
  /// The same where the schedule explains the fall: longer than a notch.
  static let explainedLimit: Int64 = 3
  /// The same while the values look like another unit.
  static let unitLimit: Int64 = 30
  /// Minutes in doubt after which a constant factor is called another unit.
  static let unitMinutes: Int64 = 2
  /// Bad minutes stay in the observed median for its window.
  static let aftermath: Int64 = 3

  private var open: SourceDoubt?
  /// The scale that the values of the open doubt have kept since its second minute.
  private var scale: UnitScale?
  private var isExplained = false
  private var ended: SourceDoubt?
  private var believed: [MinuteValue] = []

  private init() {}

  /// What the walk ends with; nil when the newest minutes follow from those before.
  static func doubt(
    in minutes: MinuteSeries, at now: Int64, isExplained: (Int64) -> Bool
  ) -> SourceDoubt? {
    let first = max(minutes.firstMinute, now - reach)
    guard mayJump(minutes, from: first, to: now) else { return nil }
    var walk = JumpWalk()
    for minute in stride(from: first, through: min(now, minutes.lastMinute), by: 1) {
      guard let value = minutes[minute] else { continue }
      walk.take(MinuteValue(minute: minute, value: value), isExplained)
    }
    let doubt = walk.open ?? walk.ended
    guard let doubt, let until = doubt.until, now < until else { return nil }
    // A rise is called another unit only when it stays.
    if doubt.value > doubt.before, now < doubt.since + unitMinutes { return nil }
    return doubt
  }

  /// Whether any minute is less than the share of any other that makes a fall. A rise to another
  /// unit is more than that too, and most windows have neither.
  private static func mayJump(_ minutes: MinuteSeries, from: Int64, to: Int64) -> Bool {
    var (low, high) = (Double.infinity, 0.0)
    for minute in stride(from: from, through: min(to, minutes.lastMinute), by: 1) {
      guard let value = minutes[minute] else { continue }
      low = min(low, value)
      high = max(high, value)
    }
    return low < fallShare * high
  }

  private mutating func take(_ minute: MinuteValue, _ isExplained: (Int64) -> Bool) {
    if open != nil, follow(minute) { return }
    if let level = level(at: minute.minute), level > 0 {
      let scale = UnitScale(minute.value / level)
      let isFall = minute.value < Self.fallShare * level
      if isFall || scale?.isRise == true {
        self.isExplained = isExplained(minute.minute)
        self.scale = scale
        open = SourceDoubt(
          fault: isFall ? .fall : .unit, since: minute.minute, before: level, value: minute.value)
        bound()
        return
      }
    }
    believed.append(minute)
    if believed.count > Self.levelMinutes { believed.removeFirst() }
  }

  /// Takes a minute into the open doubt. Returns false when that has ended, and the minute counts.
  private mutating func follow(_ minute: MinuteValue) -> Bool {
    guard var doubt = open else { return false }
    if minute.minute >= doubt.until ?? .max {
      open = nil
      believed = []
      return false
    }
    let isRise = doubt.value > doubt.before
    let isBack =
      isRise
      ? minute.value * Self.recoveredShare <= doubt.before
      : minute.value >= Self.recoveredShare * doubt.before
    if isBack {
      open = nil
      ended = doubt
      ended?.until = isRise ? nil : minute.minute + Self.aftermath
      return false
    }
    let ratio = minute.value / doubt.before
    // The jump may have come within a minute, whose mean then lies between: the second one tells.
    scale = minute.minute == doubt.since + 1 ? UnitScale(ratio) : scale?.kept(by: ratio)
    if isRise, scale == nil {
      // It did not stay at the factor: a surge after all.
      open = nil
      believed = []
      return false
    }
    doubt.value = minute.value
    let isOtherUnit = scale != nil && minute.minute >= doubt.since + Self.unitMinutes
    doubt.fault = isRise || isOtherUnit ? .unit : .fall
    open = doubt
    bound()
    return true
  }

  private mutating func bound() {
    guard let doubt = open else { return }
    let limit = isExplained ? Self.explainedLimit : Self.fallLimit
    open?.until = doubt.since + (doubt.fault == .unit ? Self.unitLimit : limit)
  }

  /// The median of the believed minutes; nil when there are too few fresh ones.
  private func level(at minute: Int64) -> Double? {
    let values = believed.filter { $0.minute >= minute - Self.levelReach }.map(\.value).sorted()
    return values.count >= Self.leastLevelMinutes ? values[values.count / 2] : nil
  }
}

/// A factor that unit mistakes make: a minute against a second, a thousandth against the whole.
struct UnitScale: Hashable {
  /// 60 or 1,000.
  var size: Double
  var isRise: Bool

  /// The jump itself is within a fifth of the factor: minutes differ by some percent ...
  private static let tolerance = 1.2
  /// ... and what follows within a half, because the load moves meanwhile.
  private static let drift = 1.5

  /// The scale of a ratio of two successive levels; nil when it is near none.
  init?(_ ratio: Double) {
    guard ratio > 0, ratio.isFinite else { return nil }
    let size = [60.0, 1_000].first { Self.isNear(ratio, $0, Self.tolerance) }
    guard let size else { return nil }
    self.size = size
    isRise = ratio > 1
  }

  /// Itself while a ratio to the level before the jump is still near it.
  func kept(by ratio: Double) -> UnitScale? {
    (ratio > 1) == isRise && Self.isNear(ratio, size, Self.drift) ? self : nil
  }

  private static func isNear(_ ratio: Double, _ size: Double, _ tolerance: Double) -> Bool {
    let factor = ratio > 1 ? ratio : 1 / ratio
    return size / tolerance <= factor && factor <= size * tolerance
  }
}
