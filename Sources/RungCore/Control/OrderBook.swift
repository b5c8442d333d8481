package import RungModel

/// Orders and their answers, as far back as they matter, by service: what each step looks up again
/// and again. A thousand services would otherwise walk each other's orders.
package struct OrderBook: Hashable, Sendable {
  /// Orders and outcomes are kept this long after they were issued, for step bounds and for what
  /// is remembered of offerings.
  static let memory: Int64 = 60

  /// By service, in order of number.
  private var byService: [String: [Order]] = [:]
  private var services: [OrderID: String] = [:]
  private var outcomesByOrder: [OrderID: LaunchOutcome] = [:]
  /// In order of their answer.
  private(set) var outcomes: [LaunchOutcome] = []
  /// How many of the outcomes fell short.
  private(set) var shortfallCount = 0
  /// The last minute that orders were forgotten in.
  private var agedTo = Int64.min

  init(_ orders: [Order], outcomes: [LaunchOutcome]) {
    for order in orders.sorted(by: { Self.number(of: $0.id) < Self.number(of: $1.id) }) {
      append(order)
    }
    self.outcomes = outcomes.sorted { Self.sortKey($0) < Self.sortKey($1) }
    for outcome in outcomes { outcomesByOrder[outcome.order] = outcome }
    shortfallCount = outcomes.count { $0.shortfall != nil }
  }

  /// All orders, in order of number.
  package var all: [Order] {
    byService.values.joined().sorted { Self.number(of: $0.id) < Self.number(of: $1.id) }
  }

  /// All orders, in no order.
  var unordered: some Sequence<Order> { byService.values.joined() }

  /// A service's orders, in order of number.
  func orders(of service: String) -> [Order] { byService[service] ?? [] }

  /// The order of an id; nil when it is not remembered.
  func order(_ id: OrderID) -> Order? {
    guard let service = services[id], let own = byService[service] else { return nil }
    let number = Self.number(of: id)
    return own[own.place { Self.number(of: $0.id) >= number }...].first { $0.id == id }
  }

  func outcome(of id: OrderID) -> LaunchOutcome? { outcomesByOrder[id] }

  mutating func append(_ order: Order) {
    byService[order.service, default: []].append(order)
    services[order.id] = order.service
  }

  /// Takes a launch's answer. Returns whether it was awaited.
  mutating func take(_ outcome: LaunchOutcome) -> Bool {
    guard answer(outcome.order) else { return false }
    let key = Self.sortKey(outcome)
    outcomes.insert(outcome, at: outcomes.place { Self.sortKey($0) > key })
    outcomesByOrder[outcome.order] = outcome
    if outcome.shortfall != nil { shortfallCount += 1 }
    return true
  }

  /// An order is carried out. Returns whether it was in flight.
  @discardableResult
  mutating func answer(_ id: OrderID) -> Bool {
    guard let service = services[id],
      let place = byService[service]?.lastIndex(where: { $0.id == id }),
      byService[service]?[place].state == .inFlight
    else { return false }
    byService[service]?[place].state = .answered
    return true
  }

  /// Forgets, by whole minutes, what was answered and issued more than an hour ago.
  ///
  /// - Returns: the orders forgotten.
  mutating func age(to now: Timestamp) -> [Order] {
    guard now.minute > agedTo else { return [] }
    agedTo = now.minute
    let from = Timestamp(minute: now.minute - Self.memory)
    var forgotten: [Order] = []
    for service in byService.keys.sorted() {
      // In order of their instants, too: the first that is too young ends the search.
      let old = byService[service]?.prefix { $0.issuedAt < from } ?? []
      guard old.contains(where: { $0.state == .answered }) else { continue }
      forgotten += old.filter { Self.isOver($0, from) }
      byService[service]?.removeAll { Self.isOver($0, from) }
      if byService[service]?.isEmpty == true { byService[service] = nil }
    }
    for order in forgotten { services[order.id] = nil }
    if let first = outcomes.first, first.answeredAt < from {
      let old = outcomes.prefix { $0.answeredAt < from }
      for outcome in old { outcomesByOrder[outcome.order] = nil }
      shortfallCount -= old.count { $0.shortfall != nil }
      outcomes.removeFirst(old.count)
    }
    return forgotten
  }

  /// The number at the end of an order's token; 0 for a token that is not ours.
  static func number(of id: OrderID) -> Int {
    var (number, unit) = (0, 1)
    for byte in id.token.utf8.reversed() {
      if byte == UInt8(ascii: "-") { return number }
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), unit < 1 << 50 else { return 0 }
      number += unit * Int(byte - UInt8(ascii: "0"))
      unit *= 10
    }
    return 0
  }

  private static func isOver(_ order: Order, _ from: Timestamp) -> Bool {
    order.state == .answered && order.issuedAt < from
  }

  private static func sortKey(_ outcome: LaunchOutcome) -> (Timestamp, Int) {
    (outcome.answeredAt, number(of: outcome.order))
  }
}
