import RungModel

/// How the need of a forecast came about, in order.
///
/// What was decided is kept in figures, and put into words for the store and for who asks: a
/// thousand services would otherwise word in every step what nobody reads.
struct PlanReasons: Hashable, Sendable {
  /// The highest planned demand of the window.
  var peak: PlannedDemand.Peak
  var need: LadderAnswer
  var lead: LearnedLeadTime
  /// Capacity ordered now serves until here.
  var reach: Timestamp
  /// Users or requests a second added while confidence is low; 0 otherwise.
  var absoluteBuffer: Double
  /// Servers of a climb that must begin early; nil where none must.
  var early: Int?

  /// The reasons without words, to compare decisions by.
  func silent(_ ladder: Ladder, _ forecast: Forecast) -> [Reason] {
    reasons(ladder, forecast, isWorded: false)
  }

  func worded(_ ladder: Ladder, _ forecast: Forecast) -> [Reason] {
    reasons(ladder, forecast, isWorded: true)
  }

  private func reasons(_ ladder: Ladder, _ forecast: Forecast, isWorded: Bool) -> [Reason] {
    var reasons: [Reason] = []
    reasons.reserveCapacity(8)
    func note(_ kind: Reason.Kind, servers: Int? = nil, _ text: @autoclosure () -> String) {
      reasons.append(Reason(kind, servers: servers, isWorded ? text() : ""))
    }
    func amount(_ demand: Double) -> String { "\(demand.shortText) \(ladder.driver.unit.word)" }

    for reason in forecast.reasons.prefix(2) { note(.forecast, reason) }
    if let hold = peak.hold {
      note(.interruption, "held for the resume: \(amount(peak.quantile)), \(hold.reason)")
    } else {
      note(
        .quantile,
        "\(amount(peak.quantile)) at \(Timestamp(minute: peak.minute).clockText)Z: "
          + "the \(ladder.buffer.risk.percentText) level (median \(amount(peak.median)))")
    }
    if absoluteBuffer > 0 {
      note(
        .buffer,
        "+\(amount(absoluteBuffer)) while confidence is low: "
          + (ladder.buffer.absolute == .auto
            ? "\(amount(forecast.largestRampPerMinute)) a minute, the largest ramp of comparable "
              + "events, x \(lead.planned.text)"
            : "as the ladder says"))
    }
    if ladder.buffer.share > 0 { note(.percent, "+\(ladder.buffer.share.percentText) on top") }
    let rung = ladder.rungs[need.rung]
    note(
      .rung, servers: need.servers,
      "rung \(need.rung + 1) (\(amount(rung.at)): \(rung.servers.counted("server"))) gives "
        + "\(need.servers) for \(amount(peak.demand))")
    note(
      .leadTime, "lead time \(lead.planned.text) (\(basis(ladder))): looked to \(reach.clockText)Z")
    if need.isExtrapolated {
      note(.extrapolated, servers: need.servers, "above the top rung (\(amount(rung.at)))")
    }
    if let early, let step = ladder.limits.maxStepUp {
      note(
        .maxStepUp, servers: early,
        "begun early: at most \(step.counted("server")) can be ordered a minute")
    }
    return reasons
  }

  /// What the lead time rests on.
  private func basis(_ ladder: Ladder) -> String {
    guard lead.measurements > 0 else { return "assumed" }
    let offering = ladder.hasOneOffering ? "" : " of \(lead.offering.type)"
    return "\(lead.measurements.counted("launch", "launches"))\(offering) measured"
  }
}
