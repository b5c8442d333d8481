/// What faults files and reports call the kinds of faults.
package enum FaultWord: String, CaseIterable, Sendable {
  case noCapacity = "no-capacity"
  case capacityTrace = "capacity-trace"
  case throttled
  case launchBudget = "launch-budget"
  case slowBoot = "slow-boot"
  case neverHealthy = "never-healthy"
  case lostReplies = "lost-replies"
  case duplicatedReplies = "duplicated-replies"
  case lateReplies = "late-replies"
  case reclaim
  case crash
  case metricsMissing = "metrics-missing"
  case metricsFrozen = "metrics-frozen"
  case metricsLate = "metrics-late"
  case metricsScaled = "metrics-scaled"
  case scheduleMissing = "schedule-missing"
  case scheduleLate = "schedule-late"
  case scheduleShuffled = "schedule-shuffled"
  case listingsMissing = "listings-missing"
  case listingsPartial = "listings-partial"

  /// Whether it happens at one instant instead of for a while.
  package var isInstant: Bool { self == .reclaim || self == .crash }
}

extension WorldFault.Kind {
  /// What a faults file calls it.
  package var word: FaultWord {
    switch self {
    case .capacity: .noCapacity
    case .capacityTrace: .capacityTrace
    case .throttled: .throttled
    case .launchBudget: .launchBudget
    case .slowBoot: .slowBoot
    case .neverHealthy: .neverHealthy
    case .lostReplies: .lostReplies
    case .duplicatedReplies: .duplicatedReplies
    case .lateReplies: .lateReplies
    case .reclaim: .reclaim
    case .crash: .crash
    case .metricsMissing: .metricsMissing
    case .metricsFrozen: .metricsFrozen
    case .metricsLate: .metricsLate
    case .metricsScaled: .metricsScaled
    case .scheduleMissing: .scheduleMissing
    case .scheduleLate: .scheduleLate
    case .scheduleShuffled: .scheduleShuffled
    case .listingsMissing: .listingsMissing
    case .listingsPartial: .listingsPartial
    }
  }
}
