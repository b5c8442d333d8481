import RungCore
import RungModel

/// One service's part of a plan while its world runs.
struct PlanTrack: Sendable {
  let ladder: Ladder
  private let from: Timestamp
  private let every: Duration
  private(set) var part: Plan.Service
  private var ledger: PlanLedger
  private var hasBegun = false
  /// Servers wanted and not had after the last step.
  private var missing = 0

  init(_ ladder: Ladder, window: PlanWindow, backend: VirtualBackend) {
    self.ladder = ladder
    from = window.from
    every = window.every
    part = Plan.Service(ladder)
    ledger = PlanLedger(ladder, from: window.from, to: window.to, backend: backend)
  }

  mutating func adopt(_ servers: [Server]) { ledger.adopt(servers) }

  /// Whether a step's decision is shown, and so needs its words.
  func shows(_ decision: Decision, isMilestone: Bool, at now: Timestamp) -> Bool {
    !hasBegun || isRow(decision, isMilestone: isMilestone, at: now)
  }

  private func isRow(_ decision: Decision, isMilestone: Bool, at now: Timestamp) -> Bool {
    guard now >= from else { return false }
    guard !isMilestone, let last = part.rows.last else { return true }
    return now - last.at >= every || last.desired != decision.desired
  }

  /// What a step decided, before its orders.
  mutating func take(
    _ decision: Decision, demand: Double, isMilestone: Bool, at now: Timestamp
  ) {
    if !hasBegun {
      hasBegun = true
      part.runningNow = decision.launched
      part.desiredNow = decision.desired
      part.confidence = decision.confidence
      part.reasons = decision.reasons.map(\.text)
    }
    noteGaps(decision, at: now)
    guard now >= from else { return }
    part.cost.peakDesired = max(part.cost.peakDesired, decision.desired)
    guard isRow(decision, isMilestone: isMilestone, at: now) else { return }
    part.rows.append(
      Plan.Row(
        at: now, median: demand, rung: ladder.servers(for: decision.planned).rung,
        decision: decision))
  }

  /// What was still missing one step later is a shortfall; that an order needs a step is not.
  private mutating func noteGaps(_ decision: Decision, at now: Timestamp) {
    let missed = min(missing, decision.desired - decision.launched)
    missing = max(0, decision.desired - decision.launched)
    guard now >= from else { return }
    if missed > 0 {
      part.shortfall = part.shortfall ?? Plan.Shortfall(at: now)
      part.shortfall?.take(missed, at: now)
    }
    let beyond = ladder.servers(for: decision.planned).servers - ladder.limits.max
    if beyond > 0 {
      part.beyondLimit = part.beyondLimit ?? Plan.Shortfall(at: now)
      part.beyondLimit?.take(beyond, at: now)
    }
  }

  /// A launch order and how many of its machines were granted.
  mutating func take(_ order: Order, _ offering: Offering, asked: Int, granted: Int) {
    ledger.launch(order, offering, machines: granted)
    missing -= granted * offering.servers
    guard order.issuedAt >= from else { return }
    part.changes.append(
      Plan.Change(
        at: order.issuedAt, action: .launch, pool: order.pool, offering: offering.type,
        count: granted, servers: granted * offering.servers, refused: asked - granted))
  }

  /// A terminate order and the servers it names, as they were.
  mutating func take(_ order: Order, ending servers: [Server]) {
    for server in servers { ledger.end(server, at: order.issuedAt) }
    guard order.issuedAt >= from else { return }
    let types = Set(servers.map(\.offering.type)).sorted()
    part.changes.append(
      Plan.Change(
        at: order.issuedAt, action: .remove, pool: order.pool,
        offering: types.joined(separator: ", "), count: servers.count,
        servers: servers.reduce(0) { $0 + $1.offering.servers }))
  }

  /// An alarm is listed once, at its worst, from its first raise to its last clear.
  mutating func raise(_ alarm: Alarm, at now: Timestamp) {
    // What rang and was over before the window is nobody's concern.
    part.alarms.removeAll { [from] in $0.isOver(by: from) }
    guard let place = part.alarms.firstIndex(where: { $0.alarm.key == alarm.key }) else {
      part.alarms.append(Plan.Notice(alarm, at: now))
      return
    }
    if part.alarms[place].until != nil { part.alarms[place].times += 1 }
    part.alarms[place].until = nil
    if alarm.isWorse(than: part.alarms[place].alarm) { part.alarms[place].alarm = alarm }
  }

  mutating func clear(_ alarm: Alarm, at now: Timestamp) {
    guard let place = part.alarms.firstIndex(where: { $0.alarm.key == alarm.key }) else { return }
    part.alarms[place].until = now
  }

  /// The part with its account.
  func closed(demand: MinuteSeries?) -> Plan.Service {
    var part = part
    part.alarms.removeAll { $0.isOver(by: from) }
    part.cost = ledger.cost(peakDesired: part.cost.peakDesired)
    part.unserved = demand.flatMap { ledger.unserved(of: $0) }
    return part
  }
}

extension Alarm {
  fileprivate func isWorse(than other: Alarm) -> Bool {
    severity == other.severity
      ? (servers ?? 0) > (other.servers ?? 0) : severity == .critical
  }
}

extension Plan.Notice {
  /// Whether it was cleared for good by then.
  fileprivate func isOver(by instant: Timestamp) -> Bool { until.map { $0 <= instant } ?? false }
}
