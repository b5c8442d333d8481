import RungModel

/// What a stop at any minute would bring to those who are driven by departures.
///
/// Nobody announces rain, and a curve of departures is near zero a minute before they are a
/// million. So while an event is on, high levels of the forecast are at least the users who are
/// there times the largest share that left a comparable event within a minute. And as nobody leaves
/// who is not there, none of the next minutes is forecast far above that.
struct DeparturesFloor {
  /// What one event asks for.
  private struct Part {
    /// Minutes in which its users may leave at once.
    var minutes: ClosedRange<Int64>
    var share: Double
    /// Where the share comes from.
    var origin: String
  }

  /// Levels from here on are raised: what is likely stays what it is.
  static let leastLevel = 0.9
  /// Minutes over which the recent rise is read, and for which it is taken to go on: a lead time
  /// and a little, as nobody can order for what comes within one.
  private static let rampMinutes: Int64 = 5
  private static let climbMinutes: Int64 = 12
  /// The most that is forecast, as a multiple of the floor: of 24 events one more exceeds the
  /// largest with a chance of one in 25, and generated ones did by a fifth at most.
  private static let most = 1.25
  /// Users older than this many minutes say nothing of now.
  private static let freshMinutes: Int64 = 30

  /// Users now: the median of three minutes.
  private let level: Double
  /// Users gained a minute; 0 when falling.
  private let ramp: Double
  private let now: Int64
  private let parts: [Part]

  /// Nil without an event that is on or comes, or without users.
  init?(_ lessons: [LeavingShare], users: MinuteSeries, events: [Event], now: Int64) {
    guard let newest = users.last(atOrBefore: now)?.minute, newest >= now - Self.freshMinutes,
      let level = Self.middle(users, of: newest), level > 0
    else { return nil }
    self.now = now
    self.level = level
    let before = Self.middle(users, of: newest - Self.rampMinutes) ?? level
    ramp = max(0, level - before) / Double(Self.rampMinutes)
    parts = events.compactMap { event in
      guard event.status != .cancelled, let begins = event.begins?.minute,
        let ends = event.ends?.minute, begins <= ends
      else { return nil }
      // An event that is not over may last longer than its schedule says.
      let last = (event.status.isOver ? ends : max(ends, now)) + LeavingShare.minutesAfterEnd
      guard last >= now else { return nil }
      guard let largest = LeavingShare.largest(of: lessons, like: event.kind) else {
        return Part(
          minutes: begins...last, share: LeavingShare.published,
          origin: "no comparable event tells, and in 2019 rain took 15M users to 3M in minutes")
      }
      let count =
        largest.events == 1 ? "one comparable event" : "\(largest.events) comparable events"
      return Part(
        minutes: begins...last, share: largest.share,
        origin: "the most that left in a minute of \(count)")
    }
    if parts.isEmpty { return nil }
  }

  /// The median of a minute and the two before it; nil when none has a value.
  private static func middle(_ users: MinuteSeries, of minute: Int64) -> Double? {
    let values = (minute - 2...minute).compactMap { users[$0] }.sorted()
    return values.isEmpty ? nil : values[values.count / 2]
  }

  /// Users who would leave in a minute that a stop came in; 0 when no event is on then.
  func value(at minute: Int64) -> Double {
    let share = parts.lazy.filter { $0.minutes.contains(minute) }.map(\.share).max() ?? 0
    return share * users(at: minute)
  }

  /// The most that may leave in a minute; nil where it is too far ahead to know who will be there.
  private func most(at minute: Int64) -> Double? {
    guard minute <= now + Self.climbMinutes else { return nil }
    return Self.most * (parts.map(\.share).max() ?? 0) * users(at: minute)
  }

  /// Users who are there, if those who came lately are followed by as many.
  private func users(at minute: Int64) -> Double {
    level + ramp * Double(min(max(0, minute - now), Self.climbMinutes))
  }

  /// Puts a forecast within its bounds, and says why where an event is on now.
  func bound(_ forecast: inout Forecast) {
    for place in 0..<forecast.minuteCount {
      let minute = forecast.firstMinute + Int64(place)
      let (floor, most) = (value(at: minute), most(at: minute) ?? .infinity)
      for level in forecast.levels.indices {
        let isHigh = forecast.levels[level] >= Self.leastLevel
        let value = min(forecast.paths[level][place], most)
        forecast.paths[level][place] = isHigh ? max(value, floor) : value
      }
    }
    if let reason { forecast.reasons.insert(reason, at: 0) }
  }

  private var reason: String? {
    guard
      let part = parts.filter({ $0.minutes.contains(now) }).max(by: { $0.share < $1.share })
    else { return nil }
    return "a stop now would send \(Quantity.text(part.share * level)) users a minute to this "
      + "service: \(part.origin), \(Quantity.percent(part.share)) of \(Quantity.text(level))"
  }
}
