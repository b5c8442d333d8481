import RungCore
import RungDaemon
import RungModel
import RungPorts
import Testing

@Suite("The scorecard in the daemon", .timeLimit(.minutes(2)))
struct DaemonScorecardTests {
  private static let users = DriverID("users")

  /// Scores of 100 minutes, all at 1,000 users: so much off, and the last value so much.
  private static func rows(error: Double, rival: Double) -> [ScoreRow] {
    ForecastRecord.horizons.map { horizon in
      var row = ScoreRow(
        driver: users, kind: "", horizon: horizon, lastMinute: Stage.start.minute - 1)
      row.recent.count = 100
      row.recent.actual = 100_000
      row.recent.absoluteError = error * 100_000
      row.recent.persistenceError = rival * 100_000
      row.recent.covered = [50, 90, 99, 100]
      row.total = row.recent
      row.total.count = 100
      return row
    }
  }

  @Test("forecasts are kept, scored against what came, and shown")
  func scoresWhatCame() async throws {
    let stage = Stage(isReal: true)
    try await stage.whileRunning {
      let isScored = await eventually {
        let now = await stage.daemon.status().now
        _ = await stage.daemon.take([Sample(metric: "users", at: now, value: 900)])
        return await stage.daemon.metrics().contains(
          #"rung_forecasts_scored_total{driver="users",kind="ordinary",horizon="1m"} "#)
      }
      #expect(isScored)
      let scores = try #require(await stage.daemon.scorecards().first)
      #expect(scores.driver == Self.users && scores.kind.isEmpty)
      #expect(scores.rows.first?.horizon == 1)
    }
    let committed = await stage.store.committed
    let records = committed.flatMap(\.forecasts)
    let minutes = records.map(\.minute)
    #expect(Set(minutes).count == minutes.count, "one a minute")
    let settled = committed.flatMap(\.settled).filter { $0.value != nil }
    #expect(!settled.isEmpty)
    #expect(committed.flatMap(\.scores).contains { $0.horizon == 1 && $0.total.count >= 1 })
  }

  @Test("scores survive a restart; a losing forecaster is a metric and an alarm")
  func losesAfterARestart() async throws {
    let facts = Facts(installation: "test", scores: Self.rows(error: 0.08, rival: 0.05))
    let stage = Stage(store: FakeStore(base: facts), isReal: true)
    try await stage.whileRunning {
      #expect(await eventually { await stage.daemon.unreadiness().isEmpty })
      let page = await stage.daemon.metrics()
      for line in [
        #"rung_forecast_error_ratio{driver="users",kind="ordinary",horizon="6m"} 0.08"#,
        #"rung_forecast_persistence_error_ratio{driver="users",kind="ordinary",horizon="6m"} 0.05"#,
        #"rung_forecast_coverage_ratio{driver="users",kind="ordinary",horizon="6m",quantile="0.99"}"#
          + " 0.99",
        #"rung_forecasts_scored_total{driver="users",kind="ordinary",horizon="6m"} 100"#,
        #"rung_forecast_losing{driver="users",horizon="6m"} 1"#,
      ] {
        #expect(page.contains(line + "\n"), "\(line) is missing")
      }
      let alarm = try #require(
        await stage.daemon.status().alarms.first { $0.kind == .forecastLosing })
      #expect(alarm.subject == "users" && alarm.severity == .warning)
      #expect(alarm.message.contains("8.0% off lately, the last value repeated 5.0%"))
      #expect(alarm.message.contains("playback"))
      let score = try #require(await stage.daemon.service("playback")?.score)
      #expect(score.isLosing && score.row.horizon == 6)
      #expect(score.level == 0.999, "the kept level nearest to the ladder's risk")
    }
  }

  @Test("what is better by little rings no bell")
  func littleIsNoAlarm() async throws {
    let facts = Facts(installation: "test", scores: Self.rows(error: 0.012, rival: 0.005))
    let stage = Stage(store: FakeStore(base: facts), isReal: true)
    try await stage.whileRunning {
      #expect(await eventually { await stage.daemon.unreadiness().isEmpty })
      #expect(
        await stage.daemon.metrics().contains(
          #"rung_forecast_losing{driver="users",horizon="6m"} 1"#))
      #expect(await stage.daemon.status().alarms.allSatisfy { $0.kind != .forecastLosing })
    }
  }

  @Test("while the store fails, scores wait in one row each and old forecasts are dropped")
  func unsentScores() {
    let rows = Self.rows(error: 0.1, rival: 0.1)
    var work = UnsentWork()
    for minute in 0..<500 {
      let at = Stage.start + .minutes(minute)
      let record = ForecastRecord(
        driver: Self.users, minute: at.minute, kind: "", event: "", persistence: 1,
        values: [[Double]](repeating: [1, 1, 1, 1], count: 6))
      let settled = SettledMinute(driver: Self.users, minute: at.minute - 1, value: 1)
      var changed = rows
      for index in changed.indices { changed[index].lastMinute = at.minute }
      work.add(
        StepFacts(
          inputs: [], directives: [.forecasted(record), .scored(settled, changed)], at: at))
    }
    let last = Stage.start.minute + 499
    #expect(work.facts?.scores.map(\.horizon) == ForecastRecord.horizons)
    #expect(work.facts?.scores.allSatisfy { $0.lastMinute == last } == true)
    #expect(work.facts?.forecasts.map(\.minute) == Array(last - ForecastRecord.factMinutes...last))
    #expect(work.facts?.settled.count == Int(ForecastRecord.factMinutes))
  }
}
