import RungModel

// Which offerings may be asked, and which the next order goes to.
extension Controller {
  /// What the outcomes of the last hour say about offerings; once a step, in which none arrives.
  func offeringMemory() -> OfferingMemory {
    var result = OfferingMemory()
    // Nothing fell short: nothing to remember, and nothing to look through.
    guard memory.book.shortfallCount > 0 else { return result }
    for outcome in memory.book.outcomes {
      guard let order = memory.book.order(outcome.order),
        case .launch(_, let count) = order.action, let key = offeringKey(of: order)
      else { continue }
      result.take(outcome, of: order.backend, key: key, asked: count)
    }
    return result
  }

  /// Whether an order for an offering awaits its answer.
  func isInFlight(_ key: String) -> Bool {
    ladders.contains { ladder in
      memory.book.orders(of: ladder.service).contains {
        $0.state == .inFlight && offeringKey(of: $0) == key
      }
    }
  }

  /// The offerings that the next orders may go to: those of the first pools that are open, until
  /// one may hold all that is wanted. All of them when none is open.
  func offeringsInUse(by ladder: Ladder, at now: Timestamp) -> [OfferingName] {
    let closed = offerings
    var names: [OfferingName] = []
    for pool in ladder.pools {
      let open = pool.offerings.filter {
        closed.allowance(OfferingMemory.key(pool, $0), at: now) == nil
      }
      names += open.map { OfferingName(pool: pool.name, type: $0.type) }
      if !open.isEmpty, pool.share >= 1 { break }
    }
    guard names.isEmpty else { return names }
    return ladder.pools.flatMap { pool in
      pool.offerings.map { OfferingName(pool: pool.name, type: $0.type) }
    }
  }

  func offeringKey(of order: Order) -> String? {
    guard case .launch(let offering, _) = order.action else { return nil }
    let place = ladders.place { $0.service >= order.service }
    guard place < ladders.count, ladders[place].service == order.service,
      let pool = ladders[place].pools.first(where: { $0.name == order.pool })
    else { return nil }
    return OfferingMemory.key(pool, offering)
  }
}

extension Ladder {
  /// Whether all its servers are of one kind.
  var hasOneOffering: Bool { pools.count == 1 && pools[0].offerings.count == 1 }
}

extension Pool {
  /// Cheapest first by price for each reference server; unpriced ones last, else as written.
  var offeringsByPrice: [Offering] {
    guard offerings.count > 1 else { return offerings }
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
