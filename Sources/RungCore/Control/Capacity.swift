import RungModel

/// What one service has, in reference servers, as far as the newest listings and orders tell.
struct Capacity: Hashable, Sendable {
  /// A cloud's listing may miss a machine for this long after it was granted.
  static let listingLag: Duration = .seconds(60)

  /// Servers that are granted and not on their way out, by id.
  private(set) var servers: [Server] = []
  /// Asked for and granted, or still in flight.
  private(set) var launched = 0
  /// Health check passed and in the upstream list.
  private(set) var serving = 0
  /// Launched capacity by pool name.
  private(set) var launchedByPool: [String: Int] = [:]
  /// Ages of launches that do not serve yet, by first order.
  private(set) var pendingAges: [Duration] = []
  /// The oldest listing that this rests on; nil while a backend has not been listed yet.
  private(set) var listedAt: Timestamp?

  init(
    of ladder: Ladder, listings: [String: Listing], index: StepIndex, lead: Duration,
    at now: Timestamp
  ) {
    let backends = Set(ladder.pools.map(\.backend)).sorted()
    let present = backends.compactMap { listings[$0]?.at }
    listedAt = present.count == backends.count ? present.min() : nil

    let roster = index.rosters[ladder.service] ?? Fleet.Roster()
    let leaving = index.leaving[ladder.service] ?? []
    count(roster, leaving: leaving, at: now)
    let listed = roster.servers
    countUnlisted(of: ladder, listed: listed, listings: listings, index: index, lead, now)
  }

  /// Counts what is listed, less what is in a terminate order, whatever the listing still says.
  private mutating func count(_ roster: Fleet.Roster, leaving: Set<ServerID>, at now: Timestamp) {
    let left = leaving.isEmpty ? [] : roster.servers.filter { leaving.contains($0.id) }
    servers =
      roster.isAllLaunched && left.isEmpty
      ? roster.servers
      : roster.servers.filter { $0.state.isLaunched && !leaving.contains($0.id) }
    launched = roster.launched
    serving = roster.serving
    launchedByPool = roster.launchedByPool
    for server in left where server.state.isLaunched {
      launched -= server.offering.servers
      launchedByPool[server.pool, default: 0] -= server.offering.servers
      if server.state == .serving { serving -= server.offering.servers }
    }
    pendingAges = roster.starting.filter { left.isEmpty || !leaving.contains($0.id) }
      .map { now - $0.orderedAt }
  }

  /// Adds what was asked for and does not show in a listing yet.
  private mutating func countUnlisted(
    of ladder: Ladder, listed: [Server], listings: [String: Listing], index: StepIndex,
    _ lead: Duration, _ now: Timestamp
  ) {
    let open = (index.orders[ladder.service] ?? []).filter { isOpen($0, listings, index) }
    guard !open.isEmpty else { return }
    let listedByOrder = Dictionary(grouping: listed, by: \.order)
    for order in open {
      guard case .launch(let offering, let count) = order.action else { continue }
      let shown = listedByOrder[order.id] ?? []
      switch order.state {
      case .inFlight:
        // After a lead time without an answer it counts no more: better one server too many.
        guard now - order.issuedAt <= lead else { continue }
        let missing = max(0, count - shown.count)
        self.count(missing * offering.servers, in: order.pool)
        if missing > 0 { pendingAges.append(now - order.issuedAt) }
      case .answered:
        guard let outcome = index.outcomes[order.id] else { continue }
        let known = Set(shown.map(\.id))
        let missing = outcome.launched.filter { !known.contains($0) }.count
        self.count(missing * offering.servers, in: order.pool)
      }
    }
  }

  /// Whether a launch order may have granted what no listing shows yet.
  private func isOpen(
    _ order: Order, _ listings: [String: Listing], _ index: StepIndex
  ) -> Bool {
    guard case .launch = order.action else { return false }
    if order.state == .inFlight { return true }
    // An answer comes after its order: with a listing that much later it has settled.
    guard let listing = listings[order.backend], let outcome = index.outcomes[order.id] else {
      return false
    }
    return listing.at <= outcome.answeredAt + Self.listingLag
  }

  private mutating func count(_ weight: Int, in pool: String) {
    launched += weight
    launchedByPool[pool, default: 0] += weight
  }
}
