import GRDB
import RungModel
import RungPorts
import StoreSQLite
import Testing

/// What every store must do with what the scorecard is rebuilt from.
@Suite struct ScoreContractTests {
  private typealias Sample = SampleFacts
  private let now = SampleFacts.now
  private var minute: Int64 { now.minute }

  @Test(arguments: StoreMaker.all) func `forecasts and what came of them come back equal`(
    _ maker: StoreMaker
  ) async throws {
    let folder = try Folder()
    let store = try maker.open(folder)
    let forecasts = [
      Sample.forecast("rps{a=\"é\"}", minute - 1, 0.1 + 0.2), Sample.forecast("users", minute - 2),
      Sample.forecast("users", minute),
    ]
    let settled = [
      Sample.settled("rps{a=\"é\"}", minute - 2), Sample.settled("users", minute - 1, nil),
    ]
    try await store.commit(
      StepFacts(at: now, forecasts: forecasts.reversed(), settled: settled.reversed()))
    let facts = try await store.factsNow()
    #expect(facts.forecasts == forecasts)
    #expect(facts.settled == settled)
  }

  @Test(arguments: StoreMaker.all) func `the first forecast and value of a minute stand`(
    _ maker: StoreMaker
  ) async throws {
    let folder = try Folder()
    let store = try maker.open(folder)
    let step = StepFacts(
      at: now, forecasts: [Sample.forecast("users", minute, 1)],
      settled: [Sample.settled("users", minute, nil)])
    try await store.commit(step)
    try await store.commit(
      StepFacts(
        at: now, forecasts: [Sample.forecast("users", minute, 2)],
        settled: [Sample.settled("users", minute, 9)]))
    try await store.commit(step)
    let facts = try await store.factsNow()
    #expect(facts.forecasts == step.forecasts)
    #expect(facts.settled == step.settled)
  }

  @Test(arguments: StoreMaker.all) func `the newest sums of a driver, kind and horizon stand`(
    _ maker: StoreMaker
  ) async throws {
    let folder = try Folder()
    let store = try maker.open(folder)
    try await store.commit(
      StepFacts(
        at: now,
        scores: [
          Sample.score("users", count: 1), Sample.score("users", "football", count: 2),
          Sample.score("rps", count: 3),
          Sample.score("users", horizon: 60, count: 4), Sample.score("users", count: 5),
        ]))
    try await store.commit(
      StepFacts(at: now, scores: [Sample.score("users", "football", count: 6)]))
    #expect(
      try await store.factsNow().scores == [
        Sample.score("rps", count: 3), Sample.score("users", count: 5),
        Sample.score("users", horizon: 60, count: 4),
        Sample.score("users", "football", count: 6),
      ])
  }

  @Test(arguments: StoreMaker.all) func `facts reach back as far as a scorecard`(
    _ maker: StoreMaker
  ) async throws {
    let folder = try Folder()
    let store = try maker.open(folder)
    let ages = [0, ForecastRecord.factMinutes, ForecastRecord.factMinutes + 1, 2_880, 2_881]
    try await store.commit(
      StepFacts(
        at: now, forecasts: ages.map { Sample.forecast("users", minute - $0) },
        settled: ages.map { Sample.settled("users", minute - $0) }))
    func found(_ at: Timestamp) async throws -> ([Int64], [Int64]) {
      let facts = try await store.factsNow(at)
      return (facts.forecasts.map { minute - $0.minute }, facts.settled.map { minute - $0.minute })
    }
    let kept = [ForecastRecord.factMinutes, 0]
    #expect(try await found(now) == (kept, kept))
    try await store.prune(at: now, retention: Retention())
    // Seen from two days ago, all that is left shows.
    let left = [2_880, ForecastRecord.factMinutes + 1, ForecastRecord.factMinutes, 0]
    #expect(try await found(now - .hours(48)) == (left, left))
  }

  @Test(arguments: StoreMaker.all) func `sums are forgotten a year after their last score`(
    _ maker: StoreMaker
  ) async throws {
    let folder = try Folder()
    let store = try maker.open(folder)
    let year: Int64 = 366 * 1_440
    let fresh = Sample.score("users", "final", count: 1, at: minute - year)
    let old = Sample.score("users", "semi", count: 1, at: minute - year - 1)
    try await store.commit(StepFacts(at: now, scores: [old, fresh]))
    try await store.prune(at: now, retention: Retention(minutes: .zero, history: .zero))
    #expect(try await store.factsNow().scores == [fresh])
  }

  @Test func `a store of the first version is upgraded with what it has`() async throws {
    let folder = try Folder()
    var store = try SQLiteStore.open(path: folder.store)
    try await store.append([DriverID("users"): [MinuteValue(minute: minute, value: 5)]])
    let before = try await store.factsNow()
    try store.close()
    let queue = try DatabaseQueue(path: folder.store)
    try await queue.write { db in
      for table in ["forecasts", "settled", "scores"] { try db.drop(table: table) }
      try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '2 scorecard'")
    }
    try queue.close()
    let refusal = #expect(throws: StoreError.self) {
      try SQLiteStore.openReadOnly(path: folder.store)
    }
    #expect(refusal?.message.contains("older Rung") == true)
    store = try SQLiteStore.open(path: folder.store)
    #expect(try await store.factsNow() == before)
    try await store.commit(StepFacts(at: now, scores: [Sample.score("users", count: 3)]))
    #expect(try await store.factsNow().scores == [Sample.score("users", count: 3)])
  }
}
