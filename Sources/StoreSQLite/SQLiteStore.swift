import GRDB
package import RungModel
package import RungPorts
import Synchronization

/// Facts in an SQLite file in WAL mode, written by one process at a time.
///
/// What must survive a power cut (`commit`, `accept`, `record`, `setValue`) is synchronised to the
/// disk before the call returns; minutes, servers and pruning are written behind: they survive the
/// end of the process, and reach the disk at the latest with the next durable write.
/// A call that throws has changed nothing. A cancelled task does not break off a call.
package final class SQLiteStore: Store {
  /// How a write ends.
  enum Durability {
    /// On the disk when the call returns (`synchronous=FULL`).
    case durable
    /// In the write-ahead log, not waited for (`synchronous=NORMAL`).
    case behind
  }

  let pool: DatabasePool
  let path: String
  private let view: SQLiteStoreView
  private let lock: WriterLock
  /// Servers as they were last written, so that a listing that says nothing new costs no JSON
  /// (2,600 servers took 120 ms a tick). A mere shortcut: it may be emptied at any time.
  private let written = Mutex<[ServerID: Server]>([:])
  /// The shortcut is emptied beyond this many servers, some 20 MB.
  private static let writtenLimit = 50_000

  init(pool: DatabasePool, path: String, lock: WriterLock) {
    self.pool = pool
    self.path = path
    self.lock = lock
    view = SQLiteStoreView(reader: pool, path: path)
  }

  /// Ends all access and lets another process write. Calls after it fail.
  package func close() throws(StoreError) {
    try translating(path) { try pool.close() }
    lock.release()
  }

  /// A copy of everything as of now, in one file, while the daemon goes on.
  /// - SeeAlso: `SQLiteStoreView.backup(to:)`
  package func backup(to target: String) async throws(StoreError) {
    try await view.backup(to: target)
  }

  /// Writes in one transaction, in turn with all other writes.
  func write<Value: Sendable>(
    _ durability: Durability, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreError) -> Value {
    let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
      pool.asyncWriteWithoutTransaction { [path] db in
        let result = Result { try Self.transaction(db, durability, body) }
        continuation.resume(
          returning: result.mapError { StoreError(translating: $0, path: path) })
      }
    }
    return try result.get()
  }

  /// Ended servers are left out: they come a few times more and then never again.
  private func remember(_ servers: [Server]) {
    written.withLock { known in
      if known.count > Self.writtenLimit { known = [:] }
      for server in servers { known[server.id] = server.state == .ended ? nil : server }
    }
  }

  private static func transaction<Value>(
    _ db: Database, _ durability: Durability, _ body: (Database) throws -> Value
  ) throws -> Value {
    switch durability {
    case .durable:
      // Said each time, so that no write behind can leave it lower.
      try db.execute(sql: "PRAGMA synchronous = FULL")
    case .behind:
      try db.execute(sql: "PRAGMA synchronous = NORMAL")
    }
    var value: Value?
    try db.inTransaction(.immediate) {
      value = try body(db)
      return .commit
    }
    guard let value else { preconditionFailure("a committed transaction has no value") }
    return value
  }
}

extension SQLiteStore {
  package func commit(_ batch: StepFacts) async throws(StoreError) {
    guard !batch.isEmpty else { return }
    try await write(.durable) { db in
      for order in batch.orders { try OrderTable.insert(order, db) }
      for outcome in batch.outcomes { try OrderTable.answer(outcome, db) }
      for id in batch.answered { try OrderTable.answer(id, db) }
      for measurement in batch.leadTimes { try OrderTable.insert(measurement, db) }
      for decision in batch.decisions { try DecisionTable.insert(decision, db) }
      // Cleared before raised: an alarm that does both in one step holds afterwards.
      for alarm in batch.alarmsCleared { try DecisionTable.clear(alarm, db) }
      for alarm in batch.alarmsRaised { try DecisionTable.raise(alarm, db) }
      for record in batch.forecasts { try ScoreTable.insert(record, db) }
      for minute in batch.settled { try ScoreTable.insert(minute, db) }
      for row in batch.scores { try ScoreTable.upsert(row, db) }
    }
  }

  package func accept(_ message: EventMessage, from who: String) async throws(StoreError) -> Bool {
    try await write(.durable) { db in try EventTable.accept(message, from: who, db) }
  }

  package func record(_ command: OperatorCommand, audit: AuditEntry) async throws(StoreError) {
    try await write(.durable) { db in
      try OperatorTable.apply(command, db)
      try OperatorTable.insert(audit, db)
    }
  }

  package func note(_ audit: AuditEntry) async throws(StoreError) {
    try await write(.durable) { db in try OperatorTable.insert(audit, db) }
  }

  package func setValue(_ name: String, _ value: String) async throws(StoreError) {
    try await write(.durable) { db in try OperatorTable.setValue(name, value, db) }
  }

  package func append(_ minutes: [DriverID: [MinuteValue]]) async throws(StoreError) {
    guard !minutes.isEmpty else { return }
    try await write(.behind) { db in try MinuteTable.append(minutes, db) }
  }

  package func upsert(_ servers: [Server]) async throws(StoreError) {
    guard !servers.isEmpty else { return }
    do {
      try await write(.behind) { db in
        let news = self.written.withLock { known in servers.filter { known[$0.id] != $0 } }
        try ServerTable.upsert(news, db)
        self.remember(news)
      }
    } catch {
      written.withLock { $0 = [:] }
      throw error
    }
  }

  /// Forgets in small transactions, so that a step's commit never waits long for it.
  package func prune(at now: Timestamp, retention: Retention) async throws(StoreError) {
    for sweep in Sweep.all(at: now, retention: retention) {
      var removed: Int
      repeat {
        removed = try await write(.behind) { db in try sweep.run(db) }
      } while removed == Sweep.batch
    }
  }
}

extension SQLiteStore {
  package func facts(at now: Timestamp, historyFrom: Timestamp) async throws(StoreError) -> Facts {
    try await view.facts(at: now, historyFrom: historyFrom)
  }

  package func decisions(
    service: String, from: Timestamp, to: Timestamp, limit: Int
  ) async throws(StoreError) -> [Decision] {
    try await view.decisions(service: service, from: from, to: to, limit: limit)
  }

  package func servers(from: Timestamp, to: Timestamp) async throws(StoreError) -> [Server] {
    try await view.servers(from: from, to: to)
  }

  package func messages(event: String?) async throws(StoreError) -> [EventMessage] {
    try await view.messages(event: event)
  }

  package func minutes(
    driver: DriverID, from: Timestamp, to: Timestamp
  ) async throws(StoreError) -> [MinuteValue] {
    try await view.minutes(driver: driver, from: from, to: to)
  }

  package func audit(limit: Int) async throws(StoreError) -> [AuditEntry] {
    try await view.audit(limit: limit)
  }

  package func value(_ name: String) async throws(StoreError) -> String? {
    try await view.value(name)
  }
}
