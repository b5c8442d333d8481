package import RungModel

/// How one driver's forecasts did against what came, and against the last value as a rival.
///
/// A value: records go in as forecasts are made, minutes are settled as they are complete, scores
/// come out. It is rebuilt from facts: records, settled minutes and score rows.
package struct Scorecard: Hashable, Sendable {
  /// Scored forecasts are shown one by one for this many minutes.
  package static let recentMinutes: Int64 = 180
  /// Records older than this many minutes before now say nothing more.
  package static let reachMinutes = ForecastRecord.factMinutes
  /// A kind that was not scored for this long is forgotten: the same event a year later meets
  /// another audience and another forecaster.
  package static let rowMinutes: Int64 = 366 * 1_440

  /// By kind, then by horizon.
  package private(set) var rows: [ScoreRow] = []
  /// Oldest first, at most one a minute.
  private(set) var records: [ForecastRecord] = []
  /// Oldest first, at most one a minute.
  private(set) var settled: [SettledMinute] = []
  /// For each of `settled`, what its forecasts say of the width of bands.
  var surprises: [Surprises] = []

  package init() {}

  /// Rebuilds a driver's scorecard from the facts about it, in any order.
  init(
    records: [ForecastRecord], settled: [SettledMinute], rows: [ScoreRow], at minute: Int64
  ) {
    self.records = records.sorted { $0.minute < $1.minute }
    self.settled = settled.sorted { $0.minute < $1.minute }
    self.rows = rows.sorted { ($0.kind, $0.horizon) < ($1.kind, $1.horizon) }
    age(to: minute)
    surprises = self.settled.map(surprises(of:))
  }

  /// The kind that forecasts are made in now; empty for ordinary time and before the first.
  package var kind: String { records.last?.kind ?? "" }

  /// The minute of the newest record; nil before the first.
  var newestRecord: Int64? { records.last?.minute }

  /// Whether it knows nothing.
  var isEmpty: Bool { records.isEmpty && settled.isEmpty && rows.isEmpty }

  /// Keeps what a forecast said. At most one a minute: the first of a minute stands, and one that
  /// is older than the newest, or whose targets have come already, is ignored.
  ///
  /// - Returns: whether it was kept.
  @discardableResult
  package mutating func take(_ record: ForecastRecord) -> Bool {
    precondition(
      record.values.count == ForecastRecord.horizons.count
        && record.values.allSatisfy { $0.isEmpty || $0.count == ForecastRecord.levels.count },
      "a forecast record of \(record.driver) has not one value a horizon and level")
    guard record.minute > records.last?.minute ?? .min,
      record.minute >= settled.last?.minute ?? .min
    else { return false }
    records.append(record)
    return true
  }

  /// Scores the forecasts that had this minute as a target.
  ///
  /// Minutes settle in order and once: one that is not newer than the last is ignored, and so is
  /// the late value of a minute that was passed over. A score that was told stays told.
  ///
  /// - Parameter value: what came, users or requests a second; nil: there was none, nothing is
  ///   scored.
  /// - Returns: the rows that changed, by kind and horizon.
  @discardableResult
  package mutating func settle(minute: Int64, value: Double?) -> [ScoreRow] {
    guard minute > settled.last?.minute ?? .min else { return [] }
    var changed: [ScoreRow] = []
    if let value, value.isFinite {
      for (place, horizon) in ForecastRecord.horizons.enumerated() {
        guard let record = record(at: minute - Int64(horizon), with: place) else { continue }
        changed.append(score(record, place: place, actual: value, at: minute))
      }
    }
    // The driver's name is with its records; without any there was nothing to score.
    if let driver = records.last?.driver {
      let last = SettledMinute(driver: driver, minute: minute, value: value)
      settled.append(last)
      surprises.append(surprises(of: last))
    }
    trim(to: minute)
    return changed.sorted { ($0.kind, $0.horizon) < ($1.kind, $1.horizon) }
  }

  /// Complete minutes that wait to be settled before a minute: none while there is no forecast
  /// to score.
  func unsettled(before minute: Int64) -> Range<Int64> {
    guard let first = records.first?.minute else { return minute..<minute }
    let from = max(first, settled.last?.minute ?? .min) + 1
    return min(from, minute)..<minute
  }

  /// Forgets what can matter no more.
  mutating func age(to minute: Int64) {
    trim(to: minute - 1)
    if let last = settled.last, last.minute <= minute - Self.reachMinutes {
      settled = []
      surprises = []
    }
    let oldest = minute - Self.rowMinutes
    if rows.contains(where: { $0.lastMinute < oldest }) {
      rows.removeAll { $0.lastMinute < oldest }
    }
  }

  /// Keeps what the recent targets up to a minute, and targets to come, are made of.
  private mutating func trim(to minute: Int64) {
    let oldest = records.place { $0.minute > minute - Self.reachMinutes }
    if oldest > 0 { records.removeFirst(oldest) }
    // The newest stays, so that nothing is settled twice.
    let gone = min(
      settled.place { $0.minute > minute - Self.recentMinutes }, settled.count - 1)
    if gone > 0 {
      settled.removeFirst(gone)
      surprises.removeFirst(min(gone, surprises.count))
    }
    forgetSurprises()
  }

  private mutating func score(
    _ record: ForecastRecord, place: Int, actual: Double, at minute: Int64
  ) -> ScoreRow {
    let horizon = ForecastRecord.horizons[place]
    let index = self.place(horizon: horizon, kind: record.kind)
    if index == rows.count || rows[index].horizon != horizon || rows[index].kind != record.kind {
      rows.insert(
        ScoreRow(
          driver: record.driver, kind: record.kind, horizon: horizon, lastMinute: minute),
        at: index)
    }
    rows[index].lastMinute = minute
    rows[index].recent.fade()
    rows[index].recent.add(record.values[place], record.persistence, actual: actual)
    rows[index].total.add(record.values[place], record.persistence, actual: actual)
    return rows[index]
  }

  /// The place of a row, or where it would be. - Complexity: O(log n).
  func place(horizon: Int, kind: String) -> Int {
    rows.place { $0.kind == kind ? $0.horizon >= horizon : $0.kind > kind }
  }

  /// The record made in a minute, if it has something of a horizon. - Complexity: O(log n).
  func record(at minute: Int64, with horizon: Int) -> ForecastRecord? {
    let place = records.place { $0.minute >= minute }
    guard place < records.count, records[place].minute == minute,
      !records[place].values[horizon].isEmpty
    else { return nil }
    return records[place]
  }
}
