import RungModel

// Removal: only what the plan does not need again within the hold, at most max_step a minute,
// failed and unhealthy first, then the dearest, then from the fullest zone, oldest first.
extension Controller {
  /// What was launched within this long is not given back, so that a forecast that trembles around
  /// a rung cannot buy and drop the same servers. A few minutes: as long as its noise is alike.
  static let launchMemory: Duration = .minutes(5)

  /// Ends what is too much. Returns no order when nothing may go.
  mutating func scaleIn(_ assessment: inout Assessment) -> [Directive] {
    let surplus = surplus(assessment)
    guard surplus > 0 || !failed(assessment).isEmpty else {
      assessment.note(.hold, servers: assessment.keep, holdText(assessment))
      return []
    }
    guard assessment.removalBlocks.isEmpty else {
      assessment.reasons += assessment.removalBlocks
      return []
    }
    if surplus > 0, failed(assessment).isEmpty, let rest = restsUntil(assessment.ladder),
      assessment.now < rest.until
    {
      assessment.note(
        .hold, servers: assessment.keep,
        "\(surplus) too many; turned \(rest.turns) times within the hour, so nothing is given back "
          + "until \(rest.until.clockText)Z")
      return []
    }
    let budget = removalBudget(assessment)
    guard budget > 0 else {
      assessment.note(
        .scaleIn, servers: assessment.keep, "\(surplus) too many; max_step is used up this minute")
      return []
    }
    let failed = failed(assessment)
    if !failed.isEmpty {
      assessment.note(.scaleIn, "\(failed.count.counted("server")) never came to serve: ended now")
      return end(Array(failed.prefix(budget)), assessment)
    }
    let chosen = chooseRemovals(min(surplus, budget), of: surplus, assessment)
    guard !chosen.isEmpty else { return [] }
    assessment.note(
      .scaleIn, servers: assessment.keep,
      "\(surplus) too many for the next \(assessment.ladder.scaleIn.hold.text): "
        + "removing \(chosen.count) now")
    return end(chosen, assessment)
  }

  /// Reference servers that neither the plan nor a launch of the last minutes keeps.
  func surplus(_ assessment: Assessment) -> Int {
    assessment.capacity.launched - assessment.keep - assessment.launchedLately
  }

  /// Reference servers launched within the launch memory, or within the hold where that is less.
  func launchedLately(_ ladder: Ladder, at now: Timestamp) -> Int {
    let from = now - min(Self.launchMemory, ladder.scaleIn.hold)
    var count = 0
    for order in memory.book.orders(of: ladder.service).reversed() {
      guard order.issuedAt > from else { break }
      guard case .launch(let offering, let asked) = order.action else { continue }
      let short = memory.book.outcome(of: order.id)?.shortfall?.count ?? 0
      count += (asked - short) * offering.servers
    }
    return count
  }

  private func holdText(_ assessment: Assessment) -> String {
    let lately = assessment.launchedLately
    return assessment.capacity.launched > assessment.keep && lately > 0
      ? "kept: \(lately) launched in the last minutes are not given back"
      : "kept: needed again within \(assessment.ladder.scaleIn.hold.text)"
  }

  /// Servers that will never serve: late while one ordered no earlier serves, or late for ever.
  private func failed(_ assessment: Assessment) -> [Server] {
    guard !assessment.capacity.late.isEmpty else { return [] }
    let service = assessment.ladder.service
    let limit = assessment.lead.planned * Self.failedAfter
    return assessment.capacity.late.filter {
      assessment.now - $0.orderedAt > limit || isOvertaken($0, of: service)
    }
  }

  /// Whether a server of the same offering that was ordered no earlier has come to serve.
  func isOvertaken(_ late: Server, of service: String) -> Bool {
    servers(of: service).contains { other in
      other.servingSince != nil && other.orderedAt >= late.orderedAt
        && other.pool == late.pool && other.offering.type == late.offering.type
    }
  }

  /// A server that is this many lead times old and never served has failed, whatever others do.
  private static var failedAfter: Int { 6 }

  private mutating func end(_ chosen: [Server], _ assessment: Assessment) -> [Directive] {
    assessment.ladder.pools.compactMap { pool in
      let servers = chosen.filter { $0.pool == pool.name }.map(\.id)
      guard !servers.isEmpty else { return nil }
      let service = assessment.ladder.service
      let order = Order(
        id: memory.nextOrderID(service: service), service: service, pool: pool.name,
        backend: pool.backend, action: .terminate(servers: servers), issuedAt: assessment.now)
      issue(order)
      return .terminate(order)
    }
  }

  /// Reference servers that may still be removed this minute: `max_step` of what is launched, at
  /// least one, less what was removed within the last minute.
  private func removalBudget(_ assessment: Assessment) -> Int {
    let roster = fleet.roster(assessment.ladder.service)
    var removed = 0
    for order in memory.book.orders(of: assessment.ladder.service).reversed() {
      guard assessment.now - order.issuedAt < .minutes(1) else { break }
      guard case .terminate(let servers) = order.action else { continue }
      removed += servers.reduce(0) { $0 + (roster[$1]?.offering.servers ?? 1) }
    }
    let base = assessment.capacity.launched + removed
    let step = max(1, Int(Double(base) * assessment.ladder.scaleIn.maxStepShare))
    return max(0, step - removed)
  }

  private func chooseRemovals(
    _ budget: Int, of surplus: Int, _ assessment: Assessment
  ) -> [Server] {
    let poolNames = Set(assessment.ladder.pools.map(\.name))
    let late = Set(assessment.capacity.late.map(\.id))
    let roster = fleet.roster(assessment.ladder.service)
    var queue = RemovalQueue(roster.servers) {
      roster.counts($0) && poolNames.contains($0.pool) && (late.isEmpty || !late.contains($0.id))
    }
    var left = budget
    // A server that is still starting replaces nobody yet: those who serve stay until it does.
    var spare = max(0, assessment.capacity.serving - assessment.keep)
    var chosen: [Server] = []
    while left > 0 {
      let isFirst = chosen.isEmpty
      let next = queue.take { server in
        let weight = server.offering.servers
        // A machine heavier than a minute's step goes alone, or it would stay for ever.
        let fits = weight <= left || (isFirst && weight <= surplus)
        return fits && (server.state != .serving || weight <= spare)
      }
      guard let next else { break }
      left -= next.offering.servers
      if next.state == .serving { spare -= next.offering.servers }
      chosen.append(next)
    }
    return chosen
  }
}
