extension Plan {
  /// One service's part of a plan.
  package struct Service: Hashable, Codable, Sendable {
    package var service: String
    /// `users`, `rps` or `departures`: what all demand of this part is in.
    package var unit: DriverUnit
    /// The series that drives the ladder, as it names it.
    package var driver: String
    /// Of the ladder; in a plan an observing one acts too.
    package var mode: Ladder.Mode
    package var confidence = Confidence.high
    /// The ladder's, thresholds rising.
    package var rungs: [Rung]
    package var pools: [String]
    /// The ladder's bounds, in reference servers.
    package var limitMin: Int
    package var limitMax: Int
    /// From an order to serving, as the ladder assumes.
    package var leadSeconds: Double
    /// Reference servers that run now, and what is wanted now.
    package var runningNow = 0
    package var desiredNow = 0
    /// Every few minutes, at milestones, and where desired changes.
    package var rows: [Row] = []
    /// In order of time.
    package var changes: [Change] = []
    /// In order of their first instant.
    package var alarms: [Notice] = []
    /// Why at the start, in order.
    package var reasons: [String] = []
    package var cost = Cost()
    /// Nil when everybody is served throughout.
    package var unserved: Unserved?
    /// Nil when what is wanted is always had.
    package var shortfall: Shortfall?
    /// What the planned demand needs above the ladder's upper bound; nil when that never bites.
    package var beyondLimit: Shortfall?

    /// A part with nothing planned yet.
    package init(_ ladder: Ladder) {
      service = ladder.service
      unit = ladder.driver.unit.inside
      driver = ladder.driver.id.selector
      mode = ladder.mode
      rungs = ladder.rungs
      pools = ladder.pools.map(\.name)
      limitMin = ladder.limits.min
      limitMax = ladder.limits.max
      leadSeconds = ladder.leadTime.assume.inSeconds
    }

    enum CodingKeys: String, CodingKey {
      case service, unit, driver, mode, confidence, rungs, pools, rows, changes, alarms
      case reasons, cost, unserved, shortfall
      case beyondLimit = "beyond_limit"
      case limitMin = "limit_min"
      case limitMax = "limit_max"
      case leadSeconds = "lead_seconds"
      case runningNow = "running_now"
      case desiredNow = "desired_now"
    }
  }
}

extension Plan.Service {
  /// The first launch of the window; nil without one.
  package var firstLaunchAt: Timestamp? { changes.first { $0.action == .launch }?.at }

  /// Reference servers launched, or removed, in the window.
  package func servers(_ action: Plan.Change.Action) -> Int {
    changes.reduce(0) { $1.action == action ? $0 + $1.servers : $0 }
  }

  /// The lead time that the ladder assumes.
  package var lead: Duration { .seconds(leadSeconds) }
}
