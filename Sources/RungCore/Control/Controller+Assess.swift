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
  func plan(_ demand: PlannedDemand, _ assessment: inout Assessment) {
    let (ladder, now) = (assessment.ladder, assessment.now)
    let lead = assessment.lead.planned
    let reach = now + lead + stepEvery
    let peak = demand.peak(from: now, to: reach)
    assessment.planned = peak.demand
    for reason in assessment.forecast.reasons.prefix(2) { assessment.note(.forecast, reason) }
    explain(peak, demand, &assessment)

    let answer = ladder.servers(for: peak.demand)
    assessment.desired = answer.servers
    let rung = ladder.rungs[answer.rung]
    assessment.note(
      .rung, servers: answer.servers,
      "rung \(answer.rung + 1) (\(assessment.text(rung.at)): \(rung.servers.counted("server"))) gives "
        + "\(answer.servers) for \(assessment.text(peak.demand))")
    let count = assessment.lead.measurements
    let offering = ladder.hasOneOffering ? "" : " of \(assessment.lead.offering.type)"
    let basis = count == 0 ? "assumed" : "\(count) launches\(offering) measured"
    assessment.note(
      .leadTime, "lead time \(lead.text) (\(basis)): looked to \(reach.clockText)Z")
    if answer.isExtrapolated {
      let top = assessment.text(rung.at)
      assessment.note(.extrapolated, servers: answer.servers, "above the top rung (\(top))")
      assessment.alarm(
        .aboveTopRung, .warning,
        "\(assessment.text(peak.demand)) planned, the top rung is \(top): add rungs above it")
    }
    climbEarly(demand, from: reach, &assessment)
    let held = demand.likelyPeak(from: reach, to: max(reach, now + ladder.scaleIn.hold))
    assessment.keep = max(assessment.desired, ladder.servers(for: held).servers)
  }

  private func explain(
    _ peak: PlannedDemand.Peak, _ demand: PlannedDemand, _ assessment: inout Assessment
  ) {
    let ladder = assessment.ladder
    let at = "\(Timestamp(minute: peak.minute).clockText)Z"
    if let hold = peak.hold {
      assessment.note(
        .interruption, "held for the resume: \(assessment.text(peak.quantile)), \(hold.reason)")
    } else {
      assessment.note(
        .quantile,
        "\(assessment.text(peak.quantile)) at \(at): the \(ladder.buffer.risk.percentText) level "
          + "(median \(assessment.text(peak.median)))")
    }
    if demand.absoluteBuffer > 0 {
      let origin =
        ladder.buffer.absolute == .auto
        ? "\(assessment.text(assessment.forecast.largestRampPerMinute)) a minute, the largest ramp "
          + "of comparable events, x \(assessment.lead.planned.text)"
        : "as the ladder says"
      assessment.note(
        .buffer, "+\(assessment.text(demand.absoluteBuffer)) while confidence is low: \(origin)")
    }
    if ladder.buffer.share > 0 {
      assessment.note(.percent, "+\(ladder.buffer.share.percentText) on top")
    }
    for hold in assessment.forecast.holds where !hold.isAnnounced {
      assessment.alarm(.unexplainedFall, .warning, hold.reason)
    }
  }

  /// With `max_step_up`, what is needed beyond the lead time must be begun in time to climb there.
  private func climbEarly(
    _ demand: PlannedDemand, from reach: Timestamp, _ assessment: inout Assessment
  ) {
    guard let step = assessment.ladder.limits.maxStepUp else { return }
    let minutes = Int(climb(assessment.ladder).inMinutes)
    var early = assessment.desired
    for offset in stride(from: 1, through: minutes, by: 1) {
      let need = assessment.ladder.servers(for: demand.planned(reach.minute + Int64(offset)).demand)
      early = max(early, min(need.servers, assessment.ladder.limits.max) - offset * step)
    }
    guard early > assessment.desired else { return }
    assessment.desired = early
    assessment.note(
      .maxStepUp, servers: early,
      "begun early: at most \(step.counted("server")) can be ordered a minute")
  }
}
