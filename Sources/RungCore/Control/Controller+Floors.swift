import RungModel

// What raises the plan's need: the observed level, the operator's word, and what a dead source may
// not take away. The ladder's bounds clamp last and say so.
extension Controller {
  /// What is observed now, the operator's word, and what a dead source may not take away.
  func raiseFloors(_ demand: PlannedDemand, _ assessment: inout Assessment) {
    let (ladder, now) = (assessment.ladder, assessment.now)
    if let observed = assessment.observed {
      let isDoubtful =
        assessment.forecast.confidence == .low
        || isLosing(ladder.driver.id, ahead: assessment.lead.planned)
      let ramp =
        isDoubtful ? (memory.drivers[ladder.driver.id]?.rampPerMinute(at: now) ?? 0) : 0
      let grown = observed + ramp * assessment.lead.planned.inMinutes
      let floor = ladder.servers(for: grown).servers
      if floor > assessment.desired {
        let growth = ramp > 0 ? ", growing \(assessment.text(ramp)) a minute" : ""
        raise(
          to: floor, .observedFloor, "observed now: \(assessment.text(observed))\(growth)",
          &assessment)
      }
      holdOrdinaryLevel(demand, &assessment)
    } else {
      keepWhileStale(&assessment)
    }
    holdWhileDoubtful(&assessment)
    if let floor = floor(of: ladder.service), floor.servers > assessment.desired {
      raise(
        to: floor.servers, .operatorFloor,
        "operator's floor until \(floor.until.clockText)Z: \(floor.reason)", &assessment)
    }
  }

  private func raise(
    to servers: Int, _ kind: Reason.Kind, _ text: String, _ assessment: inout Assessment
  ) {
    assessment.desired = servers
    assessment.keep = max(assessment.keep, servers)
    assessment.note(kind, servers: servers, text)
  }

  /// Outside events nothing but the hold window tells a dip from a change of level, so capacity
  /// follows the highest minute within it, as a stabilisation window does.
  private func holdOrdinaryLevel(_ demand: PlannedDemand, _ assessment: inout Assessment) {
    let (ladder, now) = (assessment.ladder, assessment.now)
    let isNearEvent = memory.events.contains { event in
      guard event.status != .cancelled, let begins = event.begins, let ends = event.ends else {
        return false
      }
      return begins - .minutes(Curve.reachBefore) <= now
        && now <= ends + .minutes(Curve.reachAfter)
    }
    guard !isNearEvent,
      let highest = memory.drivers[ladder.driver.id]?.highest(in: ladder.scaleIn.hold, before: now)
    else { return }
    assessment.keep = max(assessment.keep, ladder.servers(for: highest).servers)
  }

  /// A source that stopped is stale, not zero: what was wanted when it died stays wanted.
  private func keepWhileStale(_ assessment: inout Assessment) {
    let driver = assessment.ladder.driver.id
    let since = memory.drivers[driver]?.newestAt
    let age = since.map { "since \($0.clockText)Z" } ?? "ever"
    if !keepAtLastDecision(
      .stale, "no sample of \(driver) \(age): kept at what was wanted then", &assessment)
    {
      assessment.note(.noData, "no sample of \(driver) \(age)")
    }
    assessment.removalBlocks.append(Reason(.stale, "nothing is removed without fresh data"))
    assessment.alarm(
      .staleDriver, since == nil ? .warning : .critical,
      "no sample of \(driver) \(age): nothing is removed; check its name and what sends it")
  }

  /// Raises what is wanted to what the last decision wanted. Returns whether that was more.
  @discardableResult
  func keepAtLastDecision(
    _ kind: Reason.Kind, _ text: String, _ assessment: inout Assessment
  ) -> Bool {
    let service = assessment.ladder.service
    let place = memory.recorded.place { $0.service >= service }
    guard place < memory.recorded.count, memory.recorded[place].service == service,
      memory.recorded[place].desired > assessment.desired
    else { return false }
    let last = memory.recorded[place]
    raise(to: last.desired, kind, text, &assessment)
    return true
  }

  /// The ladder's bounds, last, and never in silence.
  func clamp(_ assessment: inout Assessment) {
    let limits = assessment.ladder.limits
    let wanted = assessment.desired
    if wanted > limits.max {
      assessment.desired = limits.max
      assessment.note(
        .limit, servers: limits.max, "clamped from \(wanted) to the ladder's max \(limits.max)")
      assessment.alarm(
        .limitReached, .critical, servers: wanted - limits.max,
        "\(wanted.counted("server")) wanted, limits.max is \(limits.max): "
          + "\((wanted - limits.max).counted("server")) short; raise limits.max if they can be had")
    } else if wanted < limits.min {
      assessment.desired = limits.min
      assessment.note(.limit, servers: limits.min, "raised to the ladder's min \(limits.min)")
    }
    assessment.keep = min(max(assessment.keep, assessment.desired, limits.min), limits.max)
  }
}
