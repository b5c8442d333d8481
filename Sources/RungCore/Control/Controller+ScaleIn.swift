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
    var candidates = assessment.capacity.servers.filter { poolNames.contains($0.pool) }
    var left = budget
    // A server that is still starting replaces nobody yet: those who serve stay until it does.
    var spare = max(0, assessment.capacity.serving - assessment.keep)
    var chosen: [Server] = []
    while left > 0 {
      let zones = Dictionary(grouping: candidates, by: { $0.offering.zone ?? "" })
        .mapValues(\.count)
      let fitting = candidates.indices.filter { index in
        let weight = candidates[index].offering.servers
        // A machine heavier than a minute's step goes alone, or it would stay for ever.
        let fits = weight <= left || (chosen.isEmpty && weight <= surplus)
        return fits && (candidates[index].state != .serving || weight <= spare)
      }
      guard
        let index = fitting.min(by: {
          goesBefore(candidates[$0], candidates[$1], zones)
        })
      else { break }
      left -= candidates[index].offering.servers
      if candidates[index].state == .serving { spare -= candidates[index].offering.servers }
      chosen.append(candidates.remove(at: index))
    }
    return chosen
  }

  private func goesBefore(_ left: Server, _ right: Server, _ zones: [String: Int]) -> Bool {
    let leftIsUnhealthy = left.state == .unhealthy
    if leftIsUnhealthy != (right.state == .unhealthy) { return leftIsUnhealthy }
    let (leftPrice, rightPrice) = (left.offering.pricePerServer, right.offering.pricePerServer)
    if leftPrice != rightPrice { return (leftPrice ?? 0) > (rightPrice ?? 0) }
    let leftCrowd = zones[left.offering.zone ?? "", default: 0]
    let rightCrowd = zones[right.offering.zone ?? "", default: 0]
    if leftCrowd != rightCrowd { return leftCrowd > rightCrowd }
    return (left.orderedAt, left.id) < (right.orderedAt, right.id)
  }
}
