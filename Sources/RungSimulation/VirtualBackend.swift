package import RungCore
package import RungModel

/// A backend of values: every order is granted, servers serve after their boot time.
package struct VirtualBackend: Sendable {
  /// From the order to serving.
  package var boot: Duration
  /// From the terminate order to the end of the bill.
  package var drain: Duration
  /// Machines it can grant in all; nil for no bound. Beyond it, orders fall short.
  package var capacity: Int?
  package private(set) var servers: [ServerID: Server] = [:]
  private var order: [ServerID] = []

  package init(boot: Duration, drain: Duration = .seconds(20), capacity: Int? = nil) {
    self.boot = boot
    self.drain = drain
    self.capacity = capacity
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
    let known = self.order.filter { servers[$0]?.order == order.id }
    if !known.isEmpty { return LaunchOutcome(order: order.id, launched: known, answeredAt: now) }
    let running = self.order.count { servers[$0]?.state.isLaunched == true }
    let granted = min(count, capacity.map { max(0, $0 - running) } ?? count)
    let ids = (0..<granted).map { ServerID("\(order.id.token).\($0)") }
    for id in ids {
      keep(
        Server(
          id: id, service: order.service, pool: order.pool, offering: offering, order: order.id,
          state: .starting, orderedAt: order.issuedAt))
    }
    let shortfall =
      granted < count
      ? LaunchOutcome.Shortfall(
        count: count - granted, reason: .noCapacity, message: "the pool has run out") : nil
    return LaunchOutcome(order: order.id, launched: ids, shortfall: shortfall, answeredAt: now)
  }

  /// Begins to end servers. Unknown ones are no error.
  package mutating func terminate(_ order: Order, at now: Timestamp) {
    guard case .terminate(let ids) = order.action else { return }
    for id in ids where servers[id]?.state.isLaunched == true {
      servers[id]?.state = .draining
      servers[id]?.endedAt = now + drain
    }
  }

  /// Lets time pass: boots finish, drains end, what ended long ago is forgotten.
  package mutating func advance(to now: Timestamp) {
    for id in order {
      guard var server = servers[id] else { continue }
      if server.state == .starting, server.orderedAt + boot <= now {
        server.state = .serving
        server.servingSince = server.orderedAt + boot
      }
      if server.state == .draining, let endedAt = server.endedAt, endedAt <= now {
        server.state = .ended
      }
      servers[id] = server
    }
    let old = order.filter { id in
      guard let server = servers[id], server.state == .ended else { return false }
      return (server.endedAt ?? now) + .minutes(5) < now
    }
    for id in old { servers[id] = nil }
    if !old.isEmpty { order.removeAll { servers[$0] == nil } }
  }

  package func listing(_ name: String, at now: Timestamp) -> Listing {
    Listing(backend: name, at: now, servers: order.compactMap { servers[$0] })
  }

  private mutating func keep(_ server: Server) {
    if servers[server.id] == nil { order.append(server.id) }
    servers[server.id] = server
  }
}
