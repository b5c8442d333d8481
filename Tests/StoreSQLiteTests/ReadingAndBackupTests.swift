import Foundation
import RungModel
import RungPorts
import StoreSQLite
import Testing

/// The reading side beside a running daemon, and copies of a store.
@Suite struct ReadingAndBackupTests {
  private let now = SampleFacts.now

  @Test func `a view sees what the daemon commits while it runs`() async throws {
    let folder = try Folder()
    let store = try SQLiteStore.open(path: folder.store)
    let view: any StoreView = try SQLiteStore.openReadOnly(path: folder.store)
    try await fill(store)
    #expect(
      try await view.facts(at: now, historyFrom: .distantPast) == store.factsNow())
    #expect(try await view.audit(limit: 9) == store.audit(limit: 9))
    #expect(try await view.messages(event: nil).count == 1)
    #expect(try await view.servers(from: now, to: now).count == 1)
    #expect(
      try await view.decisions(service: "cdn", from: now, to: now, limit: 1).count == 1)
    #expect(
      try await view.minutes(driver: DriverID("users"), from: .distantPast, to: now).count == 50)
  }

  @Test func `a view of a store that no daemon has open answers the same`() async throws {
    let folder = try Folder()
    let store = try SQLiteStore.open(path: folder.store)
    try await fill(store)
    let facts = try await store.factsNow()
    try store.close()
    let view = try SQLiteStore.openReadOnly(path: folder.store)
    #expect(try await view.facts(at: now, historyFrom: .distantPast) == facts)
  }

  @Test func `a view makes no store where there is none`() throws {
    let folder = try Folder()
    #expect(try refusal { try SQLiteStore.openReadOnly(path: folder.store) }.code == .unreachable)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `a backup made while the daemon runs opens elsewhere with equal facts`() async throws {
    let folder = try Folder()
    let elsewhere = try Folder()
    let store = try SQLiteStore.open(path: folder.store)
    try await fill(store)
    let facts = try await store.factsNow()
    try await store.backup(to: elsewhere.store)
    try await store.setValue("later", "not in the copy")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: elsewhere.path) == ["rung.sqlite"])
    let view = try SQLiteStore.openReadOnly(path: elsewhere.store)
    #expect(try await view.facts(at: now, historyFrom: .distantPast) == facts)
    let restored = try SQLiteStore.open(path: elsewhere.store)
    #expect(try await restored.factsNow() == facts)
    #expect(try await restored.value("later") == nil)
    try await restored.setValue("works", "yes")
  }

  @Test func `a backup never overwrites`() async throws {
    let folder = try Folder()
    let store = try SQLiteStore.open(path: folder.store)
    let target = folder.file("copy.sqlite")
    try Data("precious".utf8).write(to: URL(fileURLWithPath: target))
    let error = try #require(await failure { try await store.backup(to: target) })
    #expect(error.message.contains("exists already"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: target)) == Data("precious".utf8))
    #expect(
      await failure { try await store.backup(to: folder.file("no/copy")) }?.code == .unreachable)
  }

  @Test
  func `a year of minutes of twenty drivers opens and loads eight days well within two seconds`()
    async throws
  {
    let folder = try Folder()
    let year = Int64(24 * 60 * 365)
    try await fillYear(SQLiteStore.open(path: folder.store), minutes: year)
    let clock = ContinuousClock()
    let began = clock.now
    let store = try SQLiteStore.open(path: folder.store)
    let facts = try await store.facts(
      at: Timestamp(minute: year), historyFrom: Timestamp(minute: year) - .hours(24 * 8))
    let took = clock.now - began
    #expect(facts.minutes.count == 20)
    #expect(facts.minutes.values.allSatisfy { $0.count == 24 * 60 * 8 })
    #expect(took < .seconds(2), "took \(took)")
  }

  /// One minute an hour of the year but all of the last eight days: the same depth of index.
  private func fillYear(_ store: SQLiteStore, minutes: Int64) async throws {
    let recent = minutes - 24 * 60 * 8
    let kept = (0..<minutes).filter { $0 >= recent || $0 % 60 == 0 }
    for driver in 0..<20 {
      let values = kept.map { MinuteValue(minute: $0, value: Double($0)) }
      try await store.append([DriverID("driver_\(driver)"): values])
    }
    try store.close()
  }

  private func fill(_ store: SQLiteStore) async throws {
    try await store.commit(
      StepFacts(
        at: now, orders: [SampleFacts.order(1), SampleFacts.ending(2)],
        outcomes: [SampleFacts.outcome(SampleFacts.order(1))],
        leadTimes: [SampleFacts.leadTime("i-1")], decisions: [SampleFacts.decision("cdn")],
        alarmsRaised: [SampleFacts.alarm("a")]))
    _ = try await store.accept(
      EventMessage(receivedAt: now, event: SampleFacts.event("final")), from: "schedule")
    let minutes = (0..<50).map { MinuteValue(minute: $0, value: Double($0) / 3) }
    try await store.append([DriverID("users"): minutes])
    try await store.upsert([SampleFacts.server("i-1")])
    let pause = Pause(service: "cdn", until: now + .hours(1), reason: "x")
    try await store.record(.pause(pause), audit: SampleFacts.audit("pause"))
  }
}
