import RungModel

// What stands against acting: observe mode, a pause, a freeze, a hold, an old listing.
extension Controller {
  /// A listing older than this says nothing about what may be removed.
  static let listingFreshness: Duration = .minutes(2)
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
    for loss in fleet.losses(of: ladder.service) where loss.believedAt == nil {
      assessment.removalBlocks.append(
        Reason(
          .doubt,
          "\(loss.missing) of \(loss.launched.counted("server")) reported gone: nothing is "
            + "removed until a later listing says so too"))
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
    findFailures(&assessment)
    guard assessment.capacity.listedAt != nil else { return }
    if let observed = assessment.observed, findShortage(observed, &assessment) { return }
    findOverdue(&assessment)
  }

  /// Alarms when fewer serve than users who are there need. Returns whether it did.
  private func findShortage(_ observed: Double, _ assessment: inout Assessment) -> Bool {
    let wanted = min(assessment.ladder.servers(for: observed).servers, assessment.ladder.limits.max)
    guard assessment.capacity.serving < wanted else { return false }
    assessment.alarm(
      .capacityLate, .critical, servers: wanted - assessment.capacity.serving,
      "serving \(assessment.capacity.serving.counted("server")), \(assessment.text(observed)) "
        + "need \(wanted): \(wanted - assessment.capacity.serving) short")
    return true
  }

  /// Alarms when what should serve by now does not, and is missed.
  private func findOverdue(_ assessment: inout Assessment) {
    let (capacity, lead) = (assessment.capacity, assessment.lead.planned)
    guard capacity.serving < assessment.desired else { return }
    let overdue = capacity.pending.count { $0.age > lead }
    let known =
      "\(capacity.serving) of \(assessment.desired.counted("planned server")) there"
    let missing = assessment.desired - capacity.serving
    if overdue > 0 {
      let launches = overdue == 1 ? "1 launch serves" : "\(overdue) launches serve"
      assessment.alarm(
        .capacityLate, .warning, servers: missing,
        "\(launches) not yet after \(lead.text): " + known)
      return
    }
    let slow = slowAnswers(assessment)
    guard slow > 0 else { return }
    assessment.alarm(
      .capacityLate, .warning, servers: missing,
      "\(slow.counted("server")) refused or unanswered over \(Self.slowAnswer.text) after they "
        + "were ordered, and others come later than planned: " + known)
  }

  /// An answer that takes longer comes too late to order elsewhere in time.
  private static var slowAnswer: Duration { .minutes(1) }

  /// Reference servers of orders that were not answered in time to ask elsewhere, as long as what
  /// was asked for instead is on its way.
  private func slowAnswers(_ assessment: Assessment) -> Int {
    let lead = assessment.lead.planned
    var servers = 0
    for order in memory.book.orders(of: assessment.ladder.service).reversed() {
      guard assessment.now - order.issuedAt < lead * 3 else { break }
      guard case .launch(let offering, let count) = order.action else { continue }
      guard let outcome = memory.book.outcome(of: order.id) else {
        if assessment.now - order.issuedAt > Self.slowAnswer { servers += count * offering.servers }
        continue
      }
      let isSlow = outcome.answeredAt - order.issuedAt > Self.slowAnswer
      if isSlow, let short = outcome.shortfall?.count,
        assessment.now - outcome.answeredAt < lead * 2
      {
        servers += short * offering.servers
      }
    }
    return servers
  }

  /// Alarms of servers that are gone, and of those that never came to serve.
  private func findFailures(_ assessment: inout Assessment) {
    for loss in fleet.losses(of: assessment.ladder.service) {
      let what = "\(loss.missing) of \(loss.launched.counted("server")) gone since "
      let since = "\(loss.since.clockText)Z"
      if loss.believedAt == nil {
        assessment.alarm(
          .capacityLoss, .warning, servers: loss.missing,
          what + since + ": taken for a fault of reporting until a later listing says so too")
      } else {
        assessment.alarm(
          .capacityLoss, .critical, servers: loss.missing,
          what + since + ": replaced; look for what took them")
      }
    }
    let late = assessment.capacity.late
    guard let first = late.min(by: { $0.orderedAt < $1.orderedAt }) else { return }
    assessment.alarm(
      .serversFailing, .critical, servers: late.count,
      "\(late.count.counted("server")) never came to serve, the first ordered at "
        + "\(first.orderedAt.clockText)Z (\(first.pool), \(first.offering.type)): others are "
        + "ordered in their place; look at what keeps \(first.id) from its health check")
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
