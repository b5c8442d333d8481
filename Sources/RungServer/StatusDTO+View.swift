import RungFormats
import RungModel
import RungPorts

extension StatusDTO {
  /// The daemon's status without what only one service's answer has.
  init(_ status: Status) {
    self.init(
      version: status.version, now: status.now, clockSpeed: status.clockSpeed,
      startedAt: status.startedAt,
      services: status.services.map { ServiceStatusDTO(summaryOf: $0) }, events: status.events,
      alarms: status.alarms)
  }
}

extension ServiceStatusDTO {
  /// A service without its forecast and servers, which are long.
  init(summaryOf status: ServiceStatus) {
    // Inside, `rpm` is requests a second; the reader is told what the numbers are in.
    self.init(
      service: status.service, mode: status.mode, tier: status.tier,
      driver: status.driver.selector, unit: status.unit.inside,
      leadTimeSeconds: status.leadTimeSeconds,
      serverCounts: ServerCountsDTO(status.servers), ladderFile: status.ladderFile)
    decision = status.decision
    servedDemand = status.servedDemand.isFinite ? status.servedDemand : nil
    pausedUntil = status.pausedUntil
    floor = status.floor
    score = status.score.map {
      ServiceScoreDTO($0.row, level: $0.level, losing: $0.isLosing)
    }
  }

  /// A service with its forecast and servers.
  init(detailOf status: ServiceStatus) {
    self.init(summaryOf: status)
    forecast = status.forecast.map(ForecastDTO.init)
    servers = status.servers.map(ServerDTO.init)
  }
}

extension DriverScoresDTO {
  /// A driver's scores with words for its kinds.
  init(_ scores: ForecastScores) {
    self.init(
      driver: scores.driver.selector, kind: ScoreRow.word(for: scores.kind),
      scores: scores.rows.map { ScoreDTO($0) },
      overall: scores.overall.map { ScoreDTO($0, kind: "all") },
      losingHorizons: scores.losing)
  }
}
