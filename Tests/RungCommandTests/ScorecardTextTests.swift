import RungFormats
import RungModel
import RungReport
import Testing

/// What `rung status` and `rung explain` say of forecasts, letter by letter.
@Suite struct ScorecardTextTests {
  static let now = Timestamp("2026-11-28T20:00:00Z") ?? .distantPast

  /// A row in which errors and coverage are worse the further ahead.
  private func row(_ kind: String, horizon: Int, error: Double, rival: Double) -> ScoreRow {
    var row = ScoreRow(
      driver: DriverID("platform_concurrency"), kind: kind, horizon: horizon,
      lastMinute: Self.now.minute)
    row.total.count = 1_240
    row.recent.count = 500
    row.recent.actual = 1e8
    row.recent.absoluteError = error * 1e8
    row.recent.persistenceError = rival * 1e8
    row.recent.covered = [0.5, 0.9, 0.99, 0.999].map { 500 * ($0 - error / 10) }
    return row
  }

  private var reply: ScorecardReply {
    let horizons = ForecastRecord.horizons
    let match = horizons.map {
      row("cricket-t20", horizon: $0, error: 0.01 + 0.002 * Double($0), rival: 0.005 * Double($0))
    }
    let ordinary = horizons.map { row("", horizon: $0, error: 0.02, rival: 0.04) }
    return ScorecardReply(drivers: [
      DriverScoresDTO(
        driver: "platform_concurrency", kind: "cricket-t20",
        scores: (ordinary + match).map { ScoreDTO($0) },
        overall: zip(ordinary, match).map { plain, match in
          var sum = plain
          sum.recent = plain.recent + match.recent
          sum.total = plain.total + match.total
          return ScoreDTO(sum, kind: "all")
        }, losingHorizons: [1])
    ])
  }

  private var status: StatusDTO {
    func service(_ name: String, score: ServiceScoreDTO?) -> ServiceStatusDTO {
      var service = ServiceStatusDTO(
        service: name, mode: .act, tier: .p0, driver: "platform_concurrency", unit: .users,
        leadTimeSeconds: 372, serverCounts: ServerCountsDTO([]), ladderFile: "\(name).yaml")
      service.score = score
      return service
    }
    let good = row("cricket-t20", horizon: 10, error: 0.042, rival: 0.061)
    let bad = row("cricket-t20", horizon: 60, error: 0.2, rival: 0.1)
    return StatusDTO(
      version: "1.2.3", now: Self.now, clockSpeed: 1, startedAt: Self.now - .hours(1),
      services: [
        service("chat", score: ServiceScoreDTO(bad, level: 0.999, losing: true)),
        service("new", score: nil),
        service("playback", score: ServiceScoreDTO(good, level: 0.99, losing: false)),
      ], events: [], alarms: [])
  }

  @Test func theStatusTellsHowForecastsDid() throws {
    try Golden.expect(StatusText.text(status) + "\n", "status-scores.txt")
  }

  @Test func anExplanationTellsThemByHorizon() throws {
    try Golden.expect(
      ScorecardText.text(reply, driver: "platform_concurrency") + "\n", "explain-scores.txt")
  }

  @Test func oneKindIsToldOnce() {
    var reply = reply
    reply.drivers[0].scores.removeAll { $0.kind != "cricket-t20" }
    let text = ScorecardText.text(reply, driver: "platform_concurrency")
    #expect(text.contains("cricket-t20    60m"))
    #expect(!text.contains("all "))
  }

  @Test func aDriverWithoutScoresIsSaidToHaveNone() {
    #expect(
      ScorecardText.text(reply, driver: "rps")
        == "No forecast of rps has been compared with what came yet.")
  }
}
