import RungCore
import RungModel

/// Promises that take more than one step to break.
struct WorldChecks: Sendable {
  /// What a service was to have at an instant.
  private struct Commitment: Sendable {
    var due: Timestamp
    var servers: Int
  }

  /// What was wanted with the newest fresh data, by service.
  private var wantedWhenFresh: [String: (ladder: Ladder, desired: Int)] = [:]
  /// In order of `due`, by service.
  private var commitments: [String: [Commitment]] = [:]
  private let faults: FaultSchedule

  /// Alarms that say that capacity is or will be missing.
  private static let warnings: Set<Alarm.Kind> = [
    .shortfall, .capacityLate, .capacityLoss, .serversFailing, .limitReached,
    .leadTimeAboveAssumed,
  ]

  init(_ faults: FaultSchedule) { self.faults = faults }

  /// Every promise that a step broke, in words.
  mutating func violations(
    _ controller: borrowing Controller, _ directives: [Directive], at now: Timestamp
  ) -> [String] {
    var found: [String] = []
    for ladder in controller.ladders {
      guard let decision = controller.figures(of: ladder.service) else { continue }
      found += staleFaults(ladder, decision)
      found += lateFaults(ladder, decision, controller, at: now)
    }
    return found
  }

  /// Never amputate: without data nothing is wanted less than when it stopped.
  private mutating func staleFaults(_ ladder: Ladder, _ decision: Decision) -> [String] {
    let service = ladder.service
    guard decision.observed == nil, let known = wantedWhenFresh[service], known.ladder == ladder
    else {
      wantedWhenFresh[service] = (ladder, decision.desired)
      return []
    }
    return decision.desired < known.desired
      ? ["\(service): wants \(decision.desired) on stale data, \(known.desired) when it stopped"]
      : []
  }

  /// Ready before the load: what was wanted a lead time ago serves, or an alarm says that it does
  /// not. What the plan has let go of since, and what was lost, is not owed.
  private mutating func lateFaults(
    _ ladder: Ladder, _ decision: Decision, _ controller: borrowing Controller, at now: Timestamp
  ) -> [String] {
    let service = ladder.service
    var own = commitments[service] ?? []
    for place in own.indices { own[place].servers = min(own[place].servers, decision.desired) }
    let due = own.prefix { $0.due <= now }.map(\.servers).max() ?? 0
    own.removeAll { $0.due <= now }
    let isWarned = controller.alarms.contains {
      $0.subject == service && Self.warnings.contains($0.kind)
    }
    let lead = controller.leadTime(of: service)
    // An order leaves with this step, and is carried out a moment later.
    own.append(Commitment(due: now + lead + .seconds(2), servers: isWarned ? 0 : decision.desired))
    own.sort { $0.due < $1.due }
    commitments[service] = own
    guard decision.serving < due, !isWarned, ladder.mode == .act, !isDisturbed(now, lead) else {
      return []
    }
    return ["\(service): \(decision.serving) serve, \(due) were promised, and no alarm says so"]
  }

  /// Whether servers were lost, or could not be seen, while a lead time passed.
  private func isDisturbed(_ now: Timestamp, _ lead: Duration) -> Bool {
    faults.entries.contains { entry in
      switch entry.kind {
      case .reclaim(_, _, let notice):
        entry.from <= now && now <= entry.from + notice + lead * 3
      case .crash: entry.from <= now && now <= entry.from + lead * 3
      case .listingsMissing, .listingsPartial:
        entry.from <= now && now <= entry.to + lead * 2
      default: false
      }
    }
  }
}
