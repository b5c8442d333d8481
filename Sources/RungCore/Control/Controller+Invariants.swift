package import RungModel

// What must hold after every step, and what must not happen. Checked by tests and simulation.
extension Controller {
  /// Every broken promise, in words; empty when all hold. `directives` are those of the step just
  /// taken at `now`.
  package func violations(of directives: [Directive], at now: Timestamp) -> [String] {
    var faults: [String] = []
    if directives.contains(where: \.isOrder) { faults += orderFaults() }
    for ladder in ladders {
      faults += decisionFaults(ladder)
      faults += removalFaults(ladder, directives, now)
      faults += launchFaults(ladder, directives, now)
    }
    for id in forecasts.keys.sorted() { faults += forecastFaults(forecasts[id]) }
    return faults
  }

  private func orderFaults() -> [String] {
    var faults: [String] = []
    let orders = memory.book.unordered
    let tokens = orders.map(\.id.token)
    if Set(tokens).count != tokens.count { faults.append("an order token was used twice") }
    for token in tokens where token.utf8.count > 64 || !token.utf8.allSatisfy({ $0 < 128 }) {
      faults.append("order token \(token) is over 64 characters or not ASCII")
    }
    let removed = orders.flatMap { order in
      if case .terminate(let servers) = order.action { return servers }
      return []
    }
    if Set(removed).count != removed.count { faults.append("a server was terminated twice") }
    return faults
  }

  private func decisionFaults(_ ladder: Ladder) -> [String] {
    guard let decision = decisions[ladder.service] else {
      return ["\(ladder.service) has no decision"]
    }
    var faults: [String] = []
    let bounds = ladder.limits.min...ladder.limits.max
    if !bounds.contains(decision.desired) {
      faults.append("\(ladder.service): desired \(decision.desired) is outside \(bounds)")
    }
    if let observed = decision.observed {
      let needed = min(ladder.servers(for: observed).servers, ladder.limits.max)
      if decision.desired < needed {
        faults.append(
          "\(ladder.service): desired \(decision.desired) is below the \(needed) of observed users")
      }
    }
    if let floor = floor(of: ladder.service),
      decision.desired < min(floor.servers, ladder.limits.max)
    {
      faults.append("\(ladder.service): desired is below the operator's floor")
    }
    if decision.reasons.isEmpty { faults.append("\(ladder.service): a decision without reasons") }
    return faults
  }

  /// Never amputate.
  private func removalFaults(
    _ ladder: Ladder, _ directives: [Directive], _ now: Timestamp
  ) -> [String] {
    let service = ladder.service
    let removed = directives.flatMap { directive -> [ServerID] in
      guard case .terminate(let order) = directive, order.service == service,
        case .terminate(let servers) = order.action
      else { return [] }
      return servers
    }
    guard !removed.isEmpty else { return [] }
    var faults: [String] = []
    if observed(ladder.driver.id) == nil { faults.append("\(service): removed on stale data") }
    if doubt(thatMattersTo: ladder)?.forbidsRemoval == true {
      faults.append("\(service): removed on doubtful data")
    }
    if ladder.mode == .observe { faults.append("\(service): removed in observe mode") }
    if pause(of: service) != nil { faults.append("\(service): removed while paused") }
    if ladder.freezes.contains(where: { $0.holds(at: now, zone: ladder.zone) }) {
      faults.append("\(service): removed in a freeze")
    }
    let listed = servers(of: service)
    let known = Set(listed.map(\.id))
    if !removed.allSatisfy({ known.contains($0) }) {
      faults.append("\(service): removed a server that no listing of ours has")
    }
    let isLaunching = directives.contains { directive in
      if case .launch(let order) = directive { return order.service == service }
      return false
    }
    if isLaunching { faults.append("\(service): launched and removed in one step") }
    return faults + depthFaults(ladder, removed, now)
  }

  /// Not too much at once, and nothing that is needed or was launched just now.
  private func depthFaults(
    _ ladder: Ladder, _ removed: [ServerID], _ now: Timestamp
  ) -> [String] {
    let service = ladder.service
    guard let keep = keeps[service], let times = leadTimes[service] else { return [] }
    var faults: [String] = []
    let left = Capacity(
      of: ladder, fleet: fleet, book: memory.book, lead: times.measured, at: now)
    let lately = launchedLately(ladder, at: now)
    // Servers that failed are not counted before, nor missed after.
    let endsOnlyFailed = removed.allSatisfy { servers(of: service, $0)?.servingSince == nil }
    if left.launched < keep, !endsOnlyFailed {
      faults.append("\(service): removal left \(left.launched) of \(keep) needed in the hold")
    } else if left.launched < keep + lately, !endsOnlyFailed {
      faults.append("\(service): removed what was launched within \(Self.launchMemory.text)")
    }
    if let rest = restsUntil(ladder), now < rest.until, !endsOnlyFailed {
      faults.append("\(service): removed while it rests after \(rest.turns) turns")
    }
    let inAMinute = memory.book.orders(of: service).filter { now - $0.issuedAt < .minutes(1) }
      .flatMap { order -> [Int] in
        guard case .terminate(let ids) = order.action else { return [] }
        return ids.map { servers(of: service, $0)?.offering.servers ?? 1 }
      }
    let gone = inAMinute.reduce(0, +)
    let allowed = max(
      1, Int(Double(left.launched + gone) * ladder.scaleIn.maxStepShare), inAMinute.max() ?? 0)
    if gone > allowed {
      faults.append("\(service): removed \(gone) in a minute, max_step allows \(allowed)")
    }
    return faults
  }

  private func servers(of service: String, _ id: ServerID) -> Server? { fleet.roster(service)[id] }

  private func launchFaults(
    _ ladder: Ladder, _ directives: [Directive], _ now: Timestamp
  ) -> [String] {
    let orders = directives.compactMap { directive -> Order? in
      guard case .launch(let order) = directive, order.service == ladder.service else { return nil }
      return order
    }
    guard !orders.isEmpty else { return [] }
    var faults: [String] = []
    if ladder.mode == .observe { faults.append("\(ladder.service): launched in observe mode") }
    if pause(of: ladder.service) != nil {
      faults.append("\(ladder.service): launched while paused")
    }
    for order in orders {
      guard case .launch(_, let count) = order.action, let key = offeringKey(of: order),
        let allowance = offerings.allowance(key, at: now), count > allowance
      else { continue }
      faults.append("\(ladder.service): asked \(key) for \(count), \(allowance) allowed")
    }
    for order in orders where memory.book.order(order.id) != order {
      faults.append("\(ladder.service): order \(order.id) left without being in flight")
    }
    return faults
  }

  private func forecastFaults(_ forecast: Forecast?) -> [String] {
    guard let forecast else { return [] }
    var faults: [String] = []
    if forecast.levels.first != 0.5 || forecast.paths.count != forecast.levels.count {
      faults.append("\(forecast.driver): a forecast without its median or a path")
    }
    for (index, path) in forecast.paths.enumerated() {
      if !path.allSatisfy({ $0.isFinite && $0 >= 0 }) {
        faults.append("\(forecast.driver): a forecast is negative or not finite")
      }
      if index > 0, zip(forecast.paths[index - 1], path).contains(where: { $0 > $1 }) {
        faults.append("\(forecast.driver): quantile paths cross")
      }
    }
    return faults
  }
}
