import CurlTransport
import Glibc
package import Logging
package import RungModel
package import RungPorts
import SystemPackage

/// Servers as processes of this machine.
///
/// Calls work at once; `run()` must run beside them for servers to become ready, be restarted and
/// end. Processes survive the backend and its daemon, and are found again by the next one.
package actor LocalBackend: Backend, BackendView {
  /// Clock time for which an ended server is listed: twice what the port asks for.
  static let listedAfterEnd: Duration = .minutes(10)
  /// Real time for which the answer to a launch order is kept.
  static let answersKept: Duration = .hours(24)

  nonisolated let configuration: LocalConfiguration
  nonisolated let clock: any WorldClock
  nonisolated let logger: Logger
  nonisolated let probe: HealthProbe
  nonisolated let search: ProgramSearch
  private nonisolated let queue = SupervisionQueue()
  private nonisolated let origin = ContinuousClock.now

  let folder: RecordFolder
  let logs: LogFolder
  let table = ProcessTable()
  /// Nil until the state folder is opened.
  var lock: StateLock?
  /// The state folder without links: what `RUNG_STATE` of our processes says.
  var stateMark = ""
  var servers: [ServerID: LocalServer] = [:]
  /// What the ladders in force say, by service and pool.
  var templates: [PoolName: ProcessTemplate] = [:]
  /// Services with a local pool; nil before `prepare`, when no list may be published: it would
  /// lack the services that nothing serves.
  var services: Set<String>?
  var ports: PortRange
  var publication = Publication()
  var nextSweep: Duration = .zero
  var nextHousekeeping: Duration = .zero

  /// A pool within its service.
  struct PoolName: Hashable, Sendable {
    var service: String
    var pool: String
  }

  /// - Parameters:
  ///   - clock: ages, intervals and graces are counted on it.
  ///   - probe: how health is asked for; nil asks over loopback connections.
  package init(
    configuration: LocalConfiguration, clock: any WorldClock, logger: Logger,
    probe: HealthProbe? = nil
  ) {
    self.configuration = configuration
    self.clock = clock
    self.logger = logger
    if let probe {
      self.probe = probe
    } else {
      let loopback = LoopbackProbe(client: CurlClient())
      self.probe = { await loopback.check($0, port: $1, timeout: $2) }
    }
    search = ProgramSearch(
      programFolder: configuration.programFolder, path: getenv("PATH").map { String(cString: $0) })
    folder = RecordFolder(stateFolder: configuration.stateFolder)
    logs = LogFolder(path: configuration.stateFolder + "/logs", limits: configuration.logs)
    ports = PortRange(configuration.ports)
  }

  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    queue.asUnownedSerialExecutor()
  }

  package func prepare(_ pools: [ServicePool]) async throws(BackendError) {
    try openIfNeeded()
    services = Set(pools.map(\.service))
    templates = [:]
    for owned in pools {
      guard let template = owned.pool.process else {
        throw BackendError(
          .misconfigured,
          "pool \(owned.pool.name) of \(owned.service) is local but has no command; add one")
      }
      templates[PoolName(service: owned.service, pool: owned.pool.name)] = template
    }
    publish()
  }

  package func list() async throws(BackendError) -> [Server] {
    try openIfNeeded()
    return servers.values.map(\.server).sorted { $0.id < $1.id }
  }

  /// Servers that exit again and again, in order of their ids.
  package func crashLoops() -> [CrashLoop] {
    servers.values.filter { $0.vitals.isCrashLooping && !$0.record.isEnding }
      .sorted { $0.server.id < $1.server.id }
      .map { looping in
        CrashLoop(
          service: looping.server.service, server: looping.server.id,
          message: "exited \(looping.vitals.crashes) times in a row (\(looping.lastExit)); "
            + "see \(logs.file(of: looping.server.id))")
      }
  }

  /// Real time since the backend was made; does not jump with the wall clock.
  func elapsed() -> Duration { ContinuousClock.now - origin }

  /// What a restart would run: the ladder's word if the pool is still there, else the record's.
  func template(of record: ServerRecord) -> ProcessTemplate {
    templates[PoolName(service: record.server.service, pool: record.server.pool)]
      ?? record.template
  }

  /// Keeps a record. One that cannot be written is logged: supervision must go on, and processes
  /// show whose they are by themselves.
  func keep(_ record: ServerRecord, isDurable: Bool = false) {
    do {
      try folder.write(record, isDurable: isDurable)
    } catch {
      logger.error(
        "cannot write a server's record; free space or make the state folder writable",
        metadata: ["server": "\(record.server.id)", "error": "\(error)"])
    }
  }

  /// The health policy in real time.
  func policy(_ health: HealthCheck) -> Vitals.Policy {
    let every = max(clock.real(health.every), Pace.serveProbe)
    return Vitals.Policy(
      after: max(1, health.after),
      // Ten times the evidence that took it out of the list: time enough to recover by itself.
      failingLimit: every * health.after * 10,
      firstBackoff: clock.real(.seconds(1)), longestBackoff: clock.real(.minutes(5)),
      stableAfter: clock.real(.minutes(1)))
  }
}
