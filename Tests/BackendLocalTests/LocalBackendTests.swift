import BackendLocal
import FoundationEssentials
import Glibc
import RungModel
import RungPorts
import Testing

@Suite("The local pool runs real processes")
struct LocalBackendTests {
  @Test("A server is listed as serving once healthy, is in both upstream files, and ends cleanly")
  func lifeOfAServer() async throws {
    let site = try Site(ports: 31_100...31_109)
    defer { site.remove() }
    try await site.supervised { backend in
      #expect(site.contents(site.nginxPath).contains("server 127.0.0.1:9 down;"))
      let outcome = try await backend.launch(site.launch("life", 2))
      #expect(outcome.launched == [ServerID("life.0"), ServerID("life.1")])
      #expect(outcome.shortfall == nil)
      #expect(site.leaders().count == 2)
      try await backend.untilServing(2)
      let servers = try await backend.list()
      for server in servers {
        let address = try #require(server.address)
        #expect(site.contents(site.nginxPath).contains("  server \(address);"))
        #expect(site.contents(site.jsonPath).contains("\"address\": \"\(address)\""))
        #expect(try #require(server.servingSince) >= server.orderedAt)
        #expect(server.restarts == 0)
      }
      try await backend.terminate(site.terminate("end", [ServerID("life.0"), ServerID("gone")]))
      #expect(try await backend.states() == [.draining, .serving])
      #expect(!site.contents(site.jsonPath).contains("life.0"))
      try await eventually("life.0 ended") { try await backend.states().first == .ended }
      #expect(try await backend.list().first?.endedAt != nil)
      #expect(site.leaders().count == 1)
      try await backend.terminate(site.terminate("end2", [ServerID("life.1")]))
      try await backend.untilEnded()
      #expect(site.leaders().isEmpty)
    }
  }

  @Test("The same order twice starts nothing new, also with a new backend")
  func sameOrderTwice() async throws {
    let site = try Site(ports: 31_110...31_119)
    defer { site.remove() }
    try await site.supervised { backend in
      let first = try await backend.launch(site.launch("twice", 2))
      #expect(try await backend.launch(site.launch("twice", 2)) == first)
      #expect(site.leaders().count == 2)
    }
    try await site.supervised { backend in
      _ = try await backend.launch(site.launch("twice", 2))
      #expect(site.leaders().count == 2)
      #expect(try await backend.list().count == 2)
    }
  }

  @Test("The program gets its port, order and substituted arguments")
  func environment() async throws {
    let site = try Site(ports: 31_120...31_120)
    defer { site.remove() }
    try await site.supervised { backend in
      _ = try await backend.launch(site.launch("env", 1))
      try await backend.untilServing(1)
      let process = try #require(site.leaders().first)
      let environment = site.contents("/proc/\(process)/environ").split(separator: "\0")
      for expected in [
        "PORT=31120", "RUNG_SERVER_ID=env.0", "RUNG_ORDER=env", "RUNG_SERVICE=playback",
        "RUNG_POOL=local", "RUNG_STATE=\(site.state)",
      ] {
        #expect(environment.contains { $0 == expected }, "\(expected)")
      }
      #expect(site.contents("/proc/\(process)/cmdline").contains("--port=31120"))
      #expect(getsid(process) == process)
      #expect(getpgid(process) == process)
    }
  }

  @Test("A killed worker is restarted under the same id and port and serves again")
  func killedWorker() async throws {
    let site = try Site(ports: 31_130...31_139)
    defer { site.remove() }
    try await site.supervised { backend in
      _ = try await backend.launch(site.launch("killed", 1))
      try await backend.untilServing(1)
      let before = try #require(try await backend.list().first)
      let process = try #require(site.leaders().first)
      kill(process, SIGKILL)
      try await eventually("it left the list") { try await backend.states() == [.unhealthy] }
      #expect(!site.contents(site.jsonPath).contains("killed.0"))
      try await backend.untilServing(1)
      let after = try #require(try await backend.list().first)
      #expect(after.id == before.id)
      #expect(after.address == before.address)
      #expect(after.restarts == 1)
      #expect(after.servingSince == before.servingSince)
      #expect(site.leaders().count == 1)
      #expect(site.leaders() != [process])
    }
  }

  @Test("A server that fails its health check leaves the list and comes back when well")
  func sickServer() async throws {
    let site = try Site(ports: 31_140...31_149)
    defer { site.remove() }
    try await site.supervised(site.pool(after: 4)) { backend in
      _ = try await backend.launch(site.launch("sick", 1))
      try await backend.untilServing(1)
      let process = site.leaders()
      try site.put("sick-sick.0")
      try await eventually("unhealthy") { try await backend.states() == [.unhealthy] }
      #expect(!site.contents(site.jsonPath).contains("sick.0"))
      try site.take("sick-sick.0")
      try await backend.untilServing(1)
      #expect(site.contents(site.jsonPath).contains("sick.0"))
      #expect(site.leaders() == process)
    }
  }

  @Test("A server that stays sick is replaced")
  func replaced() async throws {
    let site = try Site(ports: 31_150...31_159)
    defer { site.remove() }
    try await site.supervised(site.pool(after: 1)) { backend in
      _ = try await backend.launch(site.launch("worse", 1))
      try await backend.untilServing(1)
      try site.put("sick-worse.0")
      try await eventually("restarted") { try await backend.list().first?.restarts == 1 }
      try site.take("sick-worse.0")
      try await backend.untilServing(1)
    }
  }

  @Test("A crash loop is told, with the program's last words, and does not spin")
  func crashLoop() async throws {
    var site = try Site(ports: 31_160...31_169)
    site.speed = 20
    defer { site.remove() }
    try site.put("broken")
    try await site.supervised { [site] backend in
      _ = try await backend.launch(site.launch("loop", 1))
      try await eventually("crash loop") { await !backend.crashLoops().isEmpty }
      let loop = try #require(await backend.crashLoops().first)
      #expect(loop.service == "playback")
      #expect(loop.server == ServerID("loop.0"))
      #expect(loop.message.contains("exit code 1"))
      #expect(loop.message.contains("cannot work: broken"))
      try site.take("broken")
      try await backend.untilServing(1)
      #expect(try await backend.list().first?.restarts ?? 0 >= 5)
    }
  }

  @Test("A process that ignores SIGTERM is killed after its grace, with its children")
  func stubborn() async throws {
    let site = try Site(ports: 31_170...31_179)
    defer { site.remove() }
    try site.put("stubborn")
    let shell = "python3 \(site.folder)/server.py \(site.folder) x & trap '' TERM; wait"
    try await site.supervised(site.pool(command: ["sh", "-c", shell])) { backend in
      _ = try await backend.launch(site.launch("stubborn", 1))
      try await backend.untilServing(1)
      #expect(site.processes().count >= 2)
      try await backend.terminate(site.terminate("end", [ServerID("stubborn.0")]))
      try await backend.untilEnded()
      try await eventually("its child is gone too") { site.processes().isEmpty }
    }
  }

  @Test("What falls short is data with a class and a remedy")
  func shortfalls() async throws {
    let site = try Site(ports: 31_180...31_181)
    defer { site.remove() }
    try await site.supervised { backend in
      let outcome = try await backend.launch(site.launch("many", 3))
      #expect(outcome.launched.count == 2)
      #expect(outcome.shortfall?.count == 1)
      #expect(outcome.shortfall?.reason == .noAddresses)
      #expect(outcome.shortfall?.message.contains("widen the port range") == true)
      try await backend.terminate(site.terminate("end", outcome.launched))
      try await backend.untilEnded()
      try await backend.prepare([site.pool(command: ["no-such-program-here"])])
      let missing = try await backend.launch(site.launch("missing", 2))
      #expect(missing.launched.isEmpty)
      #expect(missing.shortfall?.count == 2)
      #expect(missing.shortfall?.reason == .invalid)
      #expect(missing.shortfall?.message.contains("no-such-program-here") == true)
      #expect(try await backend.list().count == 2, "a failed start leaves no server behind")
    }
  }

  @Test("A TCP probe serves pools without HTTP")
  func tcpProbe() async throws {
    let site = try Site(ports: 31_190...31_199)
    defer { site.remove() }
    try await site.supervised(site.pool(probe: .tcp)) { backend in
      _ = try await backend.launch(site.launch("tcp", 1))
      try await backend.untilServing(1)
    }
  }

  @Test("A log that has grown too long is copied and truncated; its process prints on")
  func logRotation() async throws {
    var site = try Site(ports: 31_200...31_209)
    site.logs = .init(maxBytes: 20_000, keep: 2)
    defer { site.remove() }
    let shell = "yes aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | head -c 900000; exec sleep 60"
    try await site.supervised(site.pool(command: ["sh", "-c", shell])) { [site] backend in
      _ = try await backend.launch(site.launch("log", 1))
      let log = "\(site.state)/logs/log.0.log"
      try await eventually("rotated") {
        !site.contents(log + ".1").isEmpty && site.contents(log).utf8.count < 20_000
      }
      #expect(site.contents(log + ".1").hasPrefix("aaaa"))
      #expect(site.leaders().count >= 1)
    }
  }

  @Test("Records and logs of ended servers are forgotten ten clock minutes after their end")
  func forgotten() async throws {
    var site = try Site(ports: 31_330...31_339)
    // Ten minutes of this clock are six real seconds.
    site.speed = 100
    site.logs = .init(maxBytes: 1_000_000, keep: 1)
    defer { site.remove() }
    try await site.supervised { [site] backend in
      let launched = try await backend.launch(site.launch("old", 2)).launched
      try await backend.untilServing(2)
      try await backend.terminate(site.terminate("end", launched))
      try await backend.untilEnded()
      let ended = try await backend.list().compactMap(\.endedAt)
      #expect(ended.count == 2)
      try await eventually("they are forgotten") { try await backend.list().isEmpty }
      let records = try FileManager.default.contentsOfDirectory(atPath: "\(site.state)/servers")
      #expect(records.isEmpty)
      try await eventually("one log is kept") {
        try FileManager.default.contentsOfDirectory(atPath: "\(site.state)/logs").count == 1
      }
    }
  }
}
