extension Plan {
  /// One service at one minute of the plan.
  package struct Row: Hashable, Codable, Sendable {
    package var at: Timestamp
    /// What users do in the plan: the forecast's median, as a what-if changes it.
    package var median: Double
    /// The quantile planned for, with buffers: the highest within the lead time.
    package var planned: Double
    /// The rung in force: index from 0.
    package var rung: Int
    /// In reference servers: wanted / asked for and granted / serving.
    package var desired: Int
    package var launched: Int
    package var serving: Int
    package var reasons: [Reason]

    package init(at: Timestamp, median: Double, rung: Int, decision: Decision) {
      self.at = at
      self.median = median
      self.rung = rung
      planned = decision.planned
      desired = decision.desired
      launched = decision.launched
      serving = decision.serving
      reasons = decision.reasons
    }

    /// The one reason that set desired: the last that named this number of servers.
    package var deciding: Reason? {
      reasons.last { $0.servers == desired && $0.kind != .scaleIn } ?? reasons.last
    }
  }

  /// One launch or removal that the plan holds.
  package struct Change: Hashable, Codable, Sendable {
    package enum Action: String, Codable, Sendable { case launch, remove }

    package var at: Timestamp
    package var action: Action
    package var pool: String
    /// Types, joined by `, ` where one removal takes several.
    package var offering: String
    /// Machines granted or ended.
    package var count: Int
    /// What they count for, in reference servers.
    package var servers: Int
    /// Machines asked for and not granted.
    package var refused: Int

    package init(
      at: Timestamp, action: Action, pool: String, offering: String, count: Int, servers: Int,
      refused: Int = 0
    ) {
      self.at = at
      self.action = action
      self.pool = pool
      self.offering = offering
      self.count = count
      self.servers = servers
      self.refused = refused
    }
  }

  /// An alarm that would be raised, and when.
  package struct Notice: Hashable, Codable, Sendable {
    package var alarm: Alarm
    /// When it is first raised.
    package var at: Timestamp
    /// When it is cleared for good; nil when it holds at the window's end.
    package var until: Timestamp?
    /// How many times it is raised: between two it does not hold.
    package var times = 1

    package init(_ alarm: Alarm, at: Timestamp) {
      self.alarm = alarm
      self.at = at
    }
  }
}
