import RungModel

/// Changes of one kind that follow each other closely: what a ticket lists as one step.
struct PlanWave: Hashable, Sendable {
  /// Changes further apart are separate steps.
  private static let longestPause: Duration = .minutes(10)

  var from: Timestamp
  var to: Timestamp
  var action: Plan.Change.Action
  var pool: String
  var offering: String
  /// Machines, and what they count for in reference servers.
  var machines: Int
  var servers: Int
  /// Machines asked for and not granted; an offering that ran out may be asked again and again.
  var refused: Int
  var orders: Int

  private init(_ change: Plan.Change) {
    from = change.at
    to = change.at
    action = change.action
    pool = change.pool
    offering = change.offering
    machines = 0
    servers = 0
    refused = 0
    orders = 0
  }

  private mutating func take(_ change: Plan.Change) {
    to = change.at
    machines += change.count
    servers += change.servers
    refused += change.refused
    orders += 1
  }

  private func fits(_ change: Plan.Change) -> Bool {
    action == change.action && pool == change.pool && offering == change.offering
      && change.at - to <= Self.longestPause
  }

  /// The waves of a service, in order of their first change.
  static func waves(of changes: [Plan.Change]) -> [PlanWave] {
    var waves: [PlanWave] = []
    for change in changes {
      let place = waves.lastIndex { $0.fits(change) }
      if place == nil { waves.append(PlanWave(change)) }
      waves[place ?? waves.count - 1].take(change)
    }
    return waves
  }
}
