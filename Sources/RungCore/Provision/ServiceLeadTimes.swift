import RungModel

/// The lead times of one service: by offering what was measured, and what to plan with now.
struct ServiceLeadTimes: Hashable, Sendable {
  /// What each offering's measurements say, without launches that are pending.
  private let measured: [OfferingName: LearnedLeadTime]
  private let durations: [OfferingName: [LeadTimeMeasurement]]
  private let policy: LeadTime

  init(_ ladder: Ladder, measured: [LeadTimeMeasurement]) {
    policy = ladder.leadTime
    durations = Dictionary(grouping: measured) {
      OfferingName(pool: $0.pool, type: $0.offering)
    }
    var learned: [OfferingName: LearnedLeadTime] = [:]
    for pool in ladder.pools {
      for offering in pool.offerings {
        let name = OfferingName(pool: pool.name, type: offering.type)
        learned[name] = LearnedLeadTime(
          policy: policy, offering: name, measured: durations[name] ?? [], pendingAges: [])
      }
    }
    self.measured = learned
  }

  /// From order to serving of an offering, by what was measured; assumed for one that is unknown.
  func measured(_ name: OfferingName) -> Duration { measured[name]?.planned ?? policy.assume }

  /// The lead time to plan with: the longest of the offerings that the next order may go to.
  ///
  /// - Parameter pending: launches that do not serve yet count at their age.
  func planned(_ offerings: [OfferingName], pending: [Capacity.Pending]) -> LearnedLeadTime {
    var longest: LearnedLeadTime?
    for name in offerings {
      guard var lead = measured[name] else { continue }
      let late =
        policy.learn ? pending.filter { $0.offering == name && $0.age > policy.assume } : []
      if !late.isEmpty {
        lead = LearnedLeadTime(
          policy: policy, offering: name, measured: durations[name] ?? [],
          pendingAges: late.map(\.age))
      }
      if longest.map({ $0.planned < lead.planned }) ?? true { longest = lead }
    }
    return longest
      ?? LearnedLeadTime(
        policy: policy, offering: OfferingName(pool: "", type: ""), measured: [], pendingAges: [])
  }
}
