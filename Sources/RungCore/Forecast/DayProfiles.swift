import RealModule

/// The shape of an ordinary day, for each day of the week: what the newest days have at an hour,
/// and how the weekday differs from others, the more believed the more weeks have shown it.
/// For each past day also the shape that the other days give, so that a day is never predicted
/// from itself.
struct DayProfiles {
  /// From all days.
  private(set) var whole: [Double] = []
  private var ofOtherDays: [[Double]] = []
  private let slots: DaySlots

  /// Days that residuals are taken from: the newest fortnight.
  private static let scoredDays = 14
  /// A weekday is believed by half when so many weeks have shown it.
  private static let weeksForHalf = 2.0
  /// Slots either way that the level, and the difference of a weekday, are smoothed over.
  private static let smoothing = (level: 2, weekday: 12)

  init(_ sample: OrdinaryMinutes) {
    slots = DaySlots(sample)
    whole = profile(without: nil, weekdays: 0..<7)
    ofOtherDays = (0..<slots.dayCount).map { day in
      guard day >= slots.dayCount - Self.scoredDays else { return [] }
      let weekday = slots.weekday(day)
      return profile(without: day, weekdays: weekday..<(weekday + 1))
    }
  }

  /// What the days other than its own expect at a minute; nil where they know nothing.
  func unseen(_ minute: Int64) -> Double? {
    let day = DaySlots.day(of: minute) - slots.firstDay
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
    let right = profile[slot + 1 < profile.count ? slot + 1 : 0]
    guard left > LiveLevel.missing, right > LiveLevel.missing else { return nil }
    let share = Double(place % OrdinaryDays.slotMinutes) / Double(OrdinaryDays.slotMinutes)
    return left + (right - left) * share
  }

  /// The same for minutes in a row; 0 where it knows nothing.
  static func read(_ profile: [Double], from minute: Int64, count: Int) -> [Double] {
    let slot = Int(OrdinaryDays.slotMinutes)
    let span = profile.count * slot
    guard span > 0 else { return [Double](repeating: 0, count: count) }
    var place = Int(((minute - 2) % Int64(span) + Int64(span)) % Int64(span))
    return (0..<count).map { _ in
      let left = profile[place / slot]
      let right = profile[place / slot + 1 < profile.count ? place / slot + 1 : 0]
      let share = Double(place % slot) / Double(slot)
      place = place + 1 < span ? place + 1 : 0
      return min(left, right) > LiveLevel.missing ? left + (right - left) * share : 0
    }
  }

  /// The slots of some weekdays, one after the other.
  private func profile(without day: Int?, weekdays: Range<Int>) -> [Double] {
    let places = 0..<DaySlots.count
    let levels = Self.smoothed(
      places.map { slots.newestMedian($0, without: day) }, Self.smoothing.level)
    let usual = places.map { slots.median($0, without: day) }
    return Self.filled(
      weekdays.flatMap { weekday in
        var weeks = 0.0
        let differences = places.map { slot in
          let own = slots.median(slot, weekday: weekday, without: day)
          weeks += Double(own.count) / Double(DaySlots.count)
          return own.count > 0 ? own.value - usual[slot] : LiveLevel.missing
        }
        let share = weeks > 1.5 ? weeks / (weeks + Self.weeksForHalf) : 0
        let smooth = share > 0 ? Self.smoothed(differences, Self.smoothing.weekday) : differences
        return places.map { slot in
          guard levels[slot] > LiveLevel.missing else { return LiveLevel.missing }
          return levels[slot] + (smooth[slot] > LiveLevel.missing ? share * smooth[slot] : 0)
        }
      })
  }

  /// Mean of a slot and its neighbours, around the clock.
  private static func smoothed(_ slots: [Double], _ reach: Int) -> [Double] {
    let ring = slots.suffix(reach) + slots + slots.prefix(reach)
    return ring.withUnsafeBufferPointer { ring in
      slots.indices.map { first in
        var (sum, count) = (0.0, 0.0)
        for place in first...(first + 2 * reach) where ring[place] > LiveLevel.missing {
          sum += ring[place]
          count += 1
        }
        return count > 0 ? sum / count : LiveLevel.missing
      }
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
}
