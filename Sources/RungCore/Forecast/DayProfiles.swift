import RealModule

/// Profiles of the day (of the week, from three weeks on), and for each day the one that the
/// other days give, so that a day is never predicted from itself.
struct DayProfiles {
  /// From all days.
  private(set) var whole: [Double] = []
  private var withoutDay: [[Double]] = []
  private let firstDay: Int64

  private static let slotsADay = 1_440 / OrdinaryDays.slotMinutes
  /// Days that residuals are taken from: the newest fortnight.
  private static let scoredDays = 14

  init(_ sample: OrdinaryMinutes) {
    let minutesADay: Int64 = 1_440
    firstDay = Self.floorDivide(sample.firstMinute, minutesADay)
    let lastDay = Self.floorDivide(
      sample.firstMinute + Int64(sample.logs.count) - 1, minutesADay)
    let isWeekly = sample.count >= 21 * 1_440
    let slotCount = Int(Self.slotsADay) * (isWeekly ? 7 : 1)
    // seen[slot]: the day and its median there.
    var seen = [[(day: Int64, value: Double)]](repeating: [], count: slotCount)
    for day in firstDay...max(firstDay, lastDay) {
      for slot in 0..<Self.slotsADay {
        let start = day * minutesADay + slot * OrdinaryDays.slotMinutes - sample.firstMinute
        let range = Int(start)..<Int(start + OrdinaryDays.slotMinutes)
        let values = sample.logs[range.clamped(to: 0..<sample.logs.count)]
          .filter { $0 > LiveLevel.missing }
        guard !values.isEmpty else { continue }
        let week = isWeekly ? Int(((day % 7) + 7) % 7) * Int(Self.slotsADay) : 0
        seen[week + Int(slot)].append((day, LiveLevel.median(values)))
      }
    }
    let medians = seen.map { LiveLevel.median($0.map(\.value)) }
    whole = Self.smoothed(medians)
    let from = max(firstDay, lastDay - Int64(Self.scoredDays) + 1)
    withoutDay = (firstDay...max(firstDay, lastDay)).map { day in
      guard day >= from else { return [] }
      // Of a week's slots a day is in a seventh: the others have the same median without it.
      var others = medians
      for slot in seen.indices where seen[slot].contains(where: { $0.day == day }) {
        others[slot] = LiveLevel.median(
          seen[slot].compactMap { $0.day != day ? $0.value : nil })
      }
      return Self.smoothed(others)
    }
  }

  /// What the other days expect at a minute; nil where they know nothing.
  func unseen(_ minute: Int64) -> Double? {
    let day = Self.floorDivide(minute, 1_440) - firstDay
    guard day >= 0, day < Int64(withoutDay.count) else { return nil }
    return Self.read(withoutDay[Int(day)], minute)
  }

  /// A profile at a minute, between its slots; nil where it knows nothing.
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

  /// Mean of a slot and its neighbours, around the clock.
  private static func smoothed(_ slots: [Double]) -> [Double] {
    slots.indices.map { index in
      var (sum, count) = (0.0, 0.0)
      for offset in -2...2 {
        let value = slots[(index + offset + slots.count) % slots.count]
        guard value > LiveLevel.missing else { continue }
        sum += value
        count += 1
      }
      return count > 0 ? sum / count : LiveLevel.missing
    }
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
