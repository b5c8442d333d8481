import RungModel

/// Servers of one kind in the order of their launch: those that boot are the newest, and leave
/// first when there are too many, as pods that are not ready do.
struct CohortFleet: Sendable {
  private struct Cohort: Sendable {
    var servesFrom: Timestamp
    var count: Int
  }

  private var booting: [Cohort] = []
  private var firstBooting = 0
  private(set) var serving: Int
  private(set) var launched: Int

  init(serving: Int) {
    self.serving = serving
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

  /// Loses a share of the servers in service.
  mutating func lose(_ share: Double) {
    let lost = Int((Double(serving) * share).rounded())
    serving -= lost
    launched -= lost
  }

  /// Launches or ends what lies between.
  mutating func resize(to wanted: Int, at now: Timestamp, lead: Duration) {
    if wanted > launched {
      let cohort = Cohort(servesFrom: now + lead, count: wanted - launched)
      var place = booting.count
      while place > firstBooting, booting[place - 1].servesFrom > cohort.servesFrom { place -= 1 }
      booting.insert(cohort, at: place)
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
