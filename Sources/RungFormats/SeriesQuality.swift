import RungModel

/// What is wrong with the data of a series file, counted, with the line where each first shows.
package struct SeriesQuality: Hashable, Sendable {
  /// What can be wrong, in the order it is told.
  package enum Fault: Int, CaseIterable, Sendable {
    /// Rows whose time is not after all times before.
    case unordered
    /// Rows whose time another row has too; the last one was taken.
    case duplicate
    /// Of those, rows whose value the last one contradicts.
    case conflict
    /// Rows without a value (empty, `NaN`, `null`): missing, not zero.
    case empty
    /// Values below zero, left out.
    case negative
    /// Infinite values, left out.
    case notFinite
    /// Minutes without a row between the first and the last; the line is the one after the gap.
    case gap
    /// Minutes that repeat a value for longer than this series does by itself.
    case frozen
    /// One or two minutes at less than half of those around them.
    case notch
  }

  /// How often, and where first.
  package struct Finding: Hashable, Sendable {
    package var count = 0
    /// Counted from 1, the header included; nil while nothing was found.
    package var line: Int?

    package init(count: Int = 0, line: Int? = nil) {
      self.count = count
      self.line = line
    }
  }

  private var findings = [Finding](repeating: Finding(), count: Fault.allCases.count)
  /// The minute of the day (UTC) at which notches come day after day, with their number.
  package var dailyNotch: (minute: Int, count: Int)? {
    guard let dailyNotchMinute else { return nil }
    return (dailyNotchMinute, dailyNotchCount)
  }
  private var dailyNotchMinute: Int?
  private var dailyNotchCount = 0

  package init() {}

  package subscript(fault: Fault) -> Finding { findings[fault.rawValue] }

  /// Counts; the first line stays.
  mutating func count(_ fault: Fault, line: Int, by count: Int = 1) {
    findings[fault.rawValue].count += count
    if findings[fault.rawValue].line == nil { findings[fault.rawValue].line = line }
  }

  mutating func setDailyNotch(minute: Int, count: Int) {
    dailyNotchMinute = minute
    dailyNotchCount = count
  }

  /// A sentence a finding, without a full stop; empty when the data is sound.
  ///
  /// - Parameter minutes: that the series spans.
  package func sentences(minutes: Int) -> [String] {
    Fault.allCases.compactMap { fault in
      let finding = self[fault]
      guard finding.count > 0, let line = finding.line else { return nil }
      return "\(text(fault, finding.count, minutes)); the first is line \(line)"
        + (fault == .notch ? dailyText : "")
    }
  }

  private func text(_ fault: Fault, _ count: Int, _ minutes: Int) -> String {
    switch fault {
    case .unordered: "\(count) rows were not in order of time and have been sorted"
    case .duplicate: "\(count) rows repeat a time; the last of each was taken"
    case .conflict: "\(count) of them had another value than the one taken"
    case .empty: "\(count) rows have no value and are missing"
    case .negative: "\(count) values are below 0 and are missing"
    case .notFinite: "\(count) values are infinite and are missing"
    case .gap: "\(count) of \(minutes) minutes have no data"
    case .frozen: "\(count) minutes stand still at one value: was its source frozen?"
    case .notch: "\(count) minutes fall below half of their neighbours for a minute or two"
    }
  }

  private var dailyText: String {
    guard let daily = dailyNotch else { return "" }
    let clock = Timestamp(minute: Int64(daily.minute)).clockText
    return ", \(daily.count) come at \(clock)Z: does a log rotation eat that minute?"
  }
}
