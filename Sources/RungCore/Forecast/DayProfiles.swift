import RealModule

/// The shape of an ordinary day, for each day of the week: what the newest days have at an hour,
/// and how the weekday differs from others, the more believed the more weeks have shown it.
/// For each past day also the shape that the other days give, so that a day is never predicted
/// from itself.
struct DayProfiles {
  /// From all days.
  private(set) var whole: [Double] = []
  private var ofOtherDays: [[Double]] = []
  private let firstDay: Int64
  /// For each slot of the day, its days and their medians, the oldest first.
  private let seen: [[Seen]]

  private struct Seen {
    var day: Int64
    var value: Double
  }

  private static let slotsADay = 1_440 / Int(OrdinaryDays.slotMinutes)
  /// Days that residuals are taken from: the newest fortnight.
  private static let scoredDays = 14
  /// An hour's level is the median of so many days: a week, each weekday once.
  private static let newestDays = 7
  /// A weekday is believed by half when so many weeks have shown it.
  private static let weeksForHalf = 2.0
  /// Slots either way that the level, and the difference of a weekday, are smoothed over.
  private static let smoothing = (level: 2, weekday: 12)

  init(_ sample: OrdinaryMinutes) {
    let minutesADay: Int64 = 1_440
    firstDay = Self.floorDivide(sample.firstMinute, minutesADay)
    let lastDay = Self.floorDivide(
      sample.firstMinute + Int64(sample.logs.count) - 1, minutesADay)
    var seen = [[Seen]](repeating: [], count: Self.slotsADay)
    for day in firstDay...max(firstDay, lastDay) {
      for slot in 0..<Self.slotsADay {
        let start =
          day * minutesADay + Int64(slot) * OrdinaryDays.slotMinutes - sample.firstMinute
        let range = Int(start)..<Int(start + OrdinaryDays.slotMinutes)
        let values = sample.logs[range.clamped(to: 0..<sample.logs.count)]
          .filter { $0 > LiveLevel.missing }
        guard !values.isEmpty else { continue }
        seen[slot].append(Seen(day: day, value: LiveLevel.median(values)))
      }
    }
    self.seen = seen
    whole = profile(without: nil, weekdays: 0..<7)
    let from = max(firstDay, lastDay - Int64(Self.scoredDays) + 1)
    ofOtherDays = (firstDay...max(firstDay, lastDay)).map { day in
      guard day >= from else { return [] }
      let weekday = Self.weekday(day)
      return profile(without: day, weekdays: weekday..<(weekday + 1))
    }
  }

  /// What the days other than its own expect at a minute; nil where they know nothing.
  func unseen(_ minute: Int64) -> Double? {
    let day = Self.floorDivide(minute, 1_440) - firstDay
    guard day >= 0, day < Int64(ofOtherDays.count) else { return nil }
    return Self.read(ofOtherDays[Int(day)], minute)
  }

  /// A profile (of a day or a week) at a minute, between its slots; nil where it knows nothing.
  static func read(_ profile: [Double], _ minute: Int64) -> Double? {
    guard !profile.isEmpty else { return nil }
    let span = Int64(profile.count) * OrdinaryDays.slotMinutes
    // Slots are read at their centers, two minutes in. Weeks start at day 0 modulo 7.
    let place = (((minute - 2) % span) + span) % span
    let slot = Int(place / OrdinaryDays.slotMinutes)
    let left = profile[slot]
    let right = profile[(slot + 1) % profile.count]
    guard left > LiveLevel.missing, right > LiveLevel.missing else { return nil }
    let share = Double(place % OrdinaryDays.slotMinutes) / Double(OrdinaryDays.slotMinutes)
    return left + (right - left) * share
  }

  /// The slots of some weekdays, one after the other.
  private func profile(without day: Int64?, weekdays: Range<Int>) -> [Double] {
    let days = seen.map { slot in slot.filter { $0.day != day } }
    let levels = Self.smoothed(
      days.map { LiveLevel.median($0.suffix(Self.newestDays).map(\.value)) },
      Self.smoothing.level)
    let usual = days.map { LiveLevel.median($0.map(\.value)) }
    return Self.filled(
      weekdays.flatMap { weekday in
        var weeks = 0.0
        let differences = days.indices.map { slot -> Double in
          let own = days[slot].filter { Self.weekday($0.day) == weekday }
          weeks += Double(own.count) / Double(days.count)
          return own.isEmpty
            ? LiveLevel.missing : LiveLevel.median(own.map(\.value)) - usual[slot]
        }
        let share = weeks > 1.5 ? weeks / (weeks + Self.weeksForHalf) : 0
        let smooth = share > 0 ? Self.smoothed(differences, Self.smoothing.weekday) : differences
        return levels.indices.map { slot in
          guard levels[slot] > LiveLevel.missing else { return LiveLevel.missing }
          return levels[slot] + (smooth[slot] > LiveLevel.missing ? share * smooth[slot] : 0)
        }
      })
  }

  /// Mean of a slot and its neighbours, around the clock.
  private static func smoothed(_ slots: [Double], _ reach: Int) -> [Double] {
    slots.indices.map { index in
      var (sum, count) = (0.0, 0.0)
      for offset in -reach...reach {
        let value = slots[(index + offset + slots.count) % slots.count]
        guard value > LiveLevel.missing else { continue }
        sum += value
        count += 1
      }
      return count > 0 ? sum / count : LiveLevel.missing
    }
  }

  /// Slots that no ordinary day has shown (matches at the same hour every day): a straight line
  /// between those beside them, around the clock.
  private static func filled(_ slots: [Double]) -> [Double] {
    let known = slots.indices.filter { slots[$0] > LiveLevel.missing }
    guard let first = known.first, known.count < slots.count else { return slots }
    var result = slots
    for (left, right) in zip(known, known.dropFirst() + [first + slots.count])
    where right - left > 1 {
      let (low, high) = (slots[left], slots[right % slots.count])
      for place in (left + 1)..<right {
        let share = Double(place - left) / Double(right - left)
        result[place % slots.count] = low + share * (high - low)
      }
    }
    return result
  }

  private static func weekday(_ day: Int64) -> Int { Int(((day % 7) + 7) % 7) }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
