import GRDB
import RungModel

/// What the backends listed, one row a server, for bills and history.
enum ServerTable {
  /// Keeps the newest listing of each server; a row that would not change is not written.
  static func upsert(_ servers: [Server], _ db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO servers (id, ordered_at, ended_at, body) VALUES (?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET ordered_at = excluded.ordered_at,
          ended_at = excluded.ended_at, body = excluded.body
        WHERE body <> excluded.body
        """)
    for server in servers {
      try statement.execute(arguments: [
        server.id.name, server.orderedAt.milliseconds, server.endedAt?.milliseconds,
        try JSONText.text(of: server),
      ])
    }
  }

  /// Servers that were ordered by the end of a span and had not ended before it; oldest order
  /// first, then by id.
  static func servers(from: Timestamp, to: Timestamp, _ db: Database) throws -> [Server] {
    try String.fetchAll(
      db,
      sql: "SELECT body FROM servers WHERE ordered_at <= ? AND (ended_at IS NULL OR ended_at >= ?)",
      arguments: [to.milliseconds, from.milliseconds]
    )
    .map { try JSONText.read(Server.self, $0) }
    .sorted { ($0.orderedAt, $0.id) < ($1.orderedAt, $1.id) }
  }
}
