import RungCore
import RungDaemon
import RungModel
import RungPorts
import Testing

@Suite("Orders", .timeLimit(.minutes(2)))
struct DaemonOrderTests {
  @Test("an order is in the store before it reaches the backend, and its outcome returns")
  func committedThenSent() async throws {
    let order = Stage.launch("t-1")
    let stage = Stage(script: { $0 == 0 ? [.launch(order)] : [] })
    try await stage.whileRunning {
      #expect(await eventually { !stage.witness.outcomes.isEmpty })
      #expect(await stage.store.committed.first?.orders == [order])
      #expect(await stage.backend.launches == [order])
      #expect(stage.witness.outcomes[0].launched.count == 2)
      // The outcome became a fact as well, and the listing shows what was launched.
      #expect(await eventually { await stage.store.committed.contains { !$0.outcomes.isEmpty } })
      #expect(await eventually { await stage.store.upserted.count == 2 })
    }
  }

  @Test("nothing leaves while the store fails; it leaves once, with its token, when it works again")
  func storeFails() async throws {
    let store = FakeStore()
    await store.fail(true)
    let order = Stage.launch("t-1")
    let stage = Stage(store: store, script: { $0 == 0 ? [.launch(order)] : [] })
    try await stage.whileRunning {
      #expect(await eventually { await store.failedCommits >= 3 })
      #expect(await stage.backend.launches.isEmpty)
      #expect(await eventually { stage.witness.raised.contains { $0.kind == .storeFailing } })
      #expect(await stage.daemon.unreadiness() == ["the store is failing"])
      await store.fail(false)
      #expect(await eventually { !stage.witness.outcomes.isEmpty })
      #expect(await stage.backend.launches == [order])
      #expect(await store.committed.flatMap(\.orders) == [order])
      #expect(await eventually { stage.witness.cleared.contains { $0.kind == .storeFailing } })
      let page = await stage.daemon.metrics()
      #expect(page.contains("rung_store_errors_total{call=\"commit\",code=\"full\"}"))
    }
    #expect(stage.witness.raised.filter { $0.kind == .storeFailing }.count == 1)
  }

  @Test("orders in flight are sent again after a restart, with the same token")
  func resent() async throws {
    let launch = Stage.launch("t-7")
    let terminate = Order(
      id: OrderID("t-8"), service: "playback", pool: "local", backend: "local",
      action: .terminate(servers: [ServerID("s-1")]), issuedAt: Stage.start)
    var answered = Stage.launch("t-6")
    answered.state = .answered
    let facts = Facts(
      installation: "test", lastOrderNumber: 8, orders: [answered, launch, terminate])
    let stage = Stage(store: FakeStore(base: facts))
    try await stage.whileRunning {
      #expect(await eventually { stage.witness.inputs.contains(.terminating(terminate.id)) })
      #expect(await eventually { stage.witness.outcomes.map(\.order) == [launch.id] })
      #expect(await stage.backend.launches == [launch])
      #expect(await stage.backend.terminations == [terminate])
    }
  }

  @Test("a launch without an answer is sent again with the same token")
  func retried() async throws {
    let order = Stage.launch("t-1")
    let stage = Stage(
      backend: FakeBackend(launchFailures: 2), script: { $0 == 0 ? [.launch(order)] : [] })
    try await stage.whileRunning {
      #expect(await eventually { !stage.witness.outcomes.isEmpty })
      #expect(await stage.backend.launches == [order, order, order])
      #expect(stage.witness.outcomes.map(\.shortfall) == [nil])
    }
  }

  @Test("a launch that fails too often is answered unknown, in words")
  func givenUp() async throws {
    let order = Stage.launch("t-1", count: 4)
    let stage = Stage(
      backend: FakeBackend(launchFailures: 99), script: { $0 == 0 ? [.launch(order)] : [] })
    try await stage.whileRunning {
      #expect(await eventually { !stage.witness.outcomes.isEmpty })
      let shortfall = stage.witness.outcomes.first?.shortfall
      #expect(shortfall?.count == 4)
      #expect(shortfall?.reason == .unknown)
      #expect(shortfall?.message == "no answer after 3 attempts; the last: timed_out: no answer")
      let page = await stage.daemon.metrics()
      #expect(page.contains("rung_orders_total{pool=\"local\",result=\"unknown\"} 1"))
    }
  }

  @Test("an order for a backend that is not configured is refused with the remedy")
  func unknownBackend() async throws {
    let order = Stage.launch("t-1", backend: "aws")
    let stage = Stage(script: { $0 == 0 ? [.launch(order)] : [] })
    try await stage.whileRunning {
      #expect(await eventually { !stage.witness.outcomes.isEmpty })
      #expect(stage.witness.outcomes.first?.shortfall?.reason == .invalid)
      #expect(await eventually { stage.witness.raised.contains { $0.subject == "aws" } })
    }
  }

  @Test("a backend that fails keeps its last listing, raises one alarm, and clears it")
  func unreachable() async throws {
    let stage = Stage(script: { $0 == 0 ? [.launch(Stage.launch("t-1"))] : [] })
    try await stage.whileRunning {
      #expect(await eventually { await stage.daemon.service("playback")?.servers.count == 2 })
      await stage.backend.fail(BackendError(.unreachable, "no route"))
      #expect(await eventually { stage.witness.raised.contains { $0.kind == .backendUnreachable } })
      #expect(await stage.daemon.service("playback")?.servers.count == 2)
      await stage.backend.fail(nil)
      #expect(await eventually { stage.witness.cleared.contains { $0.subject == "local" } })
    }
    let listings = stage.witness.inputs.compactMap {
      if case .listing(let listing) = $0 { listing.servers.count } else { nil }
    }
    #expect(listings.drop { $0 == 0 }.allSatisfy { $0 == 2 })
  }

  @Test("a backend that does not answer at all is an alarm, and hinders neither steps nor the end")
  func hanging() async throws {
    let stage = Stage(surveyPatience: .milliseconds(100))
    try await stage.whileRunning {
      #expect(await eventually { await stage.daemon.unreadiness().isEmpty })
      await stage.backend.hang(true)
      #expect(await eventually { stage.witness.raised.contains { $0.subject == "local" } })
      let steps = stage.witness.stepTimes.count
      #expect(await eventually { stage.witness.stepTimes.count > steps + 3 })
      await stage.backend.hang(false)
      #expect(await eventually { stage.witness.cleared.contains { $0.subject == "local" } })
      await stage.backend.hang(true)
    }
    #expect(stage.witness.raised.allSatisfy { $0.kind == .backendUnreachable })
  }
}
