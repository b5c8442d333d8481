import RungModel

// Removal: only what the plan does not need again within the hold, at most max_step a minute,
// unhealthy first, then the dearest, then from the fullest zone, oldest first.
extension Controller {
  mutating func scaleIn(_ assessment: inout Assessment) -> [Directive] {
    let surplus = assessment.capacity.launched - assessment.keep
    guard assessment.removalBlocks.isEmpty else {
      assessment.reasons += assessment.removalBlocks
      return []
    }
    let budget = min(surplus, removalBudget(assessment))
    guard budget > 0 else {
      assessment.note(
        .scaleIn, servers: assessment.keep, "\(surplus) too many; max_step is used up this minute")
      return []
    }
    let chosen = chooseRemovals(budget, of: surplus, assessment)
    guard !chosen.isEmpty else { return [] }
    assessment.note(
      .scaleIn, servers: assessment.keep,
      "\(surplus) too many for the next \(assessment.ladder.scaleIn.hold.text): "
        + "removing \(chosen.count) now")
    return assessment.ladder.pools.compactMap { pool in
      let servers = chosen.filter { $0.pool == pool.name }.map(\.id)
      guard !servers.isEmpty else { return nil }
      let service = assessment.ladder.service
      let order = Order(
        id: memory.nextOrderID(service: service), service: service, pool: pool.name,
        backend: pool.backend, action: .terminate(servers: servers), issuedAt: assessment.now)
      memory.orders.append(order)
      return .terminate(order)
    }
  }

  /// Reference servers that may still be removed this minute: `max_step` of what is launched, at
  /// least one, less what was removed within the last minute.
  private func removalBudget(_ assessment: Assessment) -> Int {
    let recent = assessment.orders.filter { assessment.now - $0.issuedAt < .minutes(1) }
    let weights = Dictionary(
      servers(of: assessment.ladder.service).map { ($0.id, $0.offering.servers) },
      uniquingKeysWith: { first, _ in first })
    let removed = recent.reduce(0) { sum, order in
      guard case .terminate(let servers) = order.action else { return sum }
      return sum + servers.reduce(0) { $0 + weights[$1, default: 1] }
    }
    let base = assessment.capacity.launched + removed
    let step = max(1, Int(Double(base) * assessment.ladder.scaleIn.maxStepShare))
    return max(0, step - removed)
  }

  private func chooseRemovals(
    _ budget: Int, of surplus: Int, _ assessment: Assessment
  ) -> [Server] {
    let poolNames = Set(assessment.ladder.pools.map(\.name))
    var queue = RemovalQueue(assessment.capacity.servers.filter { poolNames.contains($0.pool) })
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
