package import RungModel

/// Reads a series from CSV with a header, as `--series FILE --time COL --value COL --unit …` say.
package enum SeriesFile {
  /// Which columns to read, and in what unit the values are.
  package struct Columns: Hashable, Sendable {
    /// Nil: the column named `utc`, `time` or `timestamp`.
    package var time: String?
    /// Nil: the only other column.
    package var value: String?
    /// `rpm` is divided by 60: the series is in requests a second.
    package var unit: DriverUnit

    package init(time: String? = nil, value: String? = nil, unit: DriverUnit) {
      self.time = time
      self.value = value
      self.unit = unit
    }
  }

  /// What came of a file.
  package struct Reading: Hashable, Sendable {
    /// Users or requests a second; a minute without a row is missing, several rows are their mean.
    package var series: MinuteSeries
    /// `users` or `rps`.
    package var unit: DriverUnit
    /// The column that the values stood in.
    package var column: String
    /// Rows with a value.
    package var rows: Int
    /// Rows whose time was there before; the last of them was taken.
    package var duplicates: Int
    /// Rows without a value (empty, `NaN`, `null`): missing, not zero.
    package var empty: Int
    /// What someone should know: duplicates, empty rows, gaps. Sentences without a full stop.
    package var notes: [String]
  }

  /// Longest series: ten years of minutes. More is a wrong year in one row.
  static let longestMinutes: Int64 = 10 * 366 * 1_440

  /// Reads a file's bytes; times are ISO 8601 or seconds (or milliseconds) since the Unix epoch.
  ///
  /// Rows may be in any order. Separators are commas, semicolons or tabs, as the header has them.
  /// - Parameter file: the name that faults carry.
  /// - Complexity: O(n log n) in rows when they are unsorted, else O(n).
  package static func decode(_ bytes: [UInt8], file: String? = nil, columns: Columns)
    -> Result<Reading, FormatFaults>
  {
    bytes.withUnsafeBufferPointer { buffer in
      var table = SeriesTable(buffer, file: file)
      guard let layout = SeriesLayout.find(&table, columns) else {
        return .failure(FormatFaults(table.faults))
      }
      let rows = table.rows(layout)
      if rows.isEmpty && table.faults.isEmpty { table.note(nil, "", "holds no row with a value") }
      guard table.faults.isEmpty else { return .failure(FormatFaults(table.faults)) }
      return gather(rows, columns.unit, layout, table)
    }
  }

  private static func gather(
    _ rows: [SeriesRow], _ unit: DriverUnit, _ layout: SeriesLayout, _ table: SeriesTable
  ) -> Result<Reading, FormatFaults> {
    var rows = rows
    // Line numbers break ties, so that of two rows for one time the later comes last.
    let isSorted = zip(rows, rows.dropFirst()).allSatisfy { $0.milliseconds <= $1.milliseconds }
    if !isSorted { rows.sort { ($0.milliseconds, $0.line) < ($1.milliseconds, $1.line) } }
    let first = rows[0]
    let last = rows[rows.count - 1]
    let firstMinute = first.instant.minute
    let minutes = last.instant.minute - firstMinute + 1
    guard minutes <= longestMinutes else {
      let message =
        "spans \(minutes / 525_960) years, from \(first.instant) (line \(first.line)) to "
        + "\(last.instant) (line \(last.line)); at most 10 are read: is one of them wrong?"
      return .failure(FormatFaults([FormatFault(file: table.file, message: message)]))
    }
    var sums = [Double](repeating: 0, count: Int(minutes))
    var counts = [Int](repeating: 0, count: Int(minutes))
    var duplicates = 0
    for (index, row) in rows.enumerated() {
      if index + 1 < rows.count, rows[index + 1].milliseconds == row.milliseconds {
        duplicates += 1
        continue
      }
      let place = Int(row.instant.minute - firstMinute)
      sums[place] += row.value
      counts[place] += 1
    }
    let values = zip(sums, counts).map { sum, count in
      count == 0 ? nil : sum / Double(count) * unit.factor
    }
    var reading = Reading(
      series: MinuteSeries(firstMinute: firstMinute, values: values),
      unit: unit == .users ? .users : .rps, column: layout.value, rows: rows.count,
      duplicates: duplicates, empty: table.empty, notes: [])
    reading.notes = notes(reading, isSorted: isSorted, missing: counts.count { $0 == 0 }, unit)
    return .success(reading)
  }

  private static func notes(
    _ reading: Reading, isSorted: Bool, missing: Int, _ unit: DriverUnit
  ) -> [String] {
    var notes: [String] = []
    if unit == .rpm { notes.append("requests a minute were divided by 60") }
    if !isSorted { notes.append("rows were not in order of time and have been sorted") }
    if reading.duplicates > 0 {
      notes.append("\(reading.duplicates) rows repeat a time; the last of each was taken")
    }
    if reading.empty > 0 { notes.append("\(reading.empty) rows have no value and are missing") }
    if missing > 0 {
      notes.append("\(missing) of \(reading.series.values.count) minutes have no data")
    }
    return notes
  }
}

/// A row with a value, still in the unit of the file.
struct SeriesRow {
  /// Since the Unix epoch.
  var milliseconds: Int64
  var value: Double
  /// Counted from 1, the header included.
  var line: Int

  /// The time of the row.
  var instant: Timestamp { Timestamp(milliseconds: milliseconds) }
}
