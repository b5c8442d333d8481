import RungModel

/// A series file's minutes, still in the unit of the file, with the line that each came from.
struct SeriesShape {
  let firstMinute: Int64
  /// The mean of a minute's rows; nil where it has none.
  let values: [Double?]
  /// The line of the minute's first row; 0 where it has none.
  private let lines: [Int]

  /// A run is no accident when its chance is under one in a million.
  static let chance = 1e-6
  /// Equal minutes in a row that are needed at least.
  static let leastRepeats = 5
  /// A notch is below this share of what is before and after it ...
  static let notchShare = 0.5
  /// ... and deeper than so many times the usual step from minute to minute.
  static let notchSteps = 5.0
  /// Notches at one minute of the day that make it a habit.
  static let dailyNotches = 3

  /// From rows in order of time; rows that repeat a time are counted and left out.
  init(_ rows: [SeriesRow], minutes: Int, _ quality: inout SeriesQuality) {
    firstMinute = rows[0].instant.minute
    var sums = [Double](repeating: 0, count: minutes)
    var counts = [Int](repeating: 0, count: minutes)
    var lines = [Int](repeating: 0, count: minutes)
    for (index, row) in rows.enumerated() {
      if index + 1 < rows.count, rows[index + 1].milliseconds == row.milliseconds {
        quality.count(.duplicate, line: row.line)
        if rows[index + 1].value != row.value { quality.count(.conflict, line: row.line) }
        continue
      }
      let place = Int(row.instant.minute - firstMinute)
      sums[place] += row.value
      counts[place] += 1
      if lines[place] == 0 { lines[place] = row.line }
    }
    values = zip(sums, counts).map { sum, count in count == 0 ? nil : sum / Double(count) }
    self.lines = lines
  }

  /// Counts gaps, values that stand still, and notches.
  /// - Complexity: O(n log n) in minutes.
  func judge(_ quality: inout SeriesQuality) {
    let present = values.indices.filter { values[$0] != nil }
    for (before, after) in zip(present, present.dropFirst()) where after > before + 1 {
      quality.count(.gap, line: lines[after], by: after - before - 1)
    }
    let levels = present.compactMap { values[$0] }
    judgeRepeats(levels, present, &quality)
    judgeNotches(levels, present, &quality)
  }

  private func judgeRepeats(
    _ levels: [Double], _ present: [Int], _ quality: inout SeriesQuality
  ) {
    let equal = zip(levels, levels.dropFirst()).count { $0 == $1 }
    let share = Double(equal + 1) / Double(levels.count + 1)
    var start = 0
    for index in levels.indices {
      let isLast = index + 1 == levels.count
      guard isLast || levels[index + 1] != levels[index] else { continue }
      let repeats = index - start
      let chance = (0..<repeats).reduce(1.0) { chance, _ in chance * share }
      if repeats >= Self.leastRepeats, levels[index] > 0, chance < Self.chance {
        quality.count(.frozen, line: lines[present[start]], by: repeats)
      }
      start = index + 1
    }
  }

  private func judgeNotches(
    _ levels: [Double], _ present: [Int], _ quality: inout SeriesQuality
  ) {
    let steps = zip(levels, levels.dropFirst()).map { abs($1 - $0) / max($0, $1, 1e-300) }.sorted()
    guard steps.count >= 4 else { return }
    let least = max(1 - Self.notchShare, Self.notchSteps * steps[steps.count / 2])
    var byMinuteOfDay: [Int64: Int] = [:]
    var index = 1
    while index + 1 < levels.count {
      let width = [1, 2].first { width in
        guard index + width < levels.count else { return false }
        let around = min(levels[index - 1], levels[index + width])
        let highest = levels[index..<(index + width)].max() ?? around
        return around > 0 && 1 - highest / around >= least
      }
      guard let width else {
        index += 1
        continue
      }
      quality.count(.notch, line: lines[present[index]], by: width)
      byMinuteOfDay[(firstMinute + Int64(present[index])) % 1_440, default: 0] += 1
      index += width + 1
    }
    let most = byMinuteOfDay.max { ($0.value, $1.key) < ($1.value, $0.key) }
    if let most, most.value >= Self.dailyNotches {
      quality.setDailyNotch(minute: Int(most.key), count: most.value)
    }
  }
}
