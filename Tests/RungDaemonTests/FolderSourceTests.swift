import FoundationEssentials
import LadderFile
import RungDaemon
import RungFormats
import RungModel
import Testing

@Suite("Folders as sources")
struct FolderSourceTests {
  private static let now = Timestamp(seconds: 1_790_000_000)

  private static func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = URL(filePath: "/tmp/rung-sources-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
    try body(folder)
  }

  @Test("one faulty file takes the whole set back, and its fault has a place")
  func wholeOrNotAtAll() throws {
    try Self.withFolder { folder in
      let good = """
        version: 1
        service: playback
        driver: users
        metric: users
        rungs: [{ at: 0, servers: 1 }, { at: 1K, servers: 11 }]
        limits: { min: 1, max: 20 }
        pools: [{ name: local, backend: local, command: [sleep, "60"] }]
        """
      try Data(good.utf8).write(to: folder.appending(path: "playback.yaml"))
      let read = LadderLoad(LadderFolder.read(folder.path, now: Self.now))
      #expect(read.faults == [])
      #expect(read.ladders?.map(\.ladder.service) == ["playback"])
      let bad = good.replacing("service: playback", with: "service: login")
        .replacing("servers: 11", with: "servers: 0")
      try Data(bad.utf8).write(to: folder.appending(path: "login.yaml"))
      let broken = LadderLoad(LadderFolder.read(folder.path, now: Self.now))
      #expect(broken.ladders == nil)
      #expect(broken.faults.first?.contains("login.yaml:5:") == true)
    }
  }

  @Test("a finished event becomes a curve of its driver in the library")
  func curve() throws {
    try Self.withFolder { folder in
      let event = Event(
        id: "semi", kind: "cricket-t20", status: .ended,
        milestones: [
          Milestone(name: "start", at: Self.now, status: .actual),
          Milestone(name: "end", at: Self.now + .hours(3), status: .actual),
        ])
      let minutes = (-60...270).map {
        MinuteValue(minute: Self.now.minute + Int64($0), value: 1_000 + Double($0))
      }
      let library = CurveLibrary(folder: folder)
      let driver = Driver(unit: .users, metric: "users")
      try library.keep(FinishedEvent(event: event, driver: driver, minutes: minutes))
      let curves = library.read().curves
      #expect(curves.map(\.metric) == ["users"])
      #expect(curves.first?[minute: Self.now.minute] == 1_000)
      #expect(throws: (any Error).self) {
        try library.keep(FinishedEvent(event: event, driver: driver, minutes: []))
      }
    }
  }
}
