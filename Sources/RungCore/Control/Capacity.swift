import RungModel

/// What one service has, in reference servers, as far as the newest listings and orders tell.
struct Capacity: Hashable, Sendable {
  /// A cloud's listing may miss a machine for this long after it was granted.
  static let listingLag: Duration = .seconds(60)
  /// A server that has not come to serve after so many lead times counts no more: another is
  /// ordered in its place.
  static let lateAfter = 2

  /// Asked for and granted, or still in flight; without those that are late.
  private(set) var launched = 0
  /// Health check passed and in the upstream list.
  private(set) var serving = 0
  /// Launched capacity by pool name.
  private(set) var launchedByPool: [String: Int] = [:]
  /// Launches that do not serve yet, with their ages, oldest order first.
  private(set) var pending: [Pending] = []
  /// Servers that should serve by now, and never did.
  private(set) var late: [Server] = []
  /// The oldest listing that this rests on; nil while a backend has not been listed yet.
  private(set) var listedAt: Timestamp?

  /// A launch that does not serve yet.
  struct Pending: Hashable, Sendable {
    var offering: OfferingName
    var age: Duration
  }

  init(
    of ladder: Ladder, fleet: Fleet, book: OrderBook, lead: (OfferingName) -> Duration,
    at now: Timestamp
  ) {
    var oldest = Timestamp.distantFuture
    for pool in ladder.pools { oldest = min(oldest, fleet.listedAt[pool.backend] ?? .distantPast) }
    listedAt = oldest == .distantPast ? nil : oldest
    let roster = fleet.roster(ladder.service)
    launched = roster.launched
    serving = roster.serving
    launchedByPool = roster.launchedByPool
    for server in roster.starting { take(starting: server, lead, now) }
    for order in book.orders(of: ladder.service) {
      countUnlisted(order, roster, fleet, book, lead, now)
    }
  }

  private mutating func take(
    starting server: Server, _ lead: (OfferingName) -> Duration, _ now: Timestamp
  ) {
    let name = OfferingName(pool: server.pool, type: server.offering.type)
    let age = now - server.orderedAt
    if age > lead(name) * Self.lateAfter {
      late.append(server)
      count(-server.offering.servers, in: server.pool)
    } else {
      pending.append(Pending(offering: name, age: age))
    }
  }

  /// Adds what was asked for and does not show in a listing yet.
  private mutating func countUnlisted(
    _ order: Order, _ roster: Roster, _ fleet: Fleet, _ book: OrderBook,
    _ lead: (OfferingName) -> Duration, _ now: Timestamp
  ) {
    guard case .launch(let offering, let count) = order.action else { return }
    switch order.state {
    case .inFlight:
      // After a lead time without an answer it counts no more: better one server too many.
      let name = OfferingName(pool: order.pool, type: offering.type)
      guard now - order.issuedAt <= lead(name) else { return }
      let shown = roster.servers.count { $0.order == order.id }
      let missing = max(0, count - shown)
      self.count(missing * offering.servers, in: order.pool)
      if missing > 0 { pending.append(Pending(offering: name, age: now - order.issuedAt)) }
    case .answered:
      // An answer comes after its order: with a listing that much later it has settled.
      guard let listedAt = fleet.listedAt[order.backend], let outcome = book.outcome(of: order.id),
        listedAt <= outcome.answeredAt + Self.listingLag
      else { return }
      let missing = outcome.launched.count { roster[$0] == nil && !roster.leaving.contains($0) }
      self.count(missing * offering.servers, in: order.pool)
    }
  }

  private mutating func count(_ weight: Int, in pool: String) {
    launched += weight
    launchedByPool[pool, default: 0] += weight
  }
}

/// What lead times are learned for: a machine type in a pool.
struct OfferingName: Hashable, Comparable, Sendable {
  var pool: String
  var type: String

  static func < (left: OfferingName, right: OfferingName) -> Bool {
    (left.pool, left.type) < (right.pool, right.type)
  }
}
