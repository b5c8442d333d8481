package import RungModel

/// What the API reads: a snapshot of the daemon, never a way to change it.
package protocol StatusView: Sendable {
  func status() async -> Status
  func service(_ name: String) async -> ServiceStatus?
  func decisions(service: String, from: Timestamp, to: Timestamp, limit: Int)
    async throws(StoreError) -> [Decision]
  func servers(from: Timestamp, to: Timestamp) async throws(StoreError) -> [Server]
  func messages(event: String?) async throws(StoreError) -> [EventMessage]
  func audit(limit: Int) async throws(StoreError) -> [AuditEntry]
  /// How forecasts did, by driver; a driver of which none came yet is left out.
  func scorecards() async -> [ForecastScores]
  /// Facts as of now, for a planner.
  func facts() async throws(StoreError) -> Facts
  /// Prometheus text exposition.
  func metrics() async -> String
  /// Why the daemon is not ready; empty when it is.
  func unreadiness() async -> [String]
}

/// The daemon at a glance.
package struct Status: Hashable, Codable, Sendable {
  package var version: String
  /// The daemon's clock, and how much faster than a real one it runs.
  package var now: Timestamp
  package var clockSpeed: Double
  package var startedAt: Timestamp
  package var services: [ServiceStatus]
  package var events: [Event]
  package var alarms: [Alarm]

  package init(
    version: String, now: Timestamp, clockSpeed: Double, startedAt: Timestamp,
    services: [ServiceStatus], events: [Event], alarms: [Alarm]
  ) {
    self.version = version
    self.now = now
    self.clockSpeed = clockSpeed
    self.startedAt = startedAt
    self.services = services
    self.events = events
    self.alarms = alarms
  }
}

/// One service at a glance.
package struct ServiceStatus: Hashable, Codable, Sendable {
  package var service: String
  package var mode: Ladder.Mode
  package var tier: Ladder.Tier
  package var driver: DriverID
  package var unit: DriverUnit
  package var decision: Decision?
  /// The largest demand that the rungs, without buffer, give to what serves now.
  package var servedDemand: Double
  /// Lead time planned with now.
  package var leadTimeSeconds: Double
  package var pausedUntil: Timestamp?
  package var floor: OperatorFloor?
  package var forecast: Forecast?
  /// Nil while none of its forecasts came.
  package var score: ServiceScore?
  package var servers: [Server]
  package var ladderFile: String

  package init(
    service: String, mode: Ladder.Mode, tier: Ladder.Tier, driver: DriverID, unit: DriverUnit,
    decision: Decision?, servedDemand: Double, leadTimeSeconds: Double,
    pausedUntil: Timestamp?, floor: OperatorFloor?, forecast: Forecast?,
    score: ServiceScore? = nil, servers: [Server], ladderFile: String
  ) {
    self.service = service
    self.mode = mode
    self.tier = tier
    self.driver = driver
    self.unit = unit
    self.decision = decision
    self.servedDemand = servedDemand
    self.leadTimeSeconds = leadTimeSeconds
    self.pausedUntil = pausedUntil
    self.floor = floor
    self.forecast = forecast
    self.score = score
    self.servers = servers
    self.ladderFile = ladderFile
  }
}
