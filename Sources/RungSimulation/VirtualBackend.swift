package import RungCore
package import RungModel

/// A backend of values: orders are granted as far as there is capacity, servers serve after their
/// boot time. Time passes by what is due, not by looking at every server.
package struct VirtualBackend: Sendable {
  /// From the order to serving.
  package var boot: Duration
  /// From the terminate order to the end of the bill.
  package var drain: Duration
  /// Machines it can grant in all; nil for no bound. Beyond it, orders fall short.
  package var capacity: Int?
  /// Pools that grant nothing at all.
  package var emptyPools: Set<String> = []
  /// In the order they came.
  private var listed: [Server] = []
  private var places: [ServerID: Int] = [:]
  private var granted: [OrderID: [ServerID]] = [:]
  private var due = EventQueue<Due>()
  private var running = 0
  /// Reference servers asked for and not on their way out.
  package private(set) var launchedServers = 0
  /// Reference servers in service.
  package private(set) var servingServers = 0

  /// What comes to pass by itself.
  private enum Due: Sendable {
    case serves(ServerID)
    case ends(ServerID)
    case isForgotten(ServerID, OrderID)
  }

  /// An ended server is listed for so long, so that its bill can be closed.
  private static let memory: Duration = .minutes(5)

  /// When something comes to pass by itself next; nil when nothing will.
  package var nextDue: Timestamp? { due.nextAt }

  package init(boot: Duration, drain: Duration = .seconds(20), capacity: Int? = nil) {
    self.boot = boot
    self.drain = drain
    self.capacity = capacity
  }

  /// All servers that are listed, by id.
  package var servers: [ServerID: Server] {
    Dictionary(listed.map { ($0.id, $0) }, uniquingKeysWith: { _, new in new })
  }

  /// Takes up servers that run already.
  package mutating func adopt(_ running: [Server]) {
    for server in running.sorted(by: { $0.id < $1.id }) { keep(server) }
  }

  /// Grants a launch order; the same token again gives the same answer.
  package mutating func launch(_ order: Order, at now: Timestamp) -> LaunchOutcome {
    guard case .launch(let offering, let count) = order.action else {
      preconditionFailure("launch of \(order.id), which is no launch order")
    }
    if let known = granted[order.id] {
      return LaunchOutcome(order: order.id, launched: known, answeredAt: now)
    }
    let room = emptyPools.contains(order.pool) ? 0 : capacity.map { max(0, $0 - running) }
    let size = min(count, room ?? count)
    let ids = (0..<size).map { ServerID("\(order.id.token).\($0)") }
    if size > 0 { granted[order.id] = ids }
    for id in ids {
      keep(
        Server(
          id: id, service: order.service, pool: order.pool, offering: offering, order: order.id,
          state: .starting, orderedAt: order.issuedAt))
    }
    let shortfall =
      size < count
      ? LaunchOutcome.Shortfall(
        count: count - size, reason: .noCapacity, message: "the pool has run out") : nil
    return LaunchOutcome(order: order.id, launched: ids, shortfall: shortfall, answeredAt: now)
  }

  /// Begins to end servers. Unknown ones are no error.
  package mutating func terminate(_ order: Order, at now: Timestamp) {
    guard case .terminate(let ids) = order.action else { return }
    for id in ids {
      guard let place = places[id], listed[place].state.isLaunched else { continue }
      count(listed[place], -1)
      listed[place].state = .draining
      listed[place].endedAt = now + drain
      due.put(.ends(id), at: now + drain)
    }
  }

  /// Lets time pass: boots finish, drains end, what ended long ago is forgotten.
  package mutating func advance(to now: Timestamp) {
    var forgotten: Set<ServerID> = []
    while let at = due.nextAt, at <= now, let next = due.take() {
      switch next.element {
      case .serves(let id):
        guard let place = places[id], listed[place].state == .starting else { continue }
        listed[place].state = .serving
        listed[place].servingSince = next.at
        servingServers += listed[place].offering.servers
      case .ends(let id):
        guard let place = places[id], listed[place].state == .draining else { continue }
        listed[place].state = .ended
        // A moment more than the memory: a listing at the instant itself still has it.
        due.put(
          .isForgotten(id, listed[place].order), at: next.at + Self.memory + .milliseconds(1))
      case .isForgotten(let id, let order):
        forgotten.insert(id)
        granted[order] = nil
      }
    }
    guard !forgotten.isEmpty else { return }
    listed.removeAll { forgotten.contains($0.id) }
    places.removeAll(keepingCapacity: true)
    for (place, server) in listed.enumerated() { places[server.id] = place }
  }

  package func listing(_ name: String, at now: Timestamp) -> Listing {
    Listing(backend: name, at: now, servers: listed)
  }

  private mutating func count(_ server: Server, _ sign: Int) {
    guard server.state.isLaunched else { return }
    running += sign
    launchedServers += sign * server.offering.servers
    if server.state == .serving { servingServers += sign * server.offering.servers }
  }

  private mutating func keep(_ server: Server) {
    if let place = places[server.id] {
      count(listed[place], -1)
      listed[place] = server
    } else {
      places[server.id] = listed.count
      listed.append(server)
    }
    count(server, 1)
    switch server.state {
    case .starting: due.put(.serves(server.id), at: server.orderedAt + boot)
    case .draining: due.put(.ends(server.id), at: server.endedAt ?? server.orderedAt)
    case .serving, .unhealthy, .ended: break
    }
  }
}
