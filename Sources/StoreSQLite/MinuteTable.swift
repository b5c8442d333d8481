import GRDB
import RungModel

/// Driver values, one row a minute: three small columns and no row id, about 15 bytes each.
enum MinuteTable {
  /// Keeps values; of several for one minute the last one wins. A value that is not finite is not
  /// a value and is left out.
  static func append(_ minutes: [DriverID: [MinuteValue]], _ db: Database) throws {
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO minutes (driver, minute, value) VALUES (?, ?, ?)
        ON CONFLICT (driver, minute) DO UPDATE SET value = excluded.value
        """)
    for driver in minutes.keys.sorted() {
      let row = try DriverTable.row(of: driver, db)
      for minute in minutes[driver, default: []] where minute.value.isFinite {
        try insert.execute(arguments: [row, minute.minute, minute.value])
      }
    }
  }

  /// Values of one driver, both minutes included, oldest first.
  static func minutes(
    driver: DriverID, from: Int64, through: Int64, _ db: Database
  ) throws -> [MinuteValue] {
    let row = try Int64.fetchOne(
      db, sql: "SELECT id FROM drivers WHERE selector = ?", arguments: [driver.selector])
    guard let row else { return [] }
    return try minutes(row: row, from: from, through: through, db)
  }

  /// Values of every driver since a minute, oldest first; a driver without any does not appear.
  static func history(from: Int64, _ db: Database) throws -> [DriverID: [MinuteValue]] {
    var history: [DriverID: [MinuteValue]] = [:]
    for driver in try Row.fetchAll(db, sql: "SELECT id, selector FROM drivers") {
      let values = try minutes(row: driver[0], from: from, through: .max, db)
      if !values.isEmpty { history[DriverID(driver[1])] = values }
    }
    return history
  }

  private static func minutes(
    row: Int64, from: Int64, through: Int64, _ db: Database
  ) throws -> [MinuteValue] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT minute, value FROM minutes WHERE driver = ? AND minute BETWEEN ? AND ?
        ORDER BY minute
        """)
    let rows = try Row.fetchCursor(statement, arguments: [row, from, through])
    var values: [MinuteValue] = []
    while let row = try rows.next() {
      values.append(MinuteValue(minute: row[0], value: row[1]))
    }
    return values
  }
}
