import GRDB
package import RungModel
package import RungPorts

/// Reads a store and can do nothing else: its connections refuse to write.
///
/// Each call answers from one snapshot, whatever is committed meanwhile.
package struct SQLiteStoreView: StoreView {
  /// Orders that were answered are facts for this long after their issue.
  static let ordersKept = Duration.hours(1)

  let reader: any DatabaseReader
  let path: String

  package func facts(at now: Timestamp, historyFrom: Timestamp) async throws(StoreError) -> Facts {
    try await read { db in try Self.facts(at: now, historyFrom: historyFrom, db) }
  }

  package func decisions(
    service: String, from: Timestamp, to: Timestamp, limit: Int
  ) async throws(StoreError) -> [Decision] {
    try await read { db in
      try DecisionTable.decisions(service: service, from: from, to: to, limit: limit, db)
    }
  }

  package func servers(from: Timestamp, to: Timestamp) async throws(StoreError) -> [Server] {
    try await read { db in try ServerTable.servers(from: from, to: to, db) }
  }

  package func messages(event: String?) async throws(StoreError) -> [EventMessage] {
    try await read { db in try EventTable.messages(event: event, db) }
  }

  package func minutes(
    driver: DriverID, from: Timestamp, to: Timestamp
  ) async throws(StoreError) -> [MinuteValue] {
    try await read { db in
      try MinuteTable.minutes(driver: driver, from: from.minute, through: to.minute, db)
    }
  }

  package func audit(limit: Int) async throws(StoreError) -> [AuditEntry] {
    try await read { db in try OperatorTable.audit(limit: limit, db) }
  }

  package func value(_ name: String) async throws(StoreError) -> String? {
    try await read { db in try OperatorTable.value(name, db) }
  }

  private static func facts(
    at now: Timestamp, historyFrom: Timestamp, _ db: Database
  ) throws -> Facts {
    guard
      let installation = try Row.fetchOne(db, sql: "SELECT name, last_order FROM installation")
    else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the installation's row is gone")
    }
    let scoredFrom = now.minute - ForecastRecord.factMinutes
    let (orders, outcomes) = try OrderTable.current(since: now - ordersKept, db)
    return Facts(
      installation: installation[0],
      lastOrderNumber: installation[1],
      events: try EventTable.current(at: now, db),
      minutes: try MinuteTable.history(from: historyFrom.minute, db),
      orders: orders,
      outcomes: outcomes,
      leadTimes: try OrderTable.leadTimes(db),
      floors: try OperatorTable.floors(at: now, db),
      pauses: try OperatorTable.pauses(at: now, db),
      decisions: try DecisionTable.newest(db),
      alarms: try DecisionTable.alarms(db),
      forecasts: try ScoreTable.forecasts(from: scoredFrom, db),
      settled: try ScoreTable.settled(from: scoredFrom, db),
      scores: try ScoreTable.scores(db))
  }

  /// Reads in one snapshot. Goes on to its end when the calling task is cancelled.
  private func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreError) -> Value {
    let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
      reader.asyncRead { [path] connection in
        let result = Result { try body(connection.get()) }
        continuation.resume(
          returning: result.mapError { StoreError(translating: $0, path: path) })
      }
    }
    return try result.get()
  }
}
