package import Hummingbird
package import Logging
import NIOCore
import RungModel
package import RungPorts

/// The HTTP server as a service for swift-service-lifecycle: `run()` listens until graceful
/// shutdown, then answers the requests that are under way (at most the request timeout) and ends.
///
/// - Parameters:
///   - inbox: where samples, schedule messages and operators' commands go.
///   - view: what answers are made of.
///   - onListening: told the port once the server listens; the way to learn it when
///     `settings.port` is 0.
/// - Throws: when the settings are unsafe (another address than loopback without tokens) or cannot
///   work. `run()` throws when the address cannot be listened on.
package func application(
  settings: ServerSettings, inbox: any Inbox & AuditedReload, view: any StatusView & LadderView,
  logger: Logger, onListening: @escaping @Sendable (Int) async -> Void = { _ in }
) throws(ServerSettingsError) -> some ApplicationProtocol {
  try settings.validate()
  let table = RouteTable(inbox: inbox, view: view, limits: settings.limits)
  let limits = settings.limits
  return Application(
    router: table.router(settings: settings),
    server: .http1(
      configuration: .init(
        idleTimeout: .nanoseconds(limits.idleTimeout.milliseconds * 1_000_000),
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
          maxHeaderFieldCount: 100))),
    configuration: .init(
      address: .hostname(settings.bareHost, port: settings.port),
      availableConnectionsDelegate: .maximum(limits.connections, logger: logger)),
    onServerRunning: { channel in
      guard let port = channel.localAddress?.port else {
        preconditionFailure("a listening TCP socket has a port")
      }
      await onListening(port)
    },
    logger: logger)
}

extension RouteTable {
  /// All routes of the API.
  init(
    inbox: any Inbox & AuditedReload, view: any StatusView & LadderView,
    limits: ServerSettings.Limits
  ) {
    routes =
      IngestRoutes(inbox: inbox, limits: limits).routes
      + ServiceRoutes(view: view).routes
      + HistoryRoutes(view: view).routes
      + OperatorRoutes(inbox: inbox, view: view, limits: limits).routes
      + HealthRoutes(view: view).routes
  }
}
