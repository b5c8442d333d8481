import GRDB
import RungPorts

/// The tables and how older stores become newer ones.
///
/// Times are milliseconds since the Unix epoch. What is searched by has a column; the rest of a
/// fact is JSON in `body`, so that a new field of a fact needs no migration.
enum Schema {
  /// Every migration this binary knows, in order. A migration that was released never changes.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 facts") { db in
      try db.execute(sql: tables)
      try db.execute(
        sql: "INSERT INTO installation (id, name, last_order) VALUES (1, ?, 0)",
        arguments: [newInstallation()])
    }
    migrator.registerMigration("2 scorecard") { db in try db.execute(sql: scoreTables) }
    return migrator
  }

  /// Refuses a store that a newer Rung has migrated.
  static func requireKnown(_ db: Database, path: String) throws {
    guard try migrator.hasBeenSuperseded(db) else { return }
    throw StoreError(
      .tooNew,
      "\(path) was written by a newer Rung. Start that version or a later one, "
        + "or restore a backup made before the upgrade; the store was left as it is")
  }

  /// Eight characters of base32 in small letters: 40 random bits tell installations apart.
  private static func newInstallation() -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")
    return String((0..<8).map { _ in alphabet[Int.random(in: alphabet.indices)] })
  }

  private static let scoreTables = """
    CREATE TABLE forecasts (
      driver INTEGER NOT NULL,
      minute INTEGER NOT NULL,
      kind TEXT NOT NULL,
      event TEXT NOT NULL,
      persistence REAL NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (driver, minute)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE settled (
      driver INTEGER NOT NULL,
      minute INTEGER NOT NULL,
      value REAL,
      PRIMARY KEY (driver, minute)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE scores (
      driver INTEGER NOT NULL,
      kind TEXT NOT NULL,
      horizon INTEGER NOT NULL,
      last_minute INTEGER NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (driver, kind, horizon)
    ) STRICT, WITHOUT ROWID;
    """

  private static let tables = """
    CREATE TABLE installation (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      name TEXT NOT NULL,
      last_order INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE orders (
      token TEXT NOT NULL PRIMARY KEY,
      issued_at INTEGER NOT NULL,
      is_in_flight INTEGER NOT NULL,
      body TEXT NOT NULL,
      outcome TEXT
    ) STRICT;
    CREATE INDEX orders_in_flight ON orders (token) WHERE is_in_flight = 1;
    CREATE INDEX orders_by_time ON orders (issued_at);

    CREATE TABLE lead_times (
      server TEXT NOT NULL,
      ordered_at INTEGER NOT NULL,
      serving_at INTEGER NOT NULL,
      service TEXT NOT NULL,
      pool TEXT NOT NULL,
      offering TEXT NOT NULL,
      PRIMARY KEY (server, ordered_at)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE decisions (
      id INTEGER PRIMARY KEY,
      service TEXT NOT NULL,
      at INTEGER NOT NULL,
      body TEXT NOT NULL,
      UNIQUE (service, at)
    ) STRICT;
    CREATE INDEX decisions_by_time ON decisions (at);

    CREATE TABLE alarms (key TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) STRICT;

    CREATE TABLE events (
      id TEXT NOT NULL PRIMARY KEY,
      sequence INTEGER NOT NULL,
      is_over INTEGER NOT NULL,
      ends_at INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE TABLE messages (
      id INTEGER PRIMARY KEY,
      event TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      received_at INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX messages_by_event ON messages (event, sequence);
    CREATE INDEX messages_by_time ON messages (received_at);

    CREATE TABLE drivers (id INTEGER PRIMARY KEY, selector TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE minutes (
      driver INTEGER NOT NULL,
      minute INTEGER NOT NULL,
      value REAL NOT NULL,
      PRIMARY KEY (driver, minute)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE floors (
      service TEXT NOT NULL PRIMARY KEY, until INTEGER NOT NULL, body TEXT NOT NULL
    ) STRICT;
    CREATE TABLE pauses (
      service TEXT NOT NULL PRIMARY KEY, until INTEGER NOT NULL, body TEXT NOT NULL
    ) STRICT;
    CREATE TABLE audit (
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      who TEXT NOT NULL,
      what TEXT NOT NULL,
      why TEXT NOT NULL
    ) STRICT;
    CREATE INDEX audit_by_time ON audit (at);

    CREATE TABLE servers (
      id TEXT NOT NULL PRIMARY KEY,
      ordered_at INTEGER NOT NULL,
      ended_at INTEGER,
      body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX servers_by_order ON servers (ordered_at);
    CREATE INDEX servers_by_end ON servers (ended_at) WHERE ended_at IS NOT NULL;

    CREATE TABLE texts (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;
    """
}
