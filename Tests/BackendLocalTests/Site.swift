import BackendLocal
import FoundationEssentials
import Glibc
import Logging
import RungModel
import RungPorts
import Testing

/// A folder of its own with one local pool, whose servers are a small program in Python.
struct Site: Sendable {
  let folder: String
  let ports: ClosedRange<Int>
  var speed = 1.0
  var reload: [String]?
  var logs = LocalConfiguration.Logs()

  /// Answers its server id; well unless a file named for the server lies in its folder.
  private static let program = """
    import http.server, os, signal, sys
    folder, name = sys.argv[1], os.environ["RUNG_SERVER_ID"]
    if os.path.exists(folder + "/broken"): sys.exit("cannot work: broken")
    if os.path.exists(folder + "/stubborn"): signal.signal(signal.SIGTERM, signal.SIG_IGN)
    class Answer(http.server.BaseHTTPRequestHandler):
      def do_GET(self):
        sick = self.path == "/healthz" and os.path.exists(folder + "/sick-" + name)
        body = (name + " " + os.environ["RUNG_ORDER"] + " " + sys.argv[2]).encode()
        self.send_response(503 if sick else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    http.server.ThreadingHTTPServer.request_queue_size = 128
    http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Answer).serve_forever()
    """

  /// - Parameter ports: every test needs its own, they run side by side.
  init(ports: ClosedRange<Int>) throws {
    var template = Array("/tmp/rung-local-XXXXXX".utf8CString)
    let made = try #require(mkdtemp(&template))
    folder = String(cString: made)
    self.ports = ports
    try Data(Self.program.utf8).write(to: URL(filePath: "\(folder)/server.py"))
  }

  var state: String { folder + "/state" }
  var jsonPath: String { folder + "/upstreams.json" }
  var nginxPath: String { folder + "/upstreams.conf" }

  var configuration: LocalConfiguration {
    LocalConfiguration(
      stateFolder: state, ports: ports,
      upstreams: .init(jsonPath: jsonPath, nginxPath: nginxPath, reload: reload), logs: logs)
  }

  func pool(
    command: [String]? = nil, probe: HealthCheck.Probe = .http(path: "/healthz"), after: Int = 2
  ) -> ServicePool {
    let process = ProcessTemplate(
      command: command ?? ["python3", "\(folder)/server.py", folder, "--port=${PORT}"],
      health: HealthCheck(
        probe: probe, every: .milliseconds(50), timeout: .seconds(2), after: after),
      stopGrace: .seconds(2))
    let pool = Pool(
      name: "local", backend: "local", offerings: [Offering(type: "process")], process: process)
    return ServicePool(service: "playback", pool: pool)
  }

  func makeBackend() -> LocalBackend {
    var logger = Logger(label: "rung.test")
    logger.logLevel = .critical
    let now = ScaledClock.realNow()
    return LocalBackend(
      configuration: configuration, clock: ScaledClock(origin: now, realOrigin: now, speed: speed),
      logger: logger)
  }

  func launch(_ token: String, _ count: Int) -> Order {
    Order(
      id: OrderID(token), service: "playback", pool: "local", backend: "local",
      action: .launch(offering: Offering(type: "process"), count: count),
      issuedAt: ScaledClock.realNow())
  }

  func terminate(_ token: String, _ servers: [ServerID]) -> Order {
    Order(
      id: OrderID(token), service: "playback", pool: "local", backend: "local",
      action: .terminate(servers: servers), issuedAt: ScaledClock.realNow())
  }

  /// Runs a backend under supervision for as long as `body` takes, then drops it: the processes
  /// go on, as when a daemon dies.
  func supervised(
    _ pool: ServicePool? = nil, _ body: @Sendable (LocalBackend) async throws -> Void
  ) async throws {
    let backend = makeBackend()
    try await backend.prepare([pool ?? self.pool()])
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        do {
          try await backend.run()
        } catch is CancellationError {
          return
        }
      }
      try await body(backend)
      group.cancelAll()
      try await group.waitForAll()
    }
  }

  /// Kills what is left and removes the folder; for `defer`.
  ///
  /// A process that is being killed may still write there, so a removal is tried for a second.
  func remove() {
    for pid in processes() { kill(-pid, SIGKILL) }
    let deadline = ContinuousClock.now + .seconds(1)
    while true {
      do {
        return try FileManager.default.removeItem(atPath: folder)
      } catch {
        guard ContinuousClock.now >= deadline else { continue }
        Issue.record("cannot remove \(folder): \(error)")
        return
      }
    }
  }

  /// The processes that run with this site's mark in their environment, zombies left out.
  func processes() -> [Int32] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: "/proc")
    } catch {
      return []
    }
    return names.compactMap { Int32($0) }.filter { pid in
      let environment = contents("/proc/\(pid)/environ").split(separator: "\0")
      let fields = contents("/proc/\(pid)/stat").split(separator: ")").last?.split(separator: " ")
      return environment.contains("RUNG_STATE=\(state)") && fields?.first != "Z"
    }.sorted()
  }

  /// Those of them that the backend started itself; a program's own children are not among them.
  func leaders() -> [Int32] { processes().filter { getsid($0) == $0 } }

  /// A file's text; empty when it cannot be read.
  func contents(_ path: String) -> String {
    guard let bytes = FileManager.default.contents(atPath: path) else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  func put(_ name: String) throws {
    try Data().write(to: URL(filePath: "\(folder)/\(name)"))
  }

  func take(_ name: String) throws {
    try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
  }
}

/// Polls until something holds, for at most half a minute.
func eventually(
  _ what: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ holds: () async throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + .seconds(30)
  while ContinuousClock.now < deadline {
    if try await holds() { return }
    try await Task.sleep(for: .milliseconds(20))  // poll, bounded by the caller
  }
  Issue.record("not within 30 s: \(what)", sourceLocation: sourceLocation)
  throw NeverHeld(what: what)
}

struct NeverHeld: Error {
  var what: String
}

extension LocalBackend {
  nonisolated func states() async throws -> [Server.State] { try await list().map(\.state) }

  nonisolated func untilServing(_ count: Int) async throws {
    try await eventually("\(count) servers serve") {
      try await states().filter { $0 == .serving }.count == count
    }
  }

  nonisolated func untilEnded() async throws {
    try await eventually("all servers ended") { try await states().allSatisfy { $0 == .ended } }
  }
}
