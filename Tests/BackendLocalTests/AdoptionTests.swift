import BackendLocal
import FoundationEssentials
import Glibc
import RungModel
import RungPorts
import Testing

@Suite("A daemon that dies and comes back")
struct AdoptionTests {
  @Test("Its processes go on, are adopted as they are, and can be ended for good")
  func adoption() async throws {
    let site = try Site(ports: 31_210...31_219)
    defer { site.remove() }
    try await site.supervised { backend in
      _ = try await backend.launch(site.launch("adopt", 3))
      try await backend.untilServing(3)
    }
    let processes = site.leaders()
    let upstreams = site.contents(site.jsonPath)
    #expect(processes.count == 3)
    try await site.supervised { backend in
      #expect(try await backend.states() == [.serving, .serving, .serving])
      #expect(site.contents(site.jsonPath) == upstreams)
      #expect(site.leaders() == processes)
      #expect(try await backend.list().allSatisfy { $0.restarts == 0 })
      let more = try await backend.launch(site.launch("more", 1))
      #expect(more.launched.count == 1)
      try await backend.untilServing(4)
      let all = try await backend.list().map(\.id)
      try await backend.terminate(site.terminate("end", all))
      try await backend.untilEnded()
      #expect(site.processes().isEmpty)
    }
    try await site.supervised { backend in
      let states = try await backend.states()
      #expect(states == [.ended, .ended, .ended, .ended])
      #expect(site.processes().isEmpty)
    }
  }

  @Test("A server that died meanwhile is started anew under its id")
  func diedMeanwhile() async throws {
    let site = try Site(ports: 31_220...31_229)
    defer { site.remove() }
    try await site.supervised { backend in
      _ = try await backend.launch(site.launch("died", 2))
      try await backend.untilServing(2)
    }
    let victim = try #require(site.leaders().first)
    kill(victim, SIGKILL)
    try await eventually("it is gone") { site.leaders().count == 1 }
    try await site.supervised { backend in
      try await backend.untilServing(2)
      #expect(site.leaders().count == 2)
      #expect(try await backend.list().map(\.restarts).reduce(0, +) == 1)
    }
  }

  @Test("A process whose record was lost is adopted from its environment")
  func lostRecord() async throws {
    let site = try Site(ports: 31_230...31_239)
    defer { site.remove() }
    try await site.supervised { backend in
      _ = try await backend.launch(site.launch("lost", 1))
      try await backend.untilServing(1)
    }
    let processes = site.leaders()
    try FileManager.default.removeItem(atPath: "\(site.state)/servers/lost.0.json")
    try await site.supervised { backend in
      try await backend.untilServing(1)
      let server = try #require(try await backend.list().first)
      #expect(server.id == ServerID("lost.0"))
      #expect(server.order == OrderID("lost"))
      #expect(server.service == "playback")
      #expect(site.leaders() == processes)
      try await backend.terminate(site.terminate("end", [server.id]))
      try await backend.untilEnded()
      #expect(site.processes().isEmpty)
    }
  }

  @Test("A damaged record is moved aside and its process adopted")
  func damagedRecord() async throws {
    let site = try Site(ports: 31_240...31_249)
    defer { site.remove() }
    try await site.supervised { backend in
      _ = try await backend.launch(site.launch("torn", 1))
      try await backend.untilServing(1)
    }
    let path = "\(site.state)/servers/torn.0.json"
    try Data("{\"server\":".utf8).write(to: URL(filePath: path))
    try await site.supervised { backend in
      try await backend.untilServing(1)
      #expect(try await backend.list().map(\.id) == [ServerID("torn.0")])
      #expect(site.contents(path + ".damaged") == "{\"server\":")
    }
  }

  @Test("A recorded process id that is another process by now is left alone")
  func reusedProcessID() async throws {
    let site = try Site(ports: 31_250...31_259)
    defer { site.remove() }
    try await site.supervised { backend in
      _ = try await backend.launch(site.launch("reuse", 1))
      try await backend.untilServing(1)
    }
    let process = try #require(site.leaders().first)
    kill(process, SIGKILL)
    try await eventually("it is gone") { site.leaders().isEmpty }
    // The record now names this very test process, which must survive everything.
    let path = "\(site.state)/servers/reuse.0.json"
    let record = site.contents(path)
    let forged = record.replacing("\"pid\" : \(process)", with: "\"pid\" : \(getpid())")
    #expect(forged != record)
    try Data(forged.utf8).write(to: URL(filePath: path))
    try await site.supervised { backend in
      try await backend.untilServing(1)
      #expect(try await backend.list().first?.restarts == 1)
      #expect(site.leaders().count == 1)
      #expect(site.leaders() != [getpid()])
      try await backend.terminate(site.terminate("end", [ServerID("reuse.0")]))
      try await backend.untilEnded()
    }
  }

  @Test("An end that was under way is finished")
  func endUnderWay() async throws {
    let site = try Site(ports: 31_260...31_269)
    defer { site.remove() }
    try await site.supervised { backend in
      _ = try await backend.launch(site.launch("under", 2))
      try await backend.untilServing(2)
      try await backend.terminate(site.terminate("end", [ServerID("under.0")]))
    }
    try await site.supervised { backend in
      try await eventually("under.0 ended") { try await backend.states() == [.ended, .serving] }
      #expect(site.leaders().count == 1)
    }
  }

  @Test("A start that was written down but never happened is made good, once")
  func unstartedRecord() async throws {
    let site = try Site(ports: 31_270...31_279)
    defer { site.remove() }
    try await site.supervised { backend in
      _ = try await backend.launch(site.launch("half", 2))
      try await backend.untilServing(2)
    }
    // As if the daemon had died between two processes of one order, before it answered.
    for process in site.leaders() { kill(process, SIGKILL) }
    try await eventually("gone") { site.leaders().isEmpty }
    try FileManager.default.removeItem(atPath: "\(site.state)/servers/half.1.json")
    try FileManager.default.removeItem(atPath: "\(site.state)/orders/half.json")
    try await site.supervised { backend in
      let outcome = try await backend.launch(site.launch("half", 2))
      #expect(outcome.launched == [ServerID("half.0"), ServerID("half.1")])
      try await backend.untilServing(2)
      #expect(site.leaders().count == 2)
    }
  }

  @Test("A second backend on the same state folder is refused")
  func secondBackend() async throws {
    let site = try Site(ports: 31_280...31_289)
    defer { site.remove() }
    try await site.supervised { _ in
      let second = site.makeBackend()
      do {
        try await second.prepare([site.pool()])
        Issue.record("two daemons share one state folder")
      } catch let error as BackendError {
        #expect(error.code == .misconfigured)
        #expect(error.message.contains("another daemon"))
      }
    }
  }
}
