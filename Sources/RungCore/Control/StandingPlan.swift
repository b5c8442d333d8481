import RungModel

/// What a service's forecast asks for, kept while the forecast stands: within its minute nothing of
/// it changes but what is observed. A thousand services would work it out anew in every step.
struct StandingPlan: Hashable, Sendable {
  /// What it was made from, besides the forecast and the ladder, whose change drops it.
  struct Basis: Hashable, Sendable {
    var minute: Int64
    /// The last minute that capacity ordered now is for.
    var reach: Int64
    var lead: LearnedLeadTime
    /// Holds in force, by event.
    var holds: [String]
  }

  var basis: Basis
  var demand: PlannedDemand
  /// What the forecast alone asks for.
  var planned: Double
  var desired: Int
  var keep: Int
  var why: PlanReasons
  /// Of `why`, without words.
  var reasons: [Reason]
  var alarms: [Alarm]
}

extension Controller {
  /// The planned demand of a service, with its need, reasons and alarms in the assessment.
  mutating func plannedDemand(_ assessment: inout Assessment) -> PlannedDemand {
    let (ladder, now) = (assessment.ladder, assessment.now)
    let lead = assessment.lead.planned
    let basis = StandingPlan.Basis(
      minute: now.minute, reach: (now + lead + stepEvery).minute, lead: assessment.lead,
      holds: PlannedDemand.holds(of: assessment.forecast, ladder: ladder, at: now).map(\.event))
    if let standing = standingPlans[ladder.driver.id]?[ladder.service], standing.basis == basis {
      assessment.planned = standing.planned
      assessment.desired = standing.desired
      assessment.keep = standing.keep
      assessment.reasons = standing.reasons
      assessment.alarms = standing.alarms
      return standing.demand
    }
    let demand = PlannedDemand(assessment.forecast, ladder: ladder, lead: lead, at: now)
    let why = plan(demand, &assessment)
    standingPlans[ladder.driver.id, default: [:]][ladder.service] = StandingPlan(
      basis: basis, demand: demand, planned: assessment.planned, desired: assessment.desired,
      keep: assessment.keep, why: why, reasons: assessment.reasons, alarms: assessment.alarms)
    return demand
  }

  /// A decision with all its words: of what the forecast asked for, only the figures are kept.
  func worded(_ decision: Decision) -> Decision {
    guard let place = placeOfLadder(decision.service),
      let forecast = forecasts[ladders[place].driver.id],
      let plan = standingPlans[ladders[place].driver.id]?[decision.service],
      decision.reasons.starts(with: plan.reasons)
    else { return decision }
    var decision = decision
    decision.reasons.replaceSubrange(
      ..<plan.reasons.count, with: plan.why.worded(ladders[place], forecast))
    return decision
  }

  /// Where a service's ladder is among `ladders`; nil when it has none.
  private func placeOfLadder(_ service: String) -> Int? {
    let place = ladders.place { $0.service >= service }
    return place < ladders.count && ladders[place].service == service ? place : nil
  }
}
