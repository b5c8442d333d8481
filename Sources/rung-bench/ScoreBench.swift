import Foundation
import RungCore
import RungModel
import RungPorts
import StoreSQLite

/// What keeping the score adds to a step, its commit and a start, for 20 drivers.
enum ScoreBench {
  static let all: [Bench] = [
    Bench(
      name: "score-minute",
      what: "20 drivers' forecasts of a minute kept and scored; once a minute, within a step",
      budget: nil, run: { minutes(count: 500) }),
    Bench(
      name: "score-commit",
      what: "one durable commit: 20 forecasts, 20 minutes, 120 score rows (the disk decides)",
      budget: nil, run: { try await commits(count: 200) }),
    Bench(
      name: "score-facts",
      what: "four hours of 20 drivers' forecasts and their rows read at a start", budget: nil,
      run: { try await reads(count: 10) }),
  ]

  private static let drivers = (0..<20).map { DriverID("platform_concurrency_\($0)") }
  private static let first: Int64 = 29_000_000

  private static func record(_ driver: DriverID, _ minute: Int64) -> ForecastRecord {
    let level = 1e6 / 3 + Double(minute % 60)
    return ForecastRecord(
      driver: driver, minute: minute, kind: "cricket-t20", event: "final", persistence: level,
      values: ForecastRecord.horizons.map { horizon in
        ForecastRecord.levels.map { level * (1 + $0 * Double(horizon) / 70) }
      })
  }

  private static func minutes(count: Int) -> [Duration] {
    var cards = drivers.map { _ in Scorecard() }
    let clock = ContinuousClock()
    return (0..<Int64(count)).map { minute in
      clock.measure {
        for (index, driver) in drivers.enumerated() {
          cards[index].settle(minute: first + minute - 1, value: 1e6 / 3)
          cards[index].take(record(driver, first + minute))
        }
      }
    }
  }

  /// What the step of a minute leaves.
  private static func batch(_ minute: Int64, _ cards: inout [Scorecard]) -> StepFacts {
    var facts = StepFacts(at: Timestamp(minute: first + minute))
    for (index, driver) in drivers.enumerated() {
      let last = first + minute - 1
      facts.settled.append(SettledMinute(driver: driver, minute: last, value: 1e6 / 3))
      facts.scores += cards[index].settle(minute: last, value: 1e6 / 3)
      let record = record(driver, first + minute)
      cards[index].take(record)
      facts.forecasts.append(record)
    }
    return facts
  }

  private static func commits(count: Int) async throws -> [Duration] {
    try await withStore { store in
      var cards = drivers.map { _ in Scorecard() }
      // Until every horizon is scored, an hour in, commits are smaller.
      for minute in 0..<Int64(60) { _ = batch(minute, &cards) }
      let clock = ContinuousClock()
      var durations: [Duration] = []
      for minute in 0..<Int64(count) {
        let batch = batch(60 + minute, &cards)
        let before = clock.now
        try await store.commit(batch)
        durations.append(clock.now - before)
      }
      return durations
    }
  }

  private static func reads(count: Int) async throws -> [Duration] {
    try await withStore { store in
      var cards = drivers.map { _ in Scorecard() }
      let minutes = ForecastRecord.factMinutes
      for minute in 0..<minutes { try await store.commit(batch(minute, &cards)) }
      let clock = ContinuousClock()
      var durations: [Duration] = []
      for _ in 0..<count {
        let before = clock.now
        _ = try await store.facts(
          at: Timestamp(minute: first + minutes), historyFrom: .distantFuture)
        durations.append(clock.now - before)
      }
      return durations
    }
  }

  private static func withStore(
    _ body: (SQLiteStore) async throws -> [Duration]
  ) async throws -> [Duration] {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "rung-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let store = try SQLiteStore.open(path: folder.appending(path: "bench.db").path)
    let durations = try await body(store)
    try store.close()
    try FileManager.default.removeItem(at: folder)
    return durations
  }
}
