import BackendLocal
import CurlTransport
import Foundation
import LadderFile
import Logging
import RungDaemon
import RungModel
import RungPorts
import RungServer
import ServiceLifecycle
import StoreSQLite
import UnixSignals

/// Builds the daemon from its configuration and runs it: the one place where store, backends,
/// clock, server and alarm sinks meet.
struct DaemonHouse {
  var configuration: Configuration
  var clockSpeed: Double
  var policy: ForecastPolicy
  var endsServersOnExit: Bool
  var logger: Logger

  /// Runs until a signal asks it to stop.
  ///
  /// - Throws: what keeps it from starting, in words that say the remedy.
  func run() async throws {
    nameLadderFaults()
    let store = try SQLiteStore.open(path: configuration.store)
    let clock = try await DaemonClock.restore(store: store, speed: clockSpeed, start: nil)
    let backends = configuration.backends.map { settings in
      (settings.name, LocalBackend(configuration: local(settings), clock: clock, logger: logger))
    }
    let sources = DaemonDoors(configuration: configuration, clock: clock, logger: logger)
    let daemon = Daemon(
      settings: settings, store: store,
      backends: Dictionary(uniqueKeysWithValues: backends.map { ($0.0, $0.1 as any Backend) }),
      clock: clock, sources: sources.sources(backends: backends.map(\.1)), sinks: sinks(),
      logger: logger)
    let server = try application(
      settings: serverSettings(), inbox: daemon, view: daemon, logger: serverLogger
    ) { [logger, host = configuration.http.host] port in
      logger.notice(
        "listening", metadata: ["address": "http://\(host):\(port)", "version": "\(Rung.version)"])
    }
    let backendServices = backends.map { name, backend in
      BackendService(
        name: name, backend: backend, clock: clock, endsServersOnExit: endsServersOnExit,
        logger: logger)
    }
    try await group(backendServices, daemon, server).run()
  }

  /// Graceful shutdown goes from the last service to the first: the door closes, the daemon commits
  /// what is pending, and only then may backends end their servers.
  private func group(
    _ backends: [BackendService], _ daemon: Daemon, _ server: any Service
  ) -> ServiceGroup {
    var services = backends.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) }
    services.append(.init(service: daemon))
    services.append(.init(service: ReloadOnHangup(inbox: daemon, logger: logger)))
    services.append(.init(service: server))
    var group = ServiceGroupConfiguration(services: services, logger: serverLogger)
    group.gracefulShutdownSignals = [.sigterm, .sigint]
    // Requests end within 10 s and a commit within 5; beyond this something hangs.
    group.maximumGracefulShutdownDuration = endsServersOnExit ? .seconds(60) : .seconds(20)
    return ServiceGroup(configuration: group)
  }

  /// Names every fault of the ladders at start. Whether the daemon can go on without them is its
  /// own to say: with the last good set in its store it does, so that a bad edit and a restart
  /// together take nothing down; without one it refuses.
  private func nameLadderFaults() {
    let reading = LadderFolder.read(configuration.ladders, now: ScaledClock.realNow())
    let faults =
      reading.faults
      + PoolBackends.faults(
        ofPoolsIn: reading.ladders, backends: configuration.backendNames, severity: .error)
    for fault in faults { Terminal.note(fault.description) }
  }

  private var settings: DaemonSettings {
    var settings = DaemonSettings(version: Rung.version, policy: policy)
    settings.tick = configuration.tick
    settings.retention = Retention(
      minutes: configuration.retention.minutes, history: configuration.retention.history)
    return settings
  }

  private func local(_ settings: LocalBackendSettings) -> LocalConfiguration {
    LocalConfiguration(
      stateFolder: InputFile.absolute(settings.stateFolder), ports: settings.ports,
      programFolder: Bundle.main.executableURL?.resolvingSymlinksInPath()
        .deletingLastPathComponent().path,
      upstreams: .init(
        jsonPath: settings.upstreams.json.map(InputFile.absolute),
        nginxPath: settings.upstreams.nginx.map(InputFile.absolute),
        reload: settings.upstreams.reload.isEmpty ? nil : settings.upstreams.reload),
      logs: .init(maxBytes: settings.logBytes, keep: settings.logsKept))
  }

  private func sinks() -> [any AlarmSink] {
    var sinks: [any AlarmSink] = [LogAlarmSink(logger: logger)]
    if let webhook = configuration.webhook {
      sinks.append(
        WebhookAlarmSink(
          url: webhook.url, timeout: webhook.timeout, client: CurlClient(), logger: logger))
    }
    return sinks
  }

  private func serverSettings() throws -> ServerSettings {
    var limits = ServerSettings.Limits(bodyBytes: configuration.http.maxBodyBytes)
    if let rate = configuration.http.ratePerSecond { limits.requestsPerSecond = rate }
    return ServerSettings(
      host: configuration.http.host, port: configuration.http.port,
      tokens: try configuration.http.tokens.map(token), limits: limits)
  }

  private func token(_ source: TokenSource) throws -> AccessToken {
    switch source.secret {
    case .file(let path):
      return AccessToken(name: source.name, secret: try SecretFile.read(path))
    case .environment(let variable):
      guard let secret = ProcessInfo.processInfo.environment[variable], !secret.isEmpty else {
        throw CommandFailure(
          "token '\(source.name)' is read from the environment variable \(variable), "
            + "which is not set")
      }
      return AccessToken(name: source.name, secret: secret)
    }
  }

  /// The server and the service group tell more of themselves than an SRE wants to read.
  private var serverLogger: Logger {
    var quiet = logger
    if quiet.logLevel >= .info { quiet.logLevel = max(quiet.logLevel, .warning) }
    return quiet
  }
}
