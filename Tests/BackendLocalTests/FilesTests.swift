import FoundationEssentials
import RungModel
import Testing

@testable import BackendLocal

@Suite("What the local pool writes and looks up")
struct FilesTests {
  private func server(_ id: String, _ service: String, _ port: Int) -> Server {
    Server(
      id: ServerID(id), service: service, pool: "local", offering: Offering(type: "process"),
      order: OrderID("order"), state: .serving, orderedAt: Timestamp(milliseconds: 0),
      address: "127.0.0.1:\(port)")
  }

  @Test("Both forms of the upstream list, sorted, with services that nothing serves")
  func upstreamForms() {
    let list = UpstreamList(
      services: ["home", "play back"],
      serving: [server("b.0", "home", 31_002), server("a\"0", "home", 31_001)])
    #expect(
      list.json == """
        {
          "services": {
            "home": [
              {"id": "a\\"0", "address": "127.0.0.1:31001"},
              {"id": "b.0", "address": "127.0.0.1:31002"}],
            "play back": []
          }
        }

        """)
    #expect(
      list.nginx == """
        upstream home {
          server 127.0.0.1:31001;
          server 127.0.0.1:31002;
        }
        upstream play_back {
          server 127.0.0.1:9 down;
        }

        """)
    #expect(UpstreamList(services: [], serving: []).json == "{\"services\": {}}\n")
  }

  @Test("Any id makes one file name inside its folder, and no two ids the same")
  func fileNames() {
    let ids = ["a.0", "../x", "..", ".", "a/b", "a%2Fb", "å", "a b", "A-_9.1"]
    let names = ids.map(RecordFolder.fileName)
    #expect(Set(names).count == ids.count)
    #expect(names.allSatisfy { !$0.contains("/") && !$0.hasPrefix(".") })
    #expect(names.first == "a.0")
    #expect(names.last == "A-_9.1")
  }

  @Test("Ports are handed out in turn, taken ones left out, until none is left")
  func portsInTurn() {
    var ports = PortRange(31_390...31_393)
    #expect(ports.take(except: []) == 31_390)
    #expect(ports.take(except: [31_391]) == 31_392)
    #expect(ports.take(except: []) == 31_393)
    #expect(ports.take(except: []) == 31_390)
    #expect(ports.take(except: [31_390, 31_391, 31_392, 31_393]) == nil)
  }

  @Test("A program is looked up beside the daemon first, then in PATH")
  func programs() throws {
    let folder = "/tmp/rung-programs-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    defer {
      do {
        try FileManager.default.removeItem(atPath: folder)
      } catch {
        Issue.record("cannot remove \(folder): \(error)")
      }
    }
    let search = ProgramSearch(programFolder: folder, path: "/usr/bin:/bin")
    #expect(try search.find("sh").get() == "/usr/bin/sh")
    let own = "\(folder)/sh"
    try Data("#!/bin/sh\n".utf8).write(to: URL(filePath: own))
    #expect(try search.find("sh").get() == "/usr/bin/sh", "not executable, so not a program")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: own)
    #expect(try search.find("sh").get() == own)
    #expect(throws: ProgramMissing.self) { try search.find("/no/such/program").get() }
    #expect(throws: ProgramMissing.self) { try search.find("").get() }
    #expect(throws: ProgramMissing.self) { try search.find(folder).get() }
  }
}
