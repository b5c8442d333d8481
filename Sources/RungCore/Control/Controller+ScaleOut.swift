import RungModel

// Orders for what is missing: pools in order, cheapest offering first, none that ran out.
extension Controller {
  /// Carries out an assessment: launches or removals, never both in one step.
  mutating func act(on assessment: inout Assessment) -> [Directive] {
    assessment.launchedLately = launchedLately(assessment.ladder, at: assessment.now)
    let missing = assessment.desired - assessment.capacity.launched
    if missing > 0 { return scaleOut(missing, &assessment) }
    if missing < 0 || !assessment.capacity.late.isEmpty { return scaleIn(&assessment) }
    return []
  }

  /// An order leaves: it is in flight from here on.
  mutating func issue(_ order: Order) {
    memory.book.append(order)
    fleet.take(order)
  }

  private mutating func scaleOut(_ missing: Int, _ assessment: inout Assessment) -> [Directive] {
    guard assessment.launchBlocks.isEmpty else {
      assessment.reasons += assessment.launchBlocks
      if assessment.ladder.mode == .act, assessment.capacity.listedAt != nil {
        let why = assessment.launchBlocks.map(\.text).joined(separator: "; ")
        alarmOfGap(missing, why, &assessment)
      }
      return []
    }
    var remaining = missing
    if let step = assessment.ladder.limits.maxStepUp {
      let allowed = max(0, step - orderedLastMinute(assessment))
      if allowed < remaining {
        assessment.note(
          .maxStepUp,
          "\(remaining.counted("server")) missing, \(allowed) may be ordered now (max_step_up)")
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
      assessment.note(
        .shortfall, "\(remaining.counted("server")) cannot be ordered from any pool now")
      alarmOfGap(
        remaining + held,
        whyNot(assessment),
        &assessment)
    } else if held > 0, let step = assessment.ladder.limits.maxStepUp {
      alarmOfDelay(held, step: step, &assessment)
    }
    return directives
  }

  private func whyNot(_ assessment: Assessment) -> String {
    let isBusy = assessment.ladder.pools.contains {
      !offerings.mayAsk($0.backend, at: assessment.now)
    }
    return isBusy
      ? "the API is busy and is asked again in at most \(OfferingMemory.longestPause.text)"
      : "every offering has run out or reached its share; add pools or raise their share"
  }

  /// Capacity for the end of the lead time will not be there, and by how much.
  private func alarmOfGap(_ gap: Int, _ why: String, _ assessment: inout Assessment) {
    let due = assessment.now + assessment.lead.planned
    assessment.alarm(
      .shortfall, .critical, servers: gap,
      "\(gap) of \(assessment.desired.counted("server")) will be missing at \(due.clockText)Z: \(why)"
    )
  }

  /// Capacity comes later than it is needed, because a minute may bring only so much.
  private func alarmOfDelay(_ held: Int, step: Int, _ assessment: inout Assessment) {
    let due = assessment.now + assessment.lead.planned
    assessment.alarm(
      .shortfall, .warning, servers: held,
      "\(held) of \(assessment.desired.counted("server")) will be missing at \(due.clockText)Z and come "
        + "within \((held + step - 1) / step) min of it: limits.max_step_up allows \(step) a minute"
    )
  }

  /// Orders as much of `remaining` from one pool as its share and its offerings allow.
  private mutating func order(
    _ remaining: inout Int, from pool: Pool, _ assessment: Assessment
  ) -> [Order] {
    let service = assessment.ladder.service
    guard offerings.mayAsk(pool.backend, at: assessment.now) else { return [] }
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
      if let allowance = offerings.allowance(key, at: assessment.now) {
        count = isInFlight(key) ? 0 : min(fitting, allowance)
      } else if assessment.capacity.late.contains(where: {
        $0.comes(from: pool, offering) && !isOvertaken($0, of: service)
      }) {
        // Its servers do not come up: one shows when they do again. A few that failed among others
        // that serve are no reason to wait.
        count = min(fitting, 1)
      }
      guard count > 0 else { continue }
      let order = Order(
        id: memory.nextOrderID(service: service), service: service, pool: pool.name,
        backend: pool.backend, action: .launch(offering: offering, count: count),
        issuedAt: assessment.now)
      issue(order)
      orders.append(order)
      remaining -= count * offering.servers
      if room != .max { room -= count * offering.servers }
    }
    return orders
  }

  private func orderedLastMinute(_ assessment: Assessment) -> Int {
    var ordered = 0
    for order in memory.book.orders(of: assessment.ladder.service).reversed() {
      guard assessment.now - order.issuedAt < .minutes(1) else { break }
      guard case .launch(let offering, let count) = order.action else { continue }
      ordered += count * offering.servers
    }
    return ordered
  }
}

extension Server {
  /// Whether it is of an offering of a pool.
  fileprivate func comes(from pool: Pool, _ offering: Offering) -> Bool {
    self.pool == pool.name && self.offering.type == offering.type
      && self.offering.zone == offering.zone
  }
}
