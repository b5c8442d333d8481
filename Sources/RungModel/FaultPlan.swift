/// What goes wrong in a simulated world: read from a faults file, or made from a seed.
package struct FaultPlan: Hashable, Sendable {
  package var faults: [WorldFault]

  package init(_ faults: [WorldFault] = []) { self.faults = faults }
}

/// One thing that goes wrong, for a while.
package struct WorldFault: Hashable, Sendable {
  /// When it begins or ends.
  package enum Moment: Hashable, Sendable {
    case at(Timestamp)
    /// So long after a milestone of an event, negative for before: for every event that has it.
    case milestone(String, offset: Duration)
  }

  /// The offerings it concerns; nil fields concern all.
  package struct Target: Hashable, Sendable {
    package var pool: String?
    package var type: String?
    package var zone: String?

    package init(pool: String? = nil, type: String? = nil, zone: String? = nil) {
      self.pool = pool
      self.type = type
      self.zone = zone
    }

    /// Whether an offering of a pool is meant.
    package func covers(pool: String, _ offering: Offering) -> Bool {
      (self.pool ?? pool) == pool && (type ?? offering.type) == offering.type
        && (zone == nil || zone == offering.zone)
    }
  }

  package enum Kind: Hashable, Sendable {
    /// There are only so many machines to be had, those that run included: beyond them ICE.
    case capacity(Target, machines: Int)
    /// The same, a value every `gap` from the fault's begin on; the last one stays.
    case capacityTrace(Target, gap: Duration, machines: [Int])
    /// The API answers launches with "throttled".
    case throttled(Target)
    /// Launches are rationed by a token bucket of machines, as EC2 does (1,000 and 2 a second).
    case launchBudget(burst: Double, perSecond: Double)
    /// Servers boot so many times slower.
    case slowBoot(Target, factor: Double)
    /// This share of servers launched meanwhile never passes its health check.
    case neverHealthy(Target, share: Double)
    /// This share of launch orders is carried out, and the answer is lost.
    case lostReplies(share: Double)
    /// This share of answers comes twice.
    case duplicatedReplies(share: Double)
    /// Answers take so much longer.
    case lateReplies(by: Duration)
    /// At its begin, this share of servers is told to go, and gone after the notice.
    case reclaim(Target, share: Double, notice: Duration)
    /// At its begin, this share of servers is gone without a word.
    case crash(Target, share: Double)
    /// No sample arrives.
    case metricsMissing
    /// The last value is sent again and again.
    case metricsFrozen
    /// Samples arrive so much later.
    case metricsLate(by: Duration)
    /// Samples are multiplied by a factor: a wrong unit, half of the senders gone.
    case metricsScaled(by: Double)
    /// No schedule message arrives, nor later.
    case scheduleMissing
    /// Schedule messages arrive so much later.
    case scheduleLate(by: Duration)
    /// Schedule messages of this span arrive in reverse, each twice.
    case scheduleShuffled
    /// The backend cannot be listed.
    case listingsMissing
    /// Listings lack this share of the servers, which run all the same.
    case listingsPartial(share: Double)
  }

  /// Nil: from the first instant.
  package var from: Moment?
  /// Nil: to the last instant. `reclaim` and `crash` happen once, at `from`.
  package var to: Moment?
  package var kind: Kind

  package init(from: Moment? = nil, to: Moment? = nil, _ kind: Kind) {
    self.from = from
    self.to = to
    self.kind = kind
  }
}
