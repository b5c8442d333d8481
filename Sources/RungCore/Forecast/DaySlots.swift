/// What past ordinary days had in each slot of the day, in one flat table.
///
/// The profiles of a fit ask for ten thousands of medians, most with one day left out: the values
/// of a slot are sorted once, and a day left out is stepped over.
struct DaySlots {
  /// Slots of a day.
  static let count = 1_440 / Int(OrdinaryDays.slotMinutes)

  /// Days since the Unix epoch; the day of the first minute.
  let firstDay: Int64
  let dayCount: Int
  /// Slot after slot, the median of each day's minutes, the oldest day first;
  /// `LiveLevel.missing` where a day has none.
  private let values: [Double]
  /// The same, each slot's values rising: those missing stand first.
  private let sorted: [Double]
  /// How many values each slot has.
  private let known: [Int]

  /// An hour's level is the median of so many days: a week, each weekday once.
  private static let newestDays = 7

  init(_ sample: OrdinaryMinutes) {
    let first = Self.day(of: sample.firstMinute)
    let days = Int(
      max(first, Self.day(of: sample.firstMinute + Int64(sample.logs.count) - 1)) - first + 1)
    let logs = sample.logs
    var values = [Double](repeating: LiveLevel.missing, count: Self.count * days)
    for slot in 0..<Self.count {
      for day in 0..<days {
        let minute = (first + Int64(day)) * 1_440 + Int64(slot) * OrdinaryDays.slotMinutes
        let start = Int(minute - sample.firstMinute)
        let range = (start..<start + Int(OrdinaryDays.slotMinutes))
          .clamped(to: logs.indices)
        values[slot * days + day] = Self.median(range) { logs[$0] }
      }
    }
    var sorted = values
    sorted.withUnsafeMutableBufferPointer { sorted in
      for slot in 0..<Self.count {
        var own = UnsafeMutableBufferPointer(
          rebasing: sorted[(slot * days)..<((slot + 1) * days)])
        own.sort()
      }
    }
    known = (0..<Self.count).map { slot in
      sorted[(slot * days)..<((slot + 1) * days)].count { $0 > LiveLevel.missing }
    }
    firstDay = first
    dayCount = days
    self.values = values
    self.sorted = sorted
  }

  /// The median of all days, one left out by its place; `LiveLevel.missing` without any.
  func median(_ slot: Int, without day: Int?) -> Double {
    let own = day.map { values[slot * dayCount + $0] } ?? LiveLevel.missing
    let end = (slot + 1) * dayCount
    let first = end - known[slot]
    guard own > LiveLevel.missing else { return Self.middle(known[slot]) { sorted[first + $0] } }
    // Of equal values it does not matter which is stepped over.
    let skipped = sorted[first..<end].firstIndex(of: own) ?? end
    return Self.middle(known[slot] - 1) { rank in
      let place = first + rank
      return sorted[place < skipped ? place : place + 1]
    }
  }

  /// The median of the newest week's days, one left out; `LiveLevel.missing` without any.
  func newestMedian(_ slot: Int, without day: Int?) -> Double {
    var first = dayCount
    var count = 0
    while first > 0, count < Self.newestDays {
      first -= 1
      if first != day, values[slot * dayCount + first] > LiveLevel.missing { count += 1 }
    }
    return Self.median(first..<dayCount) {
      $0 == day ? LiveLevel.missing : values[slot * dayCount + $0]
    }
  }

  /// The median of a weekday's days, one left out, and how many they are; `LiveLevel.missing`
  /// without any.
  func median(_ slot: Int, weekday: Int, without day: Int?) -> (value: Double, count: Int) {
    let first = (weekday - self.weekday(0) + 7) % 7
    var count = 0
    let value = Self.median(0..<max(0, dayCount - first + 6) / 7) { week in
      let own = first + 7 * week
      let value = own == day ? LiveLevel.missing : values[slot * dayCount + own]
      if value > LiveLevel.missing { count += 1 }
      return value
    }
    return (value, count)
  }

  /// The weekday of a day, by its place: 0 to 6.
  func weekday(_ day: Int) -> Int { Int(((firstDay + Int64(day)) % 7 + 7) % 7) }

  /// The day of a minute, both since the Unix epoch.
  static func day(of minute: Int64) -> Int64 {
    let (quotient, remainder) = minute.quotientAndRemainder(dividingBy: 1_440)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The median of a few values, asked for once each; those missing are left out.
  @inline(__always)
  private static func median(_ places: Range<Int>, _ value: (Int) -> Double) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: places.count) { few in
      var count = 0
      for place in places {
        let value = value(place)
        guard value > LiveLevel.missing else { continue }
        // Sorted as they come: they are a handful.
        var rank = count
        while rank > 0, few[rank - 1] > value {
          few[rank] = few[rank - 1]
          rank -= 1
        }
        few[rank] = value
        count += 1
      }
      return middle(count) { few[$0] }
    }
  }

  /// The middle of sorted values, or the mean of the two in the middle.
  @inline(__always)
  private static func middle(_ count: Int, _ value: (Int) -> Double) -> Double {
    guard count > 0 else { return LiveLevel.missing }
    let half = count / 2
    return count % 2 == 1 ? value(half) : (value(half - 1) + value(half)) / 2
  }
}
