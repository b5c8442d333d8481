import RungCore
import RungModel

/// What one service's servers come to in a plan: the bill, and who is served, minute by minute.
///
/// It follows orders and not listings: a plan has no faults, so a granted machine serves one lead
/// time after its order, and no step needs a look at every server.
struct PlanLedger: Sendable {
  /// One offering of one pool.
  private struct Lot: Sendable {
    var pool: String
    var offering: Offering
    var machineMilliseconds: Int64 = 0
  }

  private let ladder: Ladder
  private let from: Timestamp
  private let to: Timestamp
  private let backend: VirtualBackend
  private var lots: [Lot] = []
  /// Reference servers that begin or cease to serve, by minute.
  private var turns: [Int64: Int] = [:]

  /// - Parameter backend: whose boot and drain times hold.
  init(_ ladder: Ladder, from: Timestamp, to: Timestamp, backend: VirtualBackend) {
    self.ladder = ladder
    self.from = from
    self.to = to
    self.backend = backend
    for pool in ladder.pools {
      lots += pool.offerings.map { Lot(pool: pool.name, offering: $0) }
    }
  }

  /// Takes up what runs before the first step.
  mutating func adopt(_ servers: [Server]) {
    for server in servers where server.state != .ended {
      let end = server.state == .draining ? server.endedAt ?? from : to
      bill(server.pool, server.offering, machines: 1, from: from, to: end)
      switch server.state {
      case .serving: turn(at: .min, server.offering.servers)
      case .starting: turn(at: serving(from: server.orderedAt), server.offering.servers)
      case .unhealthy, .draining, .ended: continue
      }
    }
  }

  /// Machines that were granted.
  mutating func launch(_ order: Order, _ offering: Offering, machines: Int) {
    guard machines > 0 else { return }
    bill(order.pool, offering, machines: machines, from: order.issuedAt, to: to)
    turn(at: serving(from: order.issuedAt), machines * offering.servers)
  }

  /// A server that is told to end, as it was then.
  mutating func end(_ server: Server, at now: Timestamp) {
    bill(server.pool, server.offering, machines: -1, from: now + backend.drain, to: to)
    switch server.state {
    case .serving: turn(at: now.minute, -server.offering.servers)
    case .starting: turn(at: serving(from: server.orderedAt), -server.offering.servers)
    case .unhealthy, .draining, .ended: return
    }
  }

  /// The first minute that a server ordered then serves in full.
  private func serving(from order: Timestamp) -> Int64 {
    (order + backend.boot + .minutes(1) - .milliseconds(1)).minute
  }

  private mutating func turn(at minute: Int64, _ servers: Int) {
    turns[minute, default: 0] += servers
  }

  private mutating func bill(
    _ pool: String, _ offering: Offering, machines: Int, from start: Timestamp, to end: Timestamp
  ) {
    let span = min(end, to) - max(start, from)
    guard span > .zero else { return }
    let place = lots.firstIndex { $0.pool == pool && $0.offering == offering }
    // A machine of an offering that the ladder has dropped is billed all the same.
    if place == nil { lots.append(Lot(pool: pool, offering: offering)) }
    lots[place ?? lots.count - 1].machineMilliseconds += Int64(machines) * span.milliseconds
  }

  // MARK: What it came to

  /// The bill of the window, against the peak held throughout.
  func cost(peakDesired: Int) -> Plan.Cost {
    var cost = Plan.Cost()
    cost.lines = lots.filter { $0.machineMilliseconds > 0 }.map { lot in
      Plan.Cost.Line(
        pool: lot.pool, offering: lot.offering,
        machineHours: Double(lot.machineMilliseconds) / 3_600_000)
    }
    let hours = (to - from).inSeconds / 3_600
    cost.serverHours = cost.lines.reduce(0) { $0 + $1.serverHours }
    cost.peakDesired = peakDesired
    cost.staticPeakServerHours = Double(peakDesired) * hours
    let prices = cost.lines.compactMap(\.dollars)
    let price = ladder.pools.first?.offerings.compactMap { offering in
      offering.pricePerHour.map { $0 / Double(offering.servers) }
    }.min()
    if prices.count == cost.lines.count, price != nil || !prices.isEmpty {
      cost.dollars = prices.reduce(0, +)
    }
    cost.staticPeakDollars = price.map { $0 * cost.staticPeakServerHours }
    return cost
  }

  /// Who is left unserved by the rungs without buffer; nil when nobody is.
  ///
  /// - Parameter demand: what users do, by minute.
  func unserved(of demand: MinuteSeries) -> Plan.Unserved? {
    let changes = turns.sorted { $0.key < $1.key }
    var next = 0
    var serving = 0
    var served = ladder.demand(servedBy: 0)
    var result: Plan.Unserved?
    for minute in from.minute..<to.minute {
      while next < changes.count, changes[next].key <= minute {
        serving += changes[next].value
        next += 1
        if next == changes.count || changes[next].key > minute {
          served = ladder.demand(servedBy: serving)
        }
      }
      guard let level = demand[minute], level > served else { continue }
      let at = Timestamp(minute: minute)
      var unserved = result ?? Plan.Unserved(at: at)
      unserved.to = at + .minutes(1)
      unserved.minutes += 1
      unserved.demandMinutes += level - served
      unserved.serversLacking = max(
        unserved.serversLacking, ladder.servers(for: level).servers - serving)
      if level - served > unserved.worst {
        unserved.worst = level - served
        unserved.worstAt = at
      }
      result = unserved
    }
    return result
  }
}
