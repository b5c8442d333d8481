import Logging
import RungCore
import RungDaemon
import RungModel
import RungPorts
import Synchronization

/// A ladder folder in memory that a test edits.
final class LadderShelf: Sendable {
  private let state: Mutex<(load: LadderLoad, mark: Int)>

  init(_ load: LadderLoad) { state = Mutex((load, 0)) }

  func edit(_ load: LadderLoad) {
    state.withLock {
      $0.load = load
      $0.mark += 1
    }
  }

  var load: LadderLoad { state.withLock { $0.load } }
  var mark: String { state.withLock { "\($0.mark)" } }
}

/// A clock of 400 times real speed that a test can set, as a person or a bad time server does.
final class SettableClock: WorldClock {
  private let offset = Mutex(Duration.zero)
  private let base: ScaledClock
  var speed: Double { base.speed }

  init(start: Timestamp) {
    base = ScaledClock(origin: start, realOrigin: ScaledClock.realNow(), speed: 400)
  }

  func set(by jump: Duration) { offset.withLock { $0 += jump } }
  func now() -> Timestamp { base.now() + offset.withLock { $0 } }
  func sleep(for duration: Duration) async throws { try await base.sleep(for: duration) }
  func real(_ duration: Duration) -> Duration { base.real(duration) }
}

/// A daemon with fakes around it, ready to run.
struct Stage: Sendable {
  let store: FakeStore
  let backend: FakeBackend
  let witness = Witness()
  let shelf: LadderShelf
  let daemon: Daemon
  /// A tick of 10 s is 25 real milliseconds.
  let clock = SettableClock(start: start)

  static let start = Timestamp(seconds: 1_790_000_000)

  static func ladder(_ service: String = "playback", metric: String = "users") -> Ladder {
    Ladder(
      service: service, mode: .act, driver: Driver(unit: .users, metric: metric),
      rungs: [Rung(at: 0, servers: 1), Rung(at: 1_000, servers: 11)],
      limits: Limits(min: 1, max: 20),
      pools: [Pool(name: "local", backend: "local", offerings: [Offering(type: "process")])])
  }

  static func loaded(_ ladders: [Ladder]) -> LadderLoad {
    LadderLoad(ladders: ladders.map { .init(file: "\($0.service).yaml", ladder: $0) })
  }

  static func launch(_ token: String, backend: String = "local", count: Int = 2) -> Order {
    Order(
      id: OrderID(token), service: "playback", pool: "local", backend: backend,
      action: .launch(offering: Offering(type: "process"), count: count), issuedAt: start)
  }

  /// - Parameters:
  ///   - isReal: runs the controller itself instead of the script.
  ///   - script: directives of each step, by its number.
  init(
    policy: ForecastPolicy = .predictive, store: FakeStore = FakeStore(),
    backend: FakeBackend = FakeBackend(),
    load: LadderLoad = Stage.loaded([Stage.ladder()]), tick: Duration = .seconds(10),
    surveyPatience: Duration = .seconds(30),
    conditions: @escaping @Sendable () async -> [Alarm] = { [] },
    keepCurve: @escaping @Sendable (FinishedEvent) async throws -> Void = { _ in },
    sinks: [any AlarmSink] = [], isReal: Bool = false,
    script: @escaping @Sendable (Int) -> [Directive] = { _ in [] }
  ) {
    self.store = store
    self.backend = backend
    shelf = LadderShelf(load)
    var settings = DaemonSettings(version: "1.2.3", policy: policy)
    settings.ladderPoll = .milliseconds(5)
    settings.backoff = Backoff(first: .milliseconds(2), longest: .milliseconds(20))
    settings.tick = tick
    settings.launchAttempts = 3
    settings.surveyPatience = surveyPatience
    let (shelf, witness) = (shelf, witness)
    let sources = DaemonSources(
      loadLadders: { shelf.load }, ladderMark: { shelf.mark }, keepCurve: keepCurve,
      conditions: conditions,
      makeDecider: { facts, now in
        if isReal { return Controller(facts: facts, at: now) }
        var decider = ScriptedDecider(witness: witness, script: script)
        decider.events = facts.events
        return decider
      })
    daemon = Daemon(
      settings: settings, store: store, backends: ["local": backend], clock: clock,
      sources: sources, sinks: sinks,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      notice: SupervisorNotice(path: nil))
  }

  /// Runs the daemon beside a test's body, and stops it afterwards.
  func whileRunning(_ body: @Sendable () async throws -> Void) async throws {
    let daemon = daemon
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await daemon.run() }
      try await body()
      group.cancelAll()
      try await group.waitForAll()
    }
  }
}
