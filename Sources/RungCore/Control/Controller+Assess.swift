import RungModel

// How much a service wants now, design of the control law:
//   need(t')  = ladder(planned quantile at t' + buffers)
//   desired   = max(max need over [now, now + lead + tick], observed floor, operator's floor)
//   keep      = the same over the hold window: what scale-in may not go below
extension Controller {
  mutating func assess(_ ladder: Ladder, at now: Timestamp) -> Assessment {
    let service = ladder.service
    let times = leadTimes(of: ladder)
    let capacity = Capacity(
      of: ladder, fleet: fleet, book: memory.book, lead: times.measured, at: now)
    let lead = times.planned(offeringsInUse(by: ladder, at: now), pending: capacity.pending)
    leads[service] = lead
    guard let forecast = forecasts[ladder.driver.id] else {
      preconditionFailure("no forecast of \(ladder.driver.id) for \(service)")
    }
    var assessment = Assessment(
      ladder: ladder, now: now, lead: lead, capacity: capacity, forecast: forecast,
      observed: memory.drivers[ladder.driver.id]?.observed)
    let demand = plannedDemand(&assessment)
    raiseFloors(demand, &assessment)
    clamp(&assessment)
    findBlocks(demand, &assessment)
    return assessment
  }

  private mutating func leadTimes(of ladder: Ladder) -> ServiceLeadTimes {
    if let known = leadTimes[ladder.service] { return known }
    let times = ServiceLeadTimes(ladder, measured: memory.leadTimes[ladder.service])
    leadTimes[ladder.service] = times
    return times
  }

  /// The need of the forecast, and how it came about.
  func plan(_ demand: PlannedDemand, _ assessment: inout Assessment) -> PlanReasons {
    let (ladder, now) = (assessment.ladder, assessment.now)
    let reach = now + assessment.lead.planned + stepEvery
    let peak = demand.peak(from: now, to: reach)
    let need = ladder.servers(for: peak.demand)
    let early = climbEarly(demand, from: reach, ladder, need: need.servers)
    let reasons = PlanReasons(
      peak: peak, need: need, lead: assessment.lead, reach: reach,
      absoluteBuffer: demand.absoluteBuffer, early: early)
    assessment.planned = peak.demand
    assessment.desired = early ?? need.servers
    assessment.reasons = reasons.silent(ladder, assessment.forecast)
    let held = demand.likelyPeak(from: reach, to: max(reach, now + ladder.scaleIn.hold))
    assessment.keep = max(assessment.desired, ladder.servers(for: held).servers)
    for hold in assessment.forecast.holds where !hold.isAnnounced {
      assessment.alarm(.unexplainedFall, .warning, hold.reason)
    }
    if need.isExtrapolated {
      let top = assessment.text(ladder.rungs[need.rung].at)
      assessment.alarm(
        .aboveTopRung, .warning,
        "\(assessment.text(peak.demand)) planned, the top rung is \(top): add rungs above it")
    }
    return reasons
  }

  /// With `max_step_up`, what is needed beyond the lead time must be begun in time to climb there.
  ///
  /// - Returns: the servers to begin with now; nil when no climb needs more than `need`.
  private func climbEarly(
    _ demand: PlannedDemand, from reach: Timestamp, _ ladder: Ladder, need: Int
  ) -> Int? {
    guard let step = ladder.limits.maxStepUp else { return nil }
    var early = need
    for offset in stride(from: 1, through: Int(climb(ladder).inMinutes), by: 1) {
      let later = ladder.servers(for: demand.planned(reach.minute + Int64(offset)).demand).servers
      early = max(early, min(later, ladder.limits.max) - offset * step)
    }
    return early > need ? early : nil
  }
}
