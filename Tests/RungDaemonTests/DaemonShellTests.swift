import Logging
import RungCore
import RungDaemon
import RungModel
import RungPorts
import ServiceLifecycle
import Synchronization
import Testing

@Suite("Shell", .timeLimit(.minutes(2)))
struct DaemonShellTests {
  private static let event = Event(id: "final", kind: "cricket-t20", sequence: 3)

  @Test("an event is durable when its sender hears so, and reaches the controller once")
  func events() async throws {
    let stage = Stage()
    try await stage.whileRunning {
      #expect(await eventually { await stage.daemon.unreadiness().isEmpty })
      let receipt = try await stage.daemon.take(Self.event, from: "schedule")
      #expect(receipt == EventReceipt(id: "final", sequence: 3, changed: true))
      #expect(await stage.store.accepted.map(\.event) == [Self.event])
      let again = try await stage.daemon.take(Self.event, from: "schedule")
      #expect(!again.changed)
      #expect(await eventually { stage.witness.inputs.contains(.event(Self.event)) })
    }
    #expect(stage.witness.inputs.filter { $0 == .event(Self.event) }.count == 1)
  }

  @Test("an event that cannot be stored is not accepted and not acted on")
  func eventsRefused() async throws {
    let stage = Stage()
    try await stage.whileRunning {
      #expect(await eventually { await stage.daemon.unreadiness().isEmpty })
      await stage.store.fail(true)
      await #expect(throws: StoreError.self) {
        try await stage.daemon.take(Self.event, from: "schedule")
      }
    }
    #expect(!stage.witness.inputs.contains(.event(Self.event)))
  }

  @Test("a reactive daemon keeps events and never tells the controller")
  func reactive() async throws {
    let facts = Facts(installation: "test", events: [Self.event])
    let stage = Stage(policy: .reactive, store: FakeStore(base: facts))
    var later = Self.event
    later.sequence = 4
    let message = later
    try await stage.whileRunning {
      #expect(await eventually { await stage.daemon.unreadiness().isEmpty })
      let receipt = try await stage.daemon.take(message, from: "schedule")
      #expect(receipt.changed)
      let steps = stage.witness.stepTimes.count
      #expect(await eventually { stage.witness.stepTimes.count > steps + 2 })
      #expect(await stage.daemon.status().events.isEmpty)
    }
    #expect(await stage.store.accepted.map(\.event) == [message])
    #expect(!stage.witness.inputs.contains(.event(message)))
  }

  @Test("commands are recorded first, and refused for a service that no ladder has")
  func commands() async throws {
    let stage = Stage()
    let audit = AuditEntry(at: Stage.start, who: "ana", what: "pause", why: "drill")
    try await stage.whileRunning {
      #expect(await eventually { await stage.daemon.unreadiness().isEmpty })
      let pause = Pause(service: "playback", until: Stage.start + .hours(1), reason: "drill")
      let isTaken = try await stage.daemon.take(.pause(pause), audit: audit)
      #expect(isTaken)
      #expect(await stage.store.audits == [audit])
      #expect(await eventually { stage.witness.inputs.contains(.command(.pause(pause))) })
      let isKnown = try await stage.daemon.take(.unpause(service: "nobody"), audit: audit)
      #expect(!isKnown)
    }
    #expect(await stage.store.audits.count == 1)
  }

  @Test("samples become driver samples, minutes and metrics")
  func samples() async throws {
    let stage = Stage()
    try await stage.whileRunning {
      #expect(await eventually { await stage.daemon.unreadiness().isEmpty })
      let now = await stage.daemon.status().now
      let receipt = await stage.daemon.take([
        Sample(metric: "users", at: now, value: 800), Sample(metric: "other", at: now, value: 1),
        Sample(metric: "users", at: now, value: -1),
      ])
      #expect(receipt == SampleReceipt(accepted: 1, unused: 1, refused: 1))
      let expected = DriverSample(driver: DriverID("users"), at: now, value: 800)
      #expect(await eventually { stage.witness.inputs.contains(.samples([expected])) })
      #expect(await eventually { await stage.store.appended[DriverID("users")]?.count == 1 })
      // One tick later the demand that no server took is counted: no server serves.
      #expect(
        await eventually {
          await stage.daemon.metrics().contains(
            "rung_unserved_demand{service=\"playback\"} 800")
        })
    }
  }

  @Test("stopping is quick, stores pending minutes, and leaves servers alone")
  func stopping() async throws {
    // One tick an hour: nothing but the end writes the minutes.
    let stage = Stage(tick: .hours(1))
    let started = ContinuousClock.now
    try await stage.whileRunning {
      #expect(await eventually { await stage.daemon.unreadiness().isEmpty })
      let now = await stage.daemon.status().now
      _ = await stage.daemon.take([Sample(metric: "users", at: now, value: 7)])
      let steps = stage.witness.stepTimes.count
      _ = try await stage.daemon.take(Self.event, from: "schedule")
      #expect(await eventually { stage.witness.stepTimes.count > steps })
      #expect(await stage.store.appended.isEmpty)
    }
    #expect(await stage.store.appended[DriverID("users")]?.map(\.value) == [7])
    #expect(await stage.backend.terminations.isEmpty)
    #expect(ContinuousClock.now - started < .seconds(60))
  }

  @Test("a clock that is set back raises an alarm, and the controller's time never goes back")
  func steadyTime() async throws {
    let stage = Stage()
    try await stage.whileRunning {
      #expect(await eventually { stage.witness.stepTimes.count > 3 })
      #expect(!stage.witness.raised.contains { $0.kind == .clockJump })
      // 30 real seconds are 200 minutes here.
      stage.clock.set(by: .hours(-9))
      #expect(await eventually { stage.witness.raised.contains { $0.kind == .clockJump } })
      let steps = stage.witness.stepTimes.count
      #expect(await eventually { stage.witness.stepTimes.count > steps + 3 })
      #expect(await stage.daemon.metrics().contains("rung_clock_jumps_total 1\n"))
      #expect(await stage.daemon.status().now >= Stage.start)
    }
    let times = stage.witness.stepTimes
    #expect(times == times.sorted())
    #expect(stage.witness.raised.filter { $0.kind == .clockJump }.count == 1)
  }

  @Test("what adapters report is raised once while it holds, and cleared when it ends")
  func conditions() async throws {
    let holding = Mutex([Alarm(.crashLoop, .warning, subject: "playback", message: "5 crashes")])
    let stage = Stage(conditions: { holding.withLock { $0 } })
    try await stage.whileRunning {
      #expect(await eventually { stage.witness.raised.map(\.subject) == ["playback"] })
      let steps = stage.witness.stepTimes.count
      #expect(await eventually { stage.witness.stepTimes.count > steps + 3 })
      holding.withLock { $0 = [] }
      #expect(await eventually { stage.witness.cleared.map(\.subject) == ["playback"] })
    }
    #expect(stage.witness.raised.count == 1)
  }

  @Test("alarms that a former life raised are cleared when they no longer hold")
  func adopted() async throws {
    let alarms = [
      Alarm(.backendUnreachable, .critical, subject: "local", message: "no route"),
      Alarm(.ladderRejected, .warning, subject: "old.yaml", message: "bad"),
      Alarm(.orderUnanswered, .warning, subject: "t-3", message: "no answer"),
      Alarm(.shortfall, .warning, subject: "playback", message: "the controller's own"),
    ]
    let stage = Stage(store: FakeStore(base: Facts(installation: "test", alarms: alarms)))
    try await stage.whileRunning {
      #expect(await eventually { stage.witness.cleared.count == 3 })
    }
    #expect(Set(stage.witness.cleared.map(\.key)) == Set(alarms.prefix(3).map(\.key)))
  }

  @Test("an event that is over becomes a curve once, with the minutes around it")
  func curves() async throws {
    let ends = Stage.start - .hours(2)
    let event = Event(
      id: "semi", kind: "cricket-t20", status: .ended,
      milestones: [
        Milestone(name: "start", at: ends - .hours(3), status: .actual),
        Milestone(name: "end", at: ends, status: .actual),
      ])
    let store = FakeStore(base: Facts(installation: "test", events: [event]))
    let minute = MinuteValue(minute: ends.minute, value: 5)
    try await store.append([DriverID("users"): [minute]])
    let kept = Mutex<[FinishedEvent]>([])
    for _ in 0..<2 {
      let stage = Stage(store: store, keepCurve: { event in kept.withLock { $0.append(event) } })
      try await stage.whileRunning {
        #expect(await eventually { await store.values["curve semi 1"] != nil })
        let steps = stage.witness.stepTimes.count
        #expect(await eventually { stage.witness.stepTimes.count > steps + 3 })
      }
    }
    let driver = Stage.ladder().driver
    #expect(
      kept.withLock { $0 } == [FinishedEvent(event: event, driver: driver, minutes: [minute])])
  }

  @Test("a graceful shutdown ends the daemon by itself")
  func graceful() async throws {
    let stage = Stage()
    let group = ServiceGroup(
      configuration: .init(
        services: [.init(service: stage.daemon)],
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      #expect(await eventually { await stage.daemon.unreadiness().isEmpty })
      let now = await stage.daemon.status().now
      _ = await stage.daemon.take([Sample(metric: "users", at: now, value: 9)])
      #expect(
        await eventually {
          stage.witness.inputs.contains { if case .samples = $0 { true } else { false } }
        })
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
    #expect(await stage.store.appended[DriverID("users")]?.map(\.value) == [9])
  }
}
