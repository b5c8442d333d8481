import GRDB
import RungModel

/// Orders, what came of them, and the lead times they showed.
enum OrderTable {
  /// Keeps an order before it leaves. An order that is known stays as it is, answered or not.
  static func insert(_ order: Order, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO orders (token, issued_at, is_in_flight, body) VALUES (?, ?, ?, ?)
        ON CONFLICT (token) DO NOTHING
        """
    ).execute(arguments: [
      order.id.token, order.issuedAt.milliseconds, order.state == .inFlight,
      try JSONText.text(of: order),
    ])
    guard let number = number(of: order.id) else { return }
    try db.cachedStatement(
      sql: "UPDATE installation SET last_order = max(last_order, ?)"
    ).execute(arguments: [number])
  }

  /// The number behind the token's last `-`; nil when there is none.
  static func number(of id: OrderID) -> Int? {
    id.token.split(separator: "-", omittingEmptySubsequences: false).last.flatMap { Int($0) }
  }

  /// A launch order is answered; of two answers the newer counts. An order that the store does
  /// not know (forgotten by retention) is left at that.
  static func answer(_ outcome: LaunchOutcome, _ db: Database) throws {
    try db.cachedStatement(
      sql: "UPDATE orders SET is_in_flight = 0, outcome = ? WHERE token = ?"
    ).execute(arguments: [try JSONText.text(of: outcome), outcome.order.token])
  }

  /// A terminate order is answered.
  static func answer(_ id: OrderID, _ db: Database) throws {
    try db.cachedStatement(
      sql: "UPDATE orders SET is_in_flight = 0 WHERE token = ?"
    ).execute(arguments: [id.token])
  }

  /// Orders in flight and those issued since an instant, with their outcomes; both by token.
  static func current(since: Timestamp, _ db: Database) throws -> ([Order], [LaunchOutcome]) {
    var orders: [Order] = []
    var outcomes: [LaunchOutcome] = []
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT body, is_in_flight, outcome FROM orders
        WHERE is_in_flight = 1 OR issued_at >= ?
        """, arguments: [since.milliseconds])
    while let row = try rows.next() {
      var order = try JSONText.read(Order.self, row[0])
      order.state = row[1] ? .inFlight : .answered
      orders.append(order)
      if let text: String = row[2] {
        outcomes.append(try JSONText.read(LaunchOutcome.self, text))
      }
    }
    return (orders.sorted { $0.id < $1.id }, outcomes.sorted { $0.order < $1.order })
  }

  /// Keeps a lead time; the first one measured for a server and order stands.
  static func insert(_ measurement: LeadTimeMeasurement, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO lead_times (server, ordered_at, serving_at, service, pool, offering)
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """
    ).execute(arguments: [
      measurement.server.name, measurement.orderedAt.milliseconds,
      measurement.servingAt.milliseconds, measurement.service, measurement.pool,
      measurement.offering,
    ])
  }

  /// Every lead time kept, in order of serving, then by server.
  static func leadTimes(_ db: Database) throws -> [LeadTimeMeasurement] {
    var found: [LeadTimeMeasurement] = []
    let rows = try Row.fetchCursor(
      db,
      sql: "SELECT service, pool, offering, server, ordered_at, serving_at FROM lead_times")
    while let row = try rows.next() {
      found.append(
        LeadTimeMeasurement(
          service: row[0], pool: row[1], offering: row[2], server: ServerID(row[3]),
          orderedAt: Timestamp(milliseconds: row[4]), servingAt: Timestamp(milliseconds: row[5])))
    }
    return found.sorted {
      ($0.servingAt, $0.server, $0.orderedAt) < ($1.servingAt, $1.server, $1.orderedAt)
    }
  }
}
