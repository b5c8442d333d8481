import RungModel

/// Servers of one kind in the order of their launch: those that boot are the newest, and leave
/// first when there are too many, as pods that are not ready do.
struct CohortFleet: Sendable {
  private struct Cohort: Sendable {
    var servesFrom: Timestamp
    var count: Int
  }

  let lead: Duration
  private var booting: [Cohort] = []
  private var firstBooting = 0
  private(set) var serving: Int
  private(set) var launched: Int

  init(serving: Int, lead: Duration) {
    self.serving = serving
    self.lead = lead
    launched = serving
  }

  /// The next instant at which servers come into service; nil when none boots.
  var nextServing: Timestamp? {
    firstBooting < booting.count ? booting[firstBooting].servesFrom : nil
  }

  mutating func advance(to now: Timestamp) {
    while firstBooting < booting.count, booting[firstBooting].servesFrom <= now {
      serving += booting[firstBooting].count
      firstBooting += 1
    }
    if firstBooting > 64 {
      booting.removeFirst(firstBooting)
      firstBooting = 0
    }
  }

  /// Launches or ends what lies between.
  mutating func resize(to wanted: Int, at now: Timestamp) {
    if wanted > launched {
      booting.append(Cohort(servesFrom: now + lead, count: wanted - launched))
    }
    var surplus = max(0, launched - wanted)
    launched = wanted
    while surplus > 0, booting.count > firstBooting {
      let part = min(surplus, booting[booting.count - 1].count)
      booting[booting.count - 1].count -= part
      surplus -= part
      if booting[booting.count - 1].count == 0 { booting.removeLast() }
    }
    serving -= surplus
  }
}
