import RungModel

/// What a step found out about one service: how much it wants, and every reason in order.
struct Assessment: Hashable, Sendable {
  var ladder: Ladder
  var now: Timestamp
  var lead: LearnedLeadTime
  var capacity: Capacity
  var forecast: Forecast
  /// The driver's observed level; nil when stale.
  var observed: Double?

  /// The highest planned demand of the window it provisions for.
  var planned: Double = 0
  /// Reference servers wanted now, limits applied.
  var desired = 0
  /// What scale-in may not go below: the highest need within the hold window, limits applied.
  var keep = 0
  /// Reference servers launched so lately that they are not given back.
  var launchedLately = 0
  /// Why nothing may be removed now; empty when removal is allowed.
  var removalBlocks: [Reason] = []
  /// Why nothing may be launched now; empty when launching is allowed.
  var launchBlocks: [Reason] = []
  var reasons: [Reason] = []
  var alarms: [Alarm] = []

  mutating func note(_ kind: Reason.Kind, servers: Int? = nil, _ text: String) {
    reasons.append(Reason(kind, servers: servers, text))
  }

  /// - Parameter servers: how many the message speaks of.
  mutating func alarm(
    _ kind: Alarm.Kind, _ severity: Alarm.Severity, servers: Int? = nil, _ message: String
  ) {
    alarms.append(
      Alarm(kind, severity, subject: ladder.service, servers: servers, message: message))
  }

  /// A demand with its unit: `14.2M users`.
  func text(_ demand: Double) -> String { "\(demand.shortText) \(ladder.driver.unit.word)" }
}
