import GRDB
import RungModel

/// Schedule messages and the newest state of each event.
enum EventTable {
  /// How long an event that is over stays among the facts: comparable events of two weeks.
  static let kept = Duration.hours(24 * 14)

  /// Logs a message once and takes it over when its sequence is higher than the one known.
  ///
  /// The row with the newest state is never forgotten: it is what an old message is known by.
  /// - Returns: whether the event changed; then, and only then, the audit log says who did it.
  static func accept(_ message: EventMessage, from who: String, _ db: Database) throws -> Bool {
    let event = message.event
    let body = try JSONText.text(of: event)
    try log(message, body: body, db)
    let known = try Int.fetchOne(
      db, sql: "SELECT sequence FROM events WHERE id = ?", arguments: [event.id])
    if let known, known >= event.sequence { return false }
    try db.execute(
      sql: """
        INSERT INTO events (id, sequence, is_over, ends_at, body) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, is_over = excluded.is_over,
          ends_at = excluded.ends_at, body = excluded.body
        """,
      arguments: [
        event.id, event.sequence, event.status.isOver,
        (event.ends ?? message.receivedAt).milliseconds, body,
      ])
    let what = "event \(event.id) sequence \(event.sequence) \(event.status.rawValue)"
    try OperatorTable.insert(
      AuditEntry(at: message.receivedAt, who: who, what: what, why: "schedule message"), db)
    return true
  }

  /// Events that are not over, and those that ended in the last two weeks, by id.
  static func current(at now: Timestamp, _ db: Database) throws -> [Event] {
    try String.fetchAll(
      db, sql: "SELECT body FROM events WHERE is_over = 0 OR ends_at >= ?",
      arguments: [(now - kept).milliseconds]
    )
    .map { try JSONText.read(Event.self, $0) }
    .sorted { $0.id < $1.id }
  }

  /// Messages of one event, or of all, in the order they were received.
  static func messages(event: String?, _ db: Database) throws -> [EventMessage] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT received_at, body FROM messages WHERE ?1 IS NULL OR event = ?1
        ORDER BY received_at, id
        """, arguments: [event])
    return try rows.map { row in
      EventMessage(
        receivedAt: Timestamp(milliseconds: row[0]), event: try JSONText.read(Event.self, row[1]))
    }
  }

  private static func log(_ message: EventMessage, body: String, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO messages (event, sequence, received_at, body) SELECT ?1, ?2, ?3, ?4
        WHERE NOT EXISTS (
          SELECT 1 FROM messages WHERE event = ?1 AND sequence = ?2 AND body = ?4)
        """,
      arguments: [
        message.event.id, message.event.sequence, message.receivedAt.milliseconds, body,
      ])
  }
}
