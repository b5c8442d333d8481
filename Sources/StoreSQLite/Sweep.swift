import GRDB
import RungModel
import RungPorts

/// One kind of fact that retention forgets, a few rows at a time.
struct Sweep: Sendable {
  /// Rows forgotten in one transaction: some milliseconds of work.
  static let batch = 2_000

  private let sql: String
  /// What is older is forgotten: milliseconds, or minutes for minute values.
  private let cutoff: Int64

  /// All that retention covers. Orders in flight, facts of the last hour, the newest decision of
  /// each service, the newest state of each event, and alarms are never forgotten.
  static func all(at now: Timestamp, retention: Retention) -> [Sweep] {
    let history = (now - retention.history).milliseconds
    let lastHour = (now - SQLiteStoreView.ordersKept).milliseconds
    return [
      Sweep(sql: minutes(of: "minutes"), cutoff: (now - retention.minutes).minute),
      Sweep(sql: orders, cutoff: min(history, lastHour)),
      Sweep(sql: leadTimes, cutoff: history),
      Sweep(sql: decisions, cutoff: history),
      Sweep(sql: rows(of: "servers", where: "ended_at < ?1"), cutoff: history),
      Sweep(sql: rows(of: "audit", where: "at < ?1"), cutoff: history),
      Sweep(sql: messages, cutoff: history),
      Sweep(sql: rows(of: "floors", where: "until < ?1"), cutoff: history),
      Sweep(sql: rows(of: "pauses", where: "until < ?1"), cutoff: history),
      Sweep(sql: minutes(of: "forecasts"), cutoff: (now - Retention.forecasts).minute),
      Sweep(sql: minutes(of: "settled"), cutoff: (now - Retention.forecasts).minute),
      Sweep(sql: scores, cutoff: (now - Retention.scores).minute),
    ]
  }

  /// Forgets one batch.
  /// - Returns: how many rows went; fewer than `batch` when none is left.
  func run(_ db: Database) throws -> Int {
    try db.execute(sql: sql, arguments: [cutoff])
    return db.changesCount
  }

  private static func rows(of table: String, where condition: String) -> String {
    """
    DELETE FROM \(table) WHERE rowid IN (
      SELECT rowid FROM \(table) WHERE \(condition) LIMIT \(batch))
    """
  }

  private static let orders = rows(of: "orders", where: "is_in_flight = 0 AND issued_at < ?1")

  private static let decisions = rows(
    of: "decisions",
    where: """
      at < ?1 AND at < (SELECT max(n.at) FROM decisions n WHERE n.service = decisions.service)
      """)

  private static let messages = rows(
    of: "messages",
    where: """
      received_at < ?1 AND event IN (SELECT id FROM events WHERE is_over = 1 AND ends_at < ?1)
      """)

  private static let leadTimes = """
    DELETE FROM lead_times WHERE (server, ordered_at) IN (
      SELECT server, ordered_at FROM lead_times WHERE serving_at < ?1 LIMIT \(batch))
    """

  /// Driver by driver, so that each is one seek in the primary key and never a scan of the year.
  private static func minutes(of table: String) -> String {
    """
    DELETE FROM \(table) WHERE (driver, minute) IN (
      SELECT m.driver, m.minute FROM drivers d CROSS JOIN \(table) m
      ON m.driver = d.id AND m.minute < ?1 LIMIT \(batch))
    """
  }

  private static let scores = """
    DELETE FROM scores WHERE (driver, kind, horizon) IN (
      SELECT driver, kind, horizon FROM scores WHERE last_minute < ?1 LIMIT \(batch))
    """
}
