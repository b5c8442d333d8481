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
    whole = Self.smoothed(seen.map { LiveLevel.median($0.map(\.value)) })
    let from = max(firstDay, lastDay - Int64(Self.scoredDays) + 1)
    withoutDay = (firstDay...max(firstDay, lastDay)).map { day in
      guard day >= from else { return [] }
      return Self.smoothed(
        seen.map { slot in LiveLevel.median(slot.filter { $0.day != day }.map(\.value)) })
    }
  }

  /// The share of the profile's growth that would have predicted best.
  func bestPull(_ sample: OrdinaryMinutes) -> Double {
    var best = (pull: 0.0, error: Double.infinity)
    for pull in [0.0, 0.5, 0.8, 1.0] {
      var error = 0.0
      for horizon: Int64 in [15, 60] {
        residuals(sample, horizon: horizon, pull: pull) { error += abs($0) }
      }
      // Ties go to the last value: it needs no assumption.
      if error < best.error * 0.98 { best = (pull, error) }
    }
    return best.pull
  }

  /// What came, against what would have been predicted, every seven minutes of the scored days.
  func residuals(
    _ sample: OrdinaryMinutes, horizon: Int64, pull: Double, each: (Double) -> Void
  ) {
    let first = max(0, sample.logs.count - Self.scoredDays * 1_440)
    for index in stride(from: first, to: sample.logs.count - Int(horizon), by: 7) {
      let level = sample.levels[index]
      let value = sample.logs[index + Int(horizon)]
      guard level > LiveLevel.missing, value > LiveLevel.missing else { continue }
      let minute = sample.firstMinute + Int64(index)
      let profile = withoutDay[Int(Self.floorDivide(minute, 1_440) - firstDay)]
      var growth = 0.0
      if pull > 0, let before = Self.read(profile, minute),
        let after = Self.read(profile, minute + horizon)
      {
        growth = pull * (after - before)
      }
      each(value - level - growth)
    }
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
      let near = [-2, -1, 0, 1, 2].map { slots[(index + $0 + slots.count) % slots.count] }
        .filter { $0 > LiveLevel.missing }
      return near.isEmpty ? LiveLevel.missing : near.reduce(0, +) / Double(near.count)
    }
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
