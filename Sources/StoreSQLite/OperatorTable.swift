import GRDB
import RungModel

/// What people ordered: floors and pauses in force, the audit log, small texts by name.
enum OperatorTable {
  /// Applies a command: one floor and one pause per service, the newest in force.
  static func apply(_ command: OperatorCommand, _ db: Database) throws {
    switch command {
    case .floor(let floor) where floor.servers <= 0:
      try db.execute(sql: "DELETE FROM floors WHERE service = ?", arguments: [floor.service])
    case .floor(let floor):
      try db.execute(
        sql: "INSERT OR REPLACE INTO floors (service, until, body) VALUES (?, ?, ?)",
        arguments: [floor.service, floor.until.milliseconds, try JSONText.text(of: floor)])
    case .pause(let pause):
      try db.execute(
        sql: "INSERT OR REPLACE INTO pauses (service, until, body) VALUES (?, ?, ?)",
        arguments: [pause.service, pause.until.milliseconds, try JSONText.text(of: pause)])
    case .unpause(let service):
      try db.execute(sql: "DELETE FROM pauses WHERE service = ?", arguments: [service])
    }
  }

  /// Floors that have not expired, by service.
  static func floors(at now: Timestamp, _ db: Database) throws -> [OperatorFloor] {
    try String.fetchAll(
      db, sql: "SELECT body FROM floors WHERE until > ?", arguments: [now.milliseconds]
    )
    .map { try JSONText.read(OperatorFloor.self, $0) }
    .sorted { $0.service < $1.service }
  }

  /// Pauses that have not expired, by service.
  static func pauses(at now: Timestamp, _ db: Database) throws -> [Pause] {
    try String.fetchAll(
      db, sql: "SELECT body FROM pauses WHERE until > ?", arguments: [now.milliseconds]
    )
    .map { try JSONText.read(Pause.self, $0) }
    .sorted { $0.service < $1.service }
  }

  /// Adds to the audit log.
  static func insert(_ entry: AuditEntry, _ db: Database) throws {
    try db.execute(
      sql: "INSERT INTO audit (at, who, what, why) VALUES (?, ?, ?, ?)",
      arguments: [entry.at.milliseconds, entry.who, entry.what, entry.why])
  }

  /// The newest audit entries, newest first; of one instant, the one written last comes first.
  static func audit(limit: Int, _ db: Database) throws -> [AuditEntry] {
    try Row.fetchAll(
      db, sql: "SELECT at, who, what, why FROM audit ORDER BY at DESC, id DESC LIMIT ?",
      arguments: [max(0, limit)]
    ).map { row in
      AuditEntry(at: Timestamp(milliseconds: row[0]), who: row[1], what: row[2], why: row[3])
    }
  }

  /// A text kept by name.
  static func value(_ name: String, _ db: Database) throws -> String? {
    try String.fetchOne(db, sql: "SELECT value FROM texts WHERE name = ?", arguments: [name])
  }

  /// Keeps a text by name, in place of the one before.
  static func setValue(_ name: String, _ value: String, _ db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO texts (name, value) VALUES (?, ?)", arguments: [name, value])
  }
}
