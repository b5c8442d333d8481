import GRDB
import RungModel

/// The decision log and the alarms that hold.
enum DecisionTable {
  /// Keeps a decision; a second one of the same service and instant replaces the first.
  static func insert(_ decision: Decision, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO decisions (service, at, body) VALUES (?, ?, ?)
        ON CONFLICT (service, at) DO UPDATE SET body = excluded.body
        """
    ).execute(arguments: [
      decision.service, decision.at.milliseconds, try JSONText.text(of: decision),
    ])
  }

  /// The newest decision of each service, by service.
  ///
  /// - Complexity: O(services x log decisions): it jumps from one service to the next in the index.
  static func newest(_ db: Database) throws -> [Decision] {
    let bodies = try String.fetchAll(
      db,
      sql: """
        WITH RECURSIVE names (service) AS (
          SELECT min(service) FROM decisions
          UNION ALL
          SELECT (SELECT min(d.service) FROM decisions d WHERE d.service > names.service)
          FROM names WHERE names.service IS NOT NULL
        )
        SELECT d.body FROM names JOIN decisions d ON d.service = names.service
        WHERE d.at = (SELECT max(n.at) FROM decisions n WHERE n.service = names.service)
        """)
    return try bodies.map { try JSONText.read(Decision.self, $0) }
      .sorted { $0.service < $1.service }
  }

  /// Decisions of a service in a closed span, newest first.
  static func decisions(
    service: String, from: Timestamp, to: Timestamp, limit: Int, _ db: Database
  ) throws -> [Decision] {
    let bodies = try String.fetchAll(
      db,
      sql: """
        SELECT body FROM decisions WHERE service = ? AND at BETWEEN ? AND ?
        ORDER BY at DESC LIMIT ?
        """, arguments: [service, from.milliseconds, to.milliseconds, max(0, limit)])
    return try bodies.map { try JSONText.read(Decision.self, $0) }
  }

  /// An alarm holds from now on; one of the same key is replaced.
  static func raise(_ alarm: Alarm, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO alarms (key, body) VALUES (?, ?)
        ON CONFLICT (key) DO UPDATE SET body = excluded.body
        """
    ).execute(arguments: [alarm.key, try JSONText.text(of: alarm)])
  }

  /// An alarm holds no more.
  static func clear(_ alarm: Alarm, _ db: Database) throws {
    try db.cachedStatement(sql: "DELETE FROM alarms WHERE key = ?").execute(arguments: [alarm.key])
  }

  /// Alarms that hold, by key.
  static func alarms(_ db: Database) throws -> [Alarm] {
    try String.fetchAll(db, sql: "SELECT body FROM alarms")
      .map { try JSONText.read(Alarm.self, $0) }
      .sorted { $0.key < $1.key }
  }
}
