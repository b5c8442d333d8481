package import Logging
import RungCore
import RungModel
package import RungPorts
import ServiceLifecycle

/// The running Rung: a queue of inputs, one step at a time, and what carries the steps out.
///
/// Everything it starts lives in the task group of `run()`, so that stopping is cancelling. Servers
/// are left running when it stops.
package actor Daemon: Service {
  let settings: DaemonSettings
  let store: any Store
  let backends: [String: any Backend]
  let clock: any WorldClock
  let sources: DaemonSources
  let logger: Logger
  let notice: SupervisorNotice
  let bells: Bells
  let sinkLanes: [SinkLane]
  let countingSinks: [any DeliveryCounting]

  var decider: (any Decider)?
  var inputs: [Input] = []
  var unsent = UnsentWork()
  var ingest: Ingest
  var orderDesks: [String: OrderDesk]
  var surveys: [String: Survey]
  var ladders = LadderDesk()
  var fits = FitDesk()
  var alarmBook = ShellAlarms()
  var watch: ClockWatch
  var unserved = UnservedTally()
  var registry = MetricRegistry(families: MetricFamily.all)
  var chores = Chores()
  var startedAt: Timestamp?
  var hasStepped = false

  /// - Parameters:
  ///   - backends: by the name that ladders use.
  ///   - sources: ladders, the curve library, and where new curves go.
  ///   - sinks: where alarms go; each is served at its own pace.
  package init(
    settings: DaemonSettings, store: any Store, backends: [String: any Backend],
    clock: any WorldClock, sources: DaemonSources, sinks: [any AlarmSink], logger: Logger,
    notice: SupervisorNotice = .fromEnvironment
  ) {
    self.settings = settings
    self.store = store
    self.backends = backends
    self.clock = clock
    self.sources = sources
    self.logger = logger
    self.notice = notice
    bells = Bells()
    sinkLanes = sinks.map(SinkLane.init)
    countingSinks = sinks.compactMap { $0 as? any DeliveryCounting }
    ingest = Ingest(rules: settings.ingest)
    orderDesks = backends.mapValues { _ in OrderDesk(limit: settings.callsPerBackend) }
    surveys = backends.mapValues { _ in Survey() }
    watch = ClockWatch(speed: clock.speed)
  }

  /// Runs until it is cancelled or asked to shut down gracefully; then commits what is pending.
  ///
  /// - Throws: what keeps it from starting: `StoreError`, or `StartRefusal` when there are no
  ///   ladders to run with.
  package func run() async throws {
    do {
      try await cancelWhenGracefulShutdown { try await self.live() }
    } catch is CancellationError {
      logger.info("daemon: cancelled")
    }
    notice.send("STOPPING=1")
    await finish()
  }

  private func live() async throws {
    try await start()
    await withDiscardingTaskGroup { group in
      group.addTask { await self.keepTicking() }
      group.addTask { await self.keepStepping() }
      group.addTask { await self.keepWatchingLadders() }
      for lane in sinkLanes { group.addTask { await lane.run() } }
      for await job in bells.jobs {
        group.addTask(priority: job.priority) { await self.perform(job) }
      }
      group.cancelAll()
    }
  }

  /// Work that takes long and happens beside the steps.
  func perform(_ job: Job) async {
    switch job {
    case .carry(let order): await carry(order)
    case .survey(let name): await survey(name)
    case .fit: await fit()
    case .keepCurves(let event): await keepCurves(of: event)
    case .prune: await prune()
    }
  }

  /// The instant that the controller is told; never goes back.
  func steadyNow() -> Timestamp { watch.steady(clock.now()) }

  /// Queues an input and has it stepped at once, with whatever else has come by then.
  func enter(_ input: Input) {
    inputs.append(input)
    bells.wake()
  }

  private func finish() async {
    guard decider != nil else { return }
    await commitUnsent(sending: false)
    await storeMinutes()
    logger.info(
      "daemon: stopped, servers are left running",
      metadata: ["unsent orders": "\(unsent.facts?.orders.count ?? 0)"])
  }
}

/// Why a daemon cannot start, in words.
package struct StartRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  package var description: String
}
