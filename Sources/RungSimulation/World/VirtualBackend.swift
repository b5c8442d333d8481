package import RungCore
package import RungModel

/// A backend of values: orders are granted as far as there is capacity, servers serve after their
/// boot time. Time passes by what is due, not by looking at every server.
package struct VirtualBackend: Sendable {
  /// Reference servers of one service.
  package struct Count: Hashable, Sendable {
    /// From the order to the end of the drain.
    package var billed = 0
    package var serving = 0
  }

  /// From the order to serving.
  package var boot: Duration
  /// How much boot times differ: the standard deviation of their logarithm; 0 for not at all.
  package var bootSpread = 0.0
  /// From the terminate order to the end of the bill.
  package var drain: Duration
  /// Machines it can grant in all; nil for no bound. Beyond it, orders fall short.
  package var capacity: Int?
  /// Pools whose offerings have run out.
  package var emptyPools: Set<String> = []

  private(set) var servers: [ServerID: Server] = [:]
  private(set) var counts: [String: Count] = [:]
  /// Machines that run, by service, pool and type.
  private var running = 0
  private var granted: [OrderID: [ServerID]] = [:]
  private var due = EventQueue<Due>()
  private var touched: Set<ServerID> = []
  private var gone: Set<ServerID> = []
  let faults: FaultSchedule
  private var budgets: [Int: TokenBucket] = [:]
  private var random: SplitMix64

  /// What comes to pass by itself.
  private enum Due: Sendable {
    case serves(ServerID)
    case ends(ServerID)
    case isForgotten(ServerID, OrderID)
    case strikes(Int)
  }

  /// An ended server is listed for so long, so that its bill can be closed.
  private static let memory: Duration = .minutes(5)

  /// - Parameters:
  ///   - faults: reclaims and crashes happen by themselves, the others as orders and listings come.
  ///   - seed: of everything that is drawn.
  package init(
    boot: Duration, drain: Duration = .seconds(20), capacity: Int? = nil,
    faults: FaultSchedule = FaultSchedule(), seed: UInt64 = 0
  ) {
    self.boot = boot
    self.drain = drain
    self.capacity = capacity
    self.faults = faults
    random = SplitMix64(seed: seed, stream: 1)
    for (place, entry) in faults.entries.enumerated() {
      switch entry.kind {
      case .reclaim, .crash: due.put(.strikes(place), at: entry.from)
      case .launchBudget(let burst, let rate):
        budgets[place] = TokenBucket(burst: burst, perSecond: rate, at: entry.from)
      default: continue
      }
    }
  }

  /// When something comes to pass by itself next; nil when nothing will.
  package var nextDue: Timestamp? { due.nextAt }

  /// What a service has.
  package func count(of service: String) -> Count { counts[service] ?? Count() }

  /// Takes up servers that run already.
  package mutating func adopt(_ running: [Server]) {
    for server in running.sorted(by: { $0.id < $1.id }) {
      keep(server)
      switch server.state {
      case .starting: due.put(.serves(server.id), at: server.orderedAt + boot)
      case .draining: due.put(.ends(server.id), at: server.endedAt ?? server.orderedAt)
      case .serving, .unhealthy, .ended: break
      }
    }
  }

  /// Grants a launch order; the same token again gives the same answer.
  package mutating func launch(_ order: Order, at now: Timestamp) -> LaunchOutcome {
    guard case .launch(let offering, let count) = order.action else {
      preconditionFailure("launch of \(order.id), which is no launch order")
    }
    if let known = granted[order.id] {
      return LaunchOutcome(order: order.id, launched: known, answeredAt: now)
    }
    let (size, reason) = grant(count, offering, order.pool, at: now)
    let ids = (0..<size).map { ServerID("\(order.id.token).\($0)") }
    if size > 0 { granted[order.id] = ids }
    for id in ids {
      keep(
        Server(
          id: id, service: order.service, pool: order.pool, offering: offering, order: order.id,
          state: .starting, orderedAt: order.issuedAt))
      if let boot = drawBoot(offering, order.pool, at: now) {
        due.put(.serves(id), at: max(now, order.issuedAt + boot))
      }
    }
    let shortfall =
      size < count
      ? LaunchOutcome.Shortfall(
        count: count - size, reason: reason,
        message: reason == .throttled ? "request limit exceeded" : "the pool has run out") : nil
    return LaunchOutcome(order: order.id, launched: ids, shortfall: shortfall, answeredAt: now)
  }

  /// Begins to end servers. Unknown ones are no error.
  package mutating func terminate(_ order: Order, at now: Timestamp) {
    guard case .terminate(let ids) = order.action else { return }
    let end = now + drain
    for id in ids {
      guard servers[id]?.state.isLaunched == true else { continue }
      change(id, to: .draining) { $0.endedAt = end }
      due.put(.ends(id), at: end)
    }
  }

  /// Lets time pass: boots finish, drains end, what ended long ago is forgotten.
  package mutating func advance(to now: Timestamp) {
    while let at = due.nextAt, at <= now, let next = due.take() {
      switch next.element {
      case .serves(let id):
        guard servers[id]?.state == .starting else { continue }
        change(id, to: .serving) { $0.servingSince = next.at }
      case .ends(let id):
        guard let server = servers[id], server.state != .ended else { continue }
        change(id, to: .ended) { $0.endedAt = next.at }
        // A moment more than the memory: a listing at the instant itself still has it.
        due.put(
          .isForgotten(id, server.order), at: next.at + Self.memory + .milliseconds(1))
      case .isForgotten(let id, let order):
        servers[id] = nil
        granted[order] = nil
        touched.remove(id)
        gone.insert(id)
      case .strikes(let place): strike(faults.entries[place].kind, at: next.at)
      }
    }
  }

  /// All servers, by id.
  package func listing(_ name: String, at now: Timestamp) -> Listing {
    Listing(
      backend: name, at: now, servers: servers.values.sorted { $0.id < $1.id })
  }

  /// What is not as it was when this was asked last.
  package mutating func changes(_ name: String, at now: Timestamp) -> ListingChange {
    let change = ListingChange(
      backend: name, at: now, changed: touched.sorted().compactMap { servers[$0] },
      gone: gone.sorted())
    touched = []
    gone = []
    return change
  }

  private mutating func keep(_ server: Server) {
    if let before = servers.updateValue(server, forKey: server.id) { count(before, -1) }
    touched.insert(server.id)
    count(server, 1)
  }

  /// Changes a server where it is kept: a copy would count references to all that it has.
  private mutating func change(
    _ id: ServerID, to state: Server.State, _ body: (inout Server) -> Void
  ) {
    guard let place = servers.index(forKey: id) else { return }
    count(servers.values[place], -1)
    servers.values[place].state = state
    body(&servers.values[place])
    count(servers.values[place], 1)
    touched.insert(id)
  }

  private mutating func count(_ server: Server, _ sign: Int) {
    guard server.state != .ended else { return }
    let weight = sign * server.offering.servers
    running += server.state.isLaunched ? sign : 0
    counts[server.service, default: Count()].billed += weight
    if server.state == .serving { counts[server.service, default: Count()].serving += weight }
  }
}

extension VirtualBackend {
  /// How many machines of an order are granted, and why not all.
  private mutating func grant(
    _ count: Int, _ offering: Offering, _ pool: String, at now: Timestamp
  ) -> (Int, LaunchOutcome.Class) {
    if emptyPools.contains(pool) { return (0, .noCapacity) }
    var size = min(count, capacity.map { max(0, $0 - running) } ?? count)
    guard !faults.isEmpty else { return (size, .noCapacity) }
    for (place, entry) in faults.entries.enumerated() where entry.from <= now && now < entry.to {
      switch entry.kind {
      case .capacity(let target, let machines) where target.covers(pool: pool, offering):
        size = min(size, max(0, machines - machinesRunning(target)))
      case .capacityTrace(let target, let gap, let trace)
      where target.covers(pool: pool, offering) && !trace.isEmpty:
        let step = Int((now - entry.from).inSeconds / gap.inSeconds)
        size = min(size, max(0, trace[min(step, trace.count - 1)] - machinesRunning(target)))
      case .throttled(let target) where target.covers(pool: pool, offering):
        return (0, .throttled)
      case .launchBudget:
        let allowed = budgets[place]?.take(size, at: now) ?? size
        if allowed < size { return (allowed, .throttled) }
      default: continue
      }
    }
    return (size, .noCapacity)
  }

  private func machinesRunning(_ target: WorldFault.Target) -> Int {
    servers.values.count {
      $0.state.isLaunched && target.covers(pool: $0.pool, $0.offering)
    }
  }

  /// From the order to serving for one server; nil for one that never will.
  private mutating func drawBoot(
    _ offering: Offering, _ pool: String, at now: Timestamp
  ) -> Duration? {
    var factor = bootSpread > 0 ? random.spread(bootSpread) : 1
    for kind in faults.kinds(at: now) {
      switch kind {
      case .slowBoot(let target, let by) where target.covers(pool: pool, offering): factor *= by
      case .neverHealthy(let target, let share) where target.covers(pool: pool, offering):
        if random.chance(share) { return nil }
      default: continue
      }
    }
    return factor == 1 ? boot : .milliseconds(Int64(Double(boot.milliseconds) * factor))
  }

  /// A market takes back, or loses, a share of its servers.
  private mutating func strike(_ kind: WorldFault.Kind, at now: Timestamp) {
    let (target, share, notice): (WorldFault.Target, Double, Duration)
    switch kind {
    case .reclaim(let whose, let part, let warning):
      (target, share, notice) = (whose, part, warning)
    case .crash(let whose, let part): (target, share, notice) = (whose, part, .zero)
    default: return
    }
    for server in servers.values.sorted(by: { $0.id < $1.id })
    where server.state.isLaunched && target.covers(pool: server.pool, server.offering) {
      guard random.chance(share) else { continue }
      var server = server
      server.endedAt = now + notice
      keep(server)
      due.put(.ends(server.id), at: now + notice)
    }
  }
}
