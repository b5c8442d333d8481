import RungModel

// What stands against acting: observe mode, a pause, a freeze, a hold, an old listing.
extension Controller {
  /// A listing older than this says nothing about what may be removed.
  static let listingFreshness: Duration = .minutes(2)
  /// Nothing is removed for this long after a launch, so that a forecast that trembles around a
  /// rung does not buy and drop the same server.
  static let launchCooldown: Duration = .minutes(5)

  func findBlocks(_ demand: PlannedDemand, _ assessment: inout Assessment) {
    let (ladder, now) = (assessment.ladder, assessment.now)
    if ladder.mode == .observe {
      block(&assessment, .observe, "mode is observe: nothing is carried out")
    }
    if assessment.capacity.listedAt == nil {
      block(&assessment, .noData, "waiting for the first listing of its backends")
    }
    if let pause = pause(of: ladder.service) {
      block(&assessment, .pause, "paused until \(pause.until.clockText)Z: \(pause.reason)")
    }
    for freeze in ladder.freezes where freeze.holds(at: now, zone: ladder.zone) {
      let reason = freeze.reason.isEmpty ? "" : ": \(freeze.reason)"
      switch freeze.scope {
      case .all: block(&assessment, .freeze, "frozen\(reason)")
      case .removal:
        assessment.removalBlocks.append(Reason(.freeze, "removal is frozen\(reason)"))
      }
    }
    findRemovalBlocks(demand, &assessment)
    findLateCapacity(&assessment)
  }

  private func block(_ assessment: inout Assessment, _ kind: Reason.Kind, _ text: String) {
    assessment.launchBlocks.append(Reason(kind, text))
    assessment.removalBlocks.append(Reason(kind, text))
  }

  private func findRemovalBlocks(_ demand: PlannedDemand, _ assessment: inout Assessment) {
    let (ladder, now) = (assessment.ladder, assessment.now)
    if let listedAt = assessment.capacity.listedAt, now - listedAt > Self.listingFreshness {
      assessment.removalBlocks.append(
        Reason(.stale, "the newest listing is from \(listedAt.clockText)Z"))
    }
    if demand.isHolding {
      assessment.removalBlocks.append(
        Reason(.interruption, "nothing is removed during an interruption"))
    }
    let cooldown = min(Self.launchCooldown, ladder.scaleIn.hold)
    let launchedLately = assessment.orders.contains { order in
      guard case .launch = order.action else { return false }
      return now - order.issuedAt < cooldown
    }
    if launchedLately {
      assessment.removalBlocks.append(
        Reason(.hold, "servers were launched within the last \(cooldown.text)"))
    }
  }

  /// Alarms when a launch is late against the lead time that was planned with.
  private func findLateCapacity(_ assessment: inout Assessment) {
    let lead = assessment.lead
    if let learned = lead.learned, learned > assessment.ladder.leadTime.assume {
      let assumed = assessment.ladder.leadTime.assume
      assessment.alarm(
        .leadTimeAboveAssumed, .warning,
        "servers take \(learned.text), the ladder assumes \(assumed.text): planned with "
          + "\(lead.planned.text); write the longer time into lead_time.assume")
    }
    guard assessment.capacity.listedAt != nil, let observed = assessment.observed else { return }
    let wanted = min(assessment.ladder.servers(for: observed).servers, assessment.ladder.limits.max)
    guard assessment.capacity.serving < wanted else { return }
    assessment.alarm(
      .capacityLate, .critical,
      "\(assessment.capacity.serving) servers serve, \(assessment.text(observed)) "
        + "need \(wanted): \(wanted - assessment.capacity.serving) short")
  }
}

extension Freeze {
  /// Whether the window holds at an instant, weekly ones by the wall clock of the zone.
  func holds(at now: Timestamp, zone: ZoneOffsets) -> Bool {
    switch window {
    case .once(let from, let to): return from <= now && now < to
    case .weekly(let days, let fromMinute, let toMinute):
      let local = CivilTime(zone.local(now))
      let minute = local.hour * 60 + local.minute
      let isAllowed = { (day: Int) in days.isEmpty || days.contains(day) }
      if fromMinute <= toMinute {
        return isAllowed(local.weekday) && fromMinute <= minute && minute < toMinute
      }
      // Past midnight the window still belongs to the day it began on.
      return (isAllowed(local.weekday) && minute >= fromMinute)
        || (isAllowed((local.weekday + 6) % 7) && minute < toMinute)
    }
  }
}
