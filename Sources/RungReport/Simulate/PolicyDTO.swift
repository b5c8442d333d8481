import RungModel
import RungSimulation

/// One policy of a comparison as JSON.
struct PolicyDTO: Encodable, Sendable {
  /// Sums over the scored minutes, from which the shares are made.
  struct Sums: Encodable, Sendable {
    /// Demand times seconds: user-seconds, or requests.
    var demand: Double
    var unserved: Double
    var billedServerHours: Double
    var servingServerHours: Double
    var neededServerHours: Double
    /// The most servers needed at once.
    var peakNeeded: Int
    var seconds: Double

    enum CodingKeys: String, CodingKey {
      case demand, unserved, seconds
      case billedServerHours = "billed_server_hours"
      case servingServerHours = "serving_server_hours"
      case neededServerHours = "needed_server_hours"
      case peakNeeded = "peak_needed"
    }

    init(_ tally: Tally) {
      demand = tally.demand
      unserved = tally.unserved
      billedServerHours = tally.billed / 3_600
      servingServerHours = tally.served / 3_600
      neededServerHours = tally.needed / 3_600
      peakNeeded = tally.peakNeeded
      seconds = tally.seconds
    }
  }

  /// One setting of the knob.
  struct Point: Encodable, Sendable {
    var knob: Double
    var costRatio: Double
    var unservedShare: Double

    enum CodingKeys: String, CodingKey {
      case knob
      case costRatio = "cost_ratio"
      case unservedShare = "unserved_share"
    }
  }

  /// An alarm and when it was raised.
  struct Raised: Encodable, Sendable {
    var at: Timestamp
    var alarm: Alarm
  }

  var name: String
  var costRatio: Double
  var overhead: Double
  var ofStaticPeak: Double
  var servingOverNeeded: Double
  var unservedShare: Double
  var firstUnservedAt: Timestamp?
  var sums: Sums
  /// In order of the knob as it was swept; absent without a sweep.
  var frontier: [Point]?
  var decisions: [Decision]
  var alarms: [Raised]
  var violations: [String]
  /// Scored minutes only; the trace has all.
  var minutes: [MinuteColumns]

  enum CodingKeys: String, CodingKey {
    case name, overhead, sums, frontier, decisions, alarms, violations, minutes
    case costRatio = "cost_ratio"
    case ofStaticPeak = "of_static_peak"
    case servingOverNeeded = "serving_over_needed"
    case unservedShare = "unserved_share"
    case firstUnservedAt = "first_unserved_at"
  }

  init(_ policy: Comparison.Policy, scored: [ClosedRange<Int64>]) {
    name = policy.name
    costRatio = policy.tally.costRatio
    overhead = policy.tally.costRatio - 1
    ofStaticPeak = policy.tally.againstStaticPeak
    servingOverNeeded = policy.tally.servingOverNeeded
    unservedShare = policy.tally.unservedShare
    firstUnservedAt = policy.tally.firstUnservedAt
    sums = Sums(policy.tally)
    frontier = policy.frontier?.points.map {
      Point(knob: $0.knob, costRatio: $0.costRatio, unservedShare: $0.unservedShare)
    }
    decisions = policy.decisions
    alarms = policy.alarms.map { Raised(at: $0.at, alarm: $0.alarm) }
    violations = policy.violations
    minutes = scored.flatMap { span in
      let window = ComparisonWindow(minutes: span, events: [])
      return MinuteColumns.runs(window.moments(policy))
    }
  }
}

/// Minutes without a gap, a list for each column; value `i` is of minute `from` + `i`.
struct MinuteColumns: Encodable, Sendable {
  var from: Timestamp
  var demand: [Double]
  var desired: [Int]
  var launched: [Int]
  var serving: [Int]
  /// Mean of the minute.
  var unserved: [Double]
  /// Billed in the minute.
  var serverHours: [Double]

  enum CodingKeys: String, CodingKey {
    case from, demand, desired, launched, serving, unserved
    case serverHours = "server_hours"
  }

  private init(_ moments: ArraySlice<PolicyMoment>) {
    from = Timestamp(minute: moments.first?.minute ?? 0)
    demand = moments.map(\.demand)
    desired = moments.map(\.desired)
    launched = moments.map(\.launched)
    serving = moments.map(\.serving)
    unserved = moments.map(\.unserved)
    serverHours = moments.map(\.billed)
  }

  /// Cut where a minute is missing.
  static func runs(_ moments: ArraySlice<PolicyMoment>) -> [MinuteColumns] {
    var runs: [MinuteColumns] = []
    var start = moments.startIndex
    for place in moments.indices {
      let next = place + 1
      guard next == moments.endIndex || moments[next].minute != moments[place].minute + 1
      else { continue }
      runs.append(MinuteColumns(moments[start..<next]))
      start = next
    }
    return runs
  }
}
