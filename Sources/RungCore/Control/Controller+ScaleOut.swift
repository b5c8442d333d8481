import RungModel

// Orders for what is missing: pools in order, cheapest offering first, none that ran out.
extension Controller {
  /// Carries out an assessment: launches or removals, never both in one step.
  mutating func act(on assessment: inout Assessment) -> [Directive] {
    let missing = assessment.desired - assessment.capacity.launched
    if missing > 0 { return scaleOut(missing, &assessment) }
    if assessment.capacity.launched > assessment.keep { return scaleIn(&assessment) }
    if missing < 0 {
      assessment.note(
        .hold, servers: assessment.keep,
        "kept: needed again within \(assessment.ladder.scaleIn.hold.text)")
    }
    return []
  }

  private mutating func scaleOut(_ missing: Int, _ assessment: inout Assessment) -> [Directive] {
    guard assessment.launchBlocks.isEmpty else {
      assessment.reasons += assessment.launchBlocks
      if assessment.ladder.mode == .act, assessment.capacity.listedAt != nil {
        let why = assessment.launchBlocks.map(\.text).joined(separator: "; ")
        assessment.alarm(.shortfall, .critical, "\(missing) servers short: \(why)")
      }
      return []
    }
    var remaining = missing
    if let step = assessment.ladder.limits.maxStepUp {
      let allowed = max(0, step - orderedLastMinute(assessment))
      if allowed < remaining {
        assessment.note(
          .maxStepUp, "\(remaining) servers missing, \(allowed) may be ordered now (max_step_up)")
        remaining = allowed
      }
    }
    let held = missing - remaining
    var directives: [Directive] = []
    for pool in assessment.ladder.pools where remaining > 0 {
      let orders = order(&remaining, from: pool, assessment)
      directives += orders.map { .launch($0) }
    }
    if remaining > 0 {
      assessment.note(.shortfall, "\(remaining) servers cannot be ordered from any pool now")
      assessment.alarm(
        .shortfall, .critical,
        "\(remaining + held) of \(assessment.desired) servers short: every offering has run out "
          + "or reached its share; add pools or raise their share")
    }
    return directives
  }

  /// Orders as much of `remaining` from one pool as its share and its offerings allow.
  private mutating func order(
    _ remaining: inout Int, from pool: Pool, _ assessment: Assessment
  ) -> [Order] {
    let service = assessment.ladder.service
    let offeringMemory = self.offeringMemory()
    var room = Int.max
    if pool.share < 1 {
      let allowed = Int(Double(assessment.desired) * pool.share)
      room = max(0, allowed - assessment.capacity.launchedByPool[pool.name, default: 0])
    }
    var orders: [Order] = []
    for offering in pool.offeringsByPrice where remaining > 0 && room >= offering.servers {
      let key = OfferingMemory.key(pool, offering)
      let wanted = (remaining + offering.servers - 1) / offering.servers
      let fitting = room == .max ? wanted : min(wanted, room / offering.servers)
      var count = fitting
      if let allowance = offeringMemory.allowance(key, at: assessment.now) {
        count = isInFlight(key) ? 0 : min(fitting, allowance)
      }
      guard count > 0 else { continue }
      let order = Order(
        id: memory.nextOrderID(service: service), service: service, pool: pool.name,
        backend: pool.backend, action: .launch(offering: offering, count: count),
        issuedAt: assessment.now)
      memory.orders.append(order)
      orders.append(order)
      remaining -= count * offering.servers
      if room != .max { room -= count * offering.servers }
    }
    return orders
  }

  private func orderedLastMinute(_ assessment: Assessment) -> Int {
    assessment.orders.reduce(0) { sum, order in
      guard assessment.now - order.issuedAt < .minutes(1),
        case .launch(let offering, let count) = order.action
      else { return sum }
      return sum + count * offering.servers
    }
  }

  /// What the outcomes of the last hour say about offerings.
  private func offeringMemory() -> OfferingMemory {
    var result = OfferingMemory()
    // Nothing fell short: nothing to remember, and nothing to look through.
    guard memory.outcomes.contains(where: { $0.shortfall != nil }) else { return result }
    let orders = Dictionary(
      memory.orders.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for outcome in memory.outcomes {
      guard let order = orders[outcome.order],
        case .launch(_, let count) = order.action, let key = offeringKey(of: order)
      else { continue }
      result.take(outcome, key: key, asked: count)
    }
    return result
  }

  /// Whether an order for an offering awaits its answer.
  private func isInFlight(_ key: String) -> Bool {
    memory.orders.contains { $0.state == .inFlight && offeringKey(of: $0) == key }
  }

  private func offeringKey(of order: Order) -> String? {
    guard case .launch(let offering, _) = order.action,
      let pool = ladders.first(where: { $0.service == order.service })?.pools
        .first(where: { $0.name == order.pool })
    else { return nil }
    return OfferingMemory.key(pool, offering)
  }
}

extension Pool {
  /// Cheapest first by price for each reference server; unpriced ones last, else as written.
  var offeringsByPrice: [Offering] {
    let ranked = offerings.enumerated().sorted { left, right in
      let leftPrice = left.element.pricePerServer ?? .infinity
      let rightPrice = right.element.pricePerServer ?? .infinity
      return (leftPrice, left.offset) < (rightPrice, right.offset)
    }
    return ranked.map(\.element)
  }
}

extension Offering {
  /// US dollars an hour for each reference server; nil where unknown.
  var pricePerServer: Double? { pricePerHour.map { $0 / Double(servers) } }
}
