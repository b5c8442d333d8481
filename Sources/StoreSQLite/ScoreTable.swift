import GRDB
import RungModel

/// What the scorecard is rebuilt from: forecasts, settled minutes, and sums of scores.
enum ScoreTable {
  /// Keeps a forecast to be scored; the first of a driver and minute stands.
  static func insert(_ record: ForecastRecord, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO forecasts (driver, minute, kind, event, persistence, body)
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """
    ).execute(arguments: [
      try DriverTable.row(of: record.driver, db), record.minute, record.kind, record.event,
      record.persistence, try JSONText.text(of: record.values),
    ])
  }

  /// Keeps what came of a minute; the first of a driver and minute stands.
  static func insert(_ settled: SettledMinute, _ db: Database) throws {
    try db.cachedStatement(
      sql: "INSERT INTO settled (driver, minute, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
    ).execute(arguments: [
      try DriverTable.row(of: settled.driver, db), settled.minute, settled.value,
    ])
  }

  /// Keeps a row of sums in place of the one before.
  static func upsert(_ row: ScoreRow, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO scores (driver, kind, horizon, last_minute, body) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (driver, kind, horizon)
        DO UPDATE SET last_minute = excluded.last_minute, body = excluded.body
        """
    ).execute(arguments: [
      try DriverTable.row(of: row.driver, db), row.kind, row.horizon, row.lastMinute,
      try JSONText.text(of: row),
    ])
  }

  /// Forecasts of every driver since a minute, by driver, oldest first.
  static func forecasts(from: Int64, _ db: Database) throws -> [ForecastRecord] {
    // Driver by driver, so that each is one seek in the primary key.
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT d.selector, f.minute, f.kind, f.event, f.persistence, f.body
        FROM drivers d CROSS JOIN forecasts f ON f.driver = d.id AND f.minute >= ?
        """, arguments: [from])
    var found: [ForecastRecord] = []
    while let row = try rows.next() {
      found.append(
        ForecastRecord(
          driver: DriverID(row[0]), minute: row[1], kind: row[2], event: row[3],
          persistence: row[4], values: try JSONText.read([[Double]].self, row[5])))
    }
    return found.sorted { ($0.driver, $0.minute) < ($1.driver, $1.minute) }
  }

  /// Settled minutes of every driver since a minute, by driver, oldest first.
  static func settled(from: Int64, _ db: Database) throws -> [SettledMinute] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT d.selector, s.minute, s.value
        FROM drivers d CROSS JOIN settled s ON s.driver = d.id AND s.minute >= ?
        """, arguments: [from]
    )
    .map { SettledMinute(driver: DriverID($0[0]), minute: $0[1], value: $0[2]) }
    .sorted { ($0.driver, $0.minute) < ($1.driver, $1.minute) }
  }

  /// Every row of sums, by driver, kind and horizon.
  static func scores(_ db: Database) throws -> [ScoreRow] {
    try String.fetchAll(db, sql: "SELECT body FROM scores")
      .map { try JSONText.read(ScoreRow.self, $0) }
      .sorted { ($0.driver, $0.kind, $0.horizon) < ($1.driver, $1.kind, $1.horizon) }
  }
}
