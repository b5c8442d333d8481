import CurlTransport
import RungModel
import Testing

@testable import BackendLocal

@Suite("Asking processes and proxies")
struct ProbeTests {
  @Test("A port that nobody listens on fails both kinds of probe at once")
  func refused() async {
    let client = CurlClient(maxConnections: 1)
    let probe = LoopbackProbe(client: client)
    // Timeouts that no test waits for: it would not end if a refusal were not an answer.
    #expect(await !probe.check(.tcp, port: 31_398, timeout: .seconds(7_200)))
    #expect(await !probe.check(.http(path: "healthz"), port: 31_398, timeout: .seconds(7_200)))
    client.shutdown()
  }

  @Test("A process that accepts and says nothing fails HTTP within the timeout, and passes TCP")
  func silent() async throws {
    let site = try Site(ports: 31_320...31_329)
    defer { site.remove() }
    let program =
      "import os,socket,time\nlistener=socket.create_server(('127.0.0.1',int(os.environ['PORT'])))\ntime.sleep(60)"
    let client = CurlClient(maxConnections: 1)
    let probe = LoopbackProbe(client: client)
    let pool = site.pool(command: ["python3", "-c", program], probe: .tcp)
    try await site.supervised(pool) { backend in
      _ = try await backend.launch(site.launch("silent", 1))
      try await backend.untilServing(1)
      #expect(await probe.check(.tcp, port: 31_320, timeout: .seconds(2)))
      let begun = ContinuousClock.now
      #expect(await !probe.check(.http(path: "/"), port: 31_320, timeout: .milliseconds(300)))
      #expect(ContinuousClock.now - begun >= .milliseconds(250))
      #expect(ContinuousClock.now - begun < .seconds(10))
    }
    client.shutdown()
  }

  @Test("A reload command that fails or hangs is told, one that works is not")
  func reloadCommand() async {
    #expect(await ReloadCommand(program: "/bin/sh", arguments: ["-c", "exit 0"]).run() == nil)
    let failing = ReloadCommand(program: "/bin/sh", arguments: ["-c", "echo no such host; exit 3"])
    #expect(await failing.run()?.contains("no such host") == true)
    let hanging = ReloadCommand(program: "/bin/sleep", arguments: ["60"])
    let begun = ContinuousClock.now
    #expect(await hanging.run(limit: .milliseconds(100))?.contains("longer than") == true)
    #expect(ContinuousClock.now - begun < .seconds(10))
  }
}
