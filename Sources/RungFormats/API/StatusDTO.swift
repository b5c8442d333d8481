package import RungModel

/// The daemon at a glance, as the API shows it.
package struct StatusDTO: Hashable, Codable, Sendable {
  package var version: String
  /// The daemon's clock.
  package var now: Timestamp
  /// How much faster than a real clock it runs; 1 for a real one.
  package var clockSpeed: Double
  package var startedAt: Timestamp
  /// Without `forecast` and `servers`; ask for one service to get them.
  package var services: [ServiceStatusDTO]
  package var events: [Event]
  package var alarms: [Alarm]

  enum CodingKeys: String, CodingKey {
    case version, now, services, events, alarms
    case clockSpeed = "clock_speed"
    case startedAt = "started_at"
  }

  package init(
    version: String, now: Timestamp, clockSpeed: Double, startedAt: Timestamp,
    services: [ServiceStatusDTO], events: [Event], alarms: [Alarm]
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

/// One service at a glance, as the API shows it.
package struct ServiceStatusDTO: Hashable, Codable, Sendable {
  package var service: String
  package var mode: Ladder.Mode
  package var tier: Ladder.Tier
  package var driver: String
  /// `users` or `rps`: what `served_demand` and the forecast are in.
  package var unit: DriverUnit
  /// The last decision with its reasons in order; absent before the first.
  package var decision: Decision?
  /// The largest demand that the rungs, without buffer, give to what serves now; absent when no
  /// rung bounds it.
  package var servedDemand: Double?
  /// Lead time planned with now.
  package var leadTimeSeconds: Double
  package var pausedUntil: Timestamp?
  package var floor: OperatorFloor?
  package var serverCounts: ServerCountsDTO
  package var ladderFile: String
  /// Absent while none of its forecasts came.
  package var score: ServiceScoreDTO?
  /// Only in the answer for one service.
  package var forecast: ForecastDTO?
  /// Only in the answer for one service.
  package var servers: [ServerDTO]?

  enum CodingKeys: String, CodingKey {
    case service, mode, tier, driver, unit, decision, floor, forecast, servers, score
    case servedDemand = "served_demand"
    case leadTimeSeconds = "lead_time_seconds"
    case pausedUntil = "paused_until"
    case serverCounts = "server_counts"
    case ladderFile = "ladder_file"
  }

  /// A service without decision, floor, pause, score, forecast and servers; the caller sets what there is.
  package init(
    service: String, mode: Ladder.Mode, tier: Ladder.Tier, driver: String, unit: DriverUnit,
    leadTimeSeconds: Double, serverCounts: ServerCountsDTO, ladderFile: String
  ) {
    self.service = service
    self.mode = mode
    self.tier = tier
    self.driver = driver
    self.unit = unit
    self.leadTimeSeconds = leadTimeSeconds
    self.serverCounts = serverCounts
    self.ladderFile = ladderFile
  }
}
