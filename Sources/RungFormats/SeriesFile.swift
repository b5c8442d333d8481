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
    /// What is wrong with the data; nothing of it keeps the rest from being used.
    package var quality: SeriesQuality
    /// What someone should know: the unit, then the quality. Sentences without a full stop.
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
    var quality = table.quality
    let rows = sorted(rows, &quality)
    let (first, last) = (rows[0], rows[rows.count - 1])
    let minutes = last.instant.minute - first.instant.minute + 1
    guard minutes <= longestMinutes else {
      let message =
        "spans \(minutes / 525_960) years, from \(first.instant) (line \(first.line)) to "
        + "\(last.instant) (line \(last.line)); at most 10 are read: is one of them wrong?"
      return .failure(FormatFaults([FormatFault(file: table.file, message: message)]))
    }
    let shape = SeriesShape(rows, minutes: Int(minutes), &quality)
    shape.judge(&quality)
    let notes = unit == .rpm ? ["requests a minute were divided by 60"] : []
    return .success(
      Reading(
        series: MinuteSeries(
          firstMinute: shape.firstMinute, values: shape.values.map { $0.map { $0 * unit.factor } }),
        unit: unit.inside, column: layout.value, rows: rows.count,
        quality: quality,
        notes: notes + quality.sentences(minutes: Int(minutes))))
  }

  /// In order of time; line numbers break ties, so that of two rows for one time the later comes
  /// last.
  private static func sorted(_ rows: [SeriesRow], _ quality: inout SeriesQuality) -> [SeriesRow] {
    var newest = Int64.min
    for row in rows {
      if row.milliseconds < newest { quality.count(.unordered, line: row.line) }
      newest = max(newest, row.milliseconds)
    }
    guard quality[.unordered].count > 0 else { return rows }
    return rows.sorted { ($0.milliseconds, $0.line) < ($1.milliseconds, $1.line) }
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
