import GRDB
import RungModel

/// Drivers by a small number, so that a row about one need not repeat its name.
enum DriverTable {
  /// The number of a driver; it gets one when it has none.
  static func row(of driver: DriverID, _ db: Database) throws -> Int64? {
    try db.cachedStatement(
      sql: "INSERT INTO drivers (selector) VALUES (?) ON CONFLICT DO NOTHING"
    ).execute(arguments: [driver.selector])
    return try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM drivers WHERE selector = ?"),
      arguments: [driver.selector])
  }
}
