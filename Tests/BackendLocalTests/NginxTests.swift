import BackendLocal
import CurlTransport
import FoundationEssentials
import Glibc
import RungModel
import RungPorts
import Testing

/// A real nginx that includes the upstream file of a site.
struct Nginx: Sendable {
  /// Where Debian puts it; nil when it is not installed.
  static let program: String? = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"]
    .first { access($0, X_OK) == 0 }

  let site: Site
  let port: Int

  var configuration: String { site.folder + "/nginx.conf" }

  func command(_ program: String) -> [String] {
    [program, "-p", site.folder, "-e", "\(site.folder)/nginx-error.log", "-c", configuration]
  }

  func writeConfiguration() throws {
    let text = """
      worker_processes 1;
      pid \(site.folder)/nginx.pid;
      error_log \(site.folder)/nginx-error.log;
      events { worker_connections 256; }
      http {
        access_log off;
        client_body_temp_path \(site.folder)/body;
        proxy_temp_path \(site.folder)/proxy;
        fastcgi_temp_path \(site.folder)/fastcgi;
        uwsgi_temp_path \(site.folder)/uwsgi;
        scgi_temp_path \(site.folder)/scgi;
        include \(site.nginxPath);
        server {
          listen 127.0.0.1:\(port);
          location / { proxy_pass http://playback; }
        }
      }

      """
    try Data(text.utf8).write(to: URL(filePath: configuration))
  }

  /// Runs nginx with more arguments, waiting until that command returns.
  func run(_ program: String, _ more: [String] = []) throws {
    var pid: pid_t = 0
    let words = command(program) + more
    let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    try #require(posix_spawn(&pid, program, nil, nil, arguments, environ) == 0)
    var status: Int32 = 0
    waitpid(pid, &status, 0)
    try #require(status == 0, "nginx failed: \(site.contents("\(site.folder)/nginx-error.log"))")
  }

  /// Stops nginx and waits until it has tidied up after itself.
  func stop(_ program: String) async throws {
    try run(program, ["-s", "stop"])
    try await eventually("nginx has stopped") {
      access("\(site.folder)/nginx.pid", F_OK) != 0
    }
  }
}

/// Counts answers.
actor Tally {
  private(set) var succeeded = 0
  private(set) var failures: [String] = []

  func add(_ failure: String?) {
    if let failure { failures.append(failure) } else { succeeded += 1 }
  }
}

@Suite("Behind real nginx")
struct NginxTests {
  @Test(
    "Requests keep succeeding through scale-out, scale-in and a killed worker",
    .enabled(if: Nginx.program != nil, "nginx is not installed; apt-get install nginx-light"))
  func noRequestFails() async throws {
    let program = try #require(Nginx.program)
    var site = try Site(ports: 31_300...31_319)
    let nginx = Nginx(site: site, port: 31_399)
    site.reload = nginx.command(program) + ["-s", "reload"]
    defer { site.remove() }
    try nginx.writeConfiguration()
    let tally = Tally()
    let client = CurlClient(maxConnections: 8)
    try await site.supervised { [site] backend in
      try nginx.run(program)
      do {
        _ = try await backend.launch(site.launch("first", 2))
        try await backend.untilServing(2)
        try await eventually("nginx answers") { await request(client, nginx.port) == nil }
        try await underLoad(client, nginx.port, tally) {
          try await disturb(backend, site, tally)
        }
      } catch {
        try await nginx.stop(program)
        throw error
      }
      try await nginx.stop(program)
    }
    client.shutdown()
    #expect(await tally.failures == [])
    #expect(await tally.succeeded > 100)
  }

  /// Scale-out, a killed worker, scale-in, with requests answered between all of them.
  private func disturb(_ backend: LocalBackend, _ site: Site, _ tally: Tally) async throws {
    try await answers(100, tally)
    _ = try await backend.launch(site.launch("second", 3))
    try await backend.untilServing(5)
    try await answers(100, tally)
    kill(try #require(site.leaders().first), SIGKILL)
    try await eventually("restarted") {
      try await backend.list().contains { $0.restarts == 1 && $0.state == .serving }
    }
    try await answers(100, tally)
    let leaving = try await backend.list().map(\.id).prefix(3)
    try await backend.terminate(site.terminate("in", Array(leaving)))
    try await eventually("three ended") {
      try await backend.states().filter { $0 == .ended }.count == 3
    }
    try await answers(100, tally)
    #expect(site.leaders().count == 2)
  }

  private func answers(_ count: Int, _ tally: Tally) async throws {
    let before = await tally.succeeded
    try await eventually("\(count) more requests answered") {
      await tally.succeeded >= before + count
    }
  }

  /// Sends requests, four at a time, for as long as `body` takes.
  private func underLoad(
    _ client: CurlClient, _ port: Int, _ tally: Tally,
    _ body: @Sendable () async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          while !Task.isCancelled {
            let failure = await request(client, port)
            if !Task.isCancelled { await tally.add(failure) }
          }
        }
      }
      try await body()
      group.cancelAll()
    }
  }

  /// One request through the proxy: nil when it was answered with 200.
  private func request(_ client: CurlClient, _ port: Int) async -> String? {
    do {
      let response = try await client.send(
        HTTPRequest(
          method: "GET", url: "http://127.0.0.1:\(port)/", headers: [], body: [],
          timeout: .seconds(10), connectTimeout: .seconds(5)))
      return response.status == 200 ? nil : "status \(response.status)"
    } catch {
      return error.message
    }
  }
}
