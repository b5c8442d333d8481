import Foundation
import RungModel
import Testing

@testable import LadderFile

/// A folder of its own for one test, gone when the test is.
private final class Folder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "ladder-files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      Issue.record("\(path) stays behind: \(error)")
    }
  }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
  }

  func read() -> FolderReading { LadderFolder.read(path, now: Fixture.now) }
}

@Suite("Folders of ladder files")
struct FolderTests {
  @Test("files are read in order of their names, others are left alone")
  func order() throws {
    let folder = try Folder()
    try folder.write(edited("service: playback", "service: zeta"), to: "b.yml")
    try folder.write(plainLadder, to: "a.yaml")
    try folder.write("not yaml: [", to: "notes.txt")
    try folder.write("{", to: ".hidden.yaml")
    let reading = folder.read()
    #expect(reading.faults.isEmpty)
    #expect(reading.ladders.map(\.ladder.service) == ["playback", "zeta"])
    #expect(reading.ladders.map(\.file) == ["\(folder.path)/a.yaml", "\(folder.path)/b.yml"])
  }

  @Test("a bad file does not hide the good ones, nor its own faults")
  func oneBadFile() throws {
    let folder = try Folder()
    try folder.write(plainLadder, to: "a.yaml")
    try folder.write(edited("service: playback", "service: chat\nmoed: act"), to: "b.yaml")
    let reading = folder.read()
    #expect(reading.hasErrors)
    #expect(reading.ladders.count == 1)
    #expect(reading.faults.map(\.fix) == ["did you mean 'mode'?"])
  }

  @Test("two files for one service: neither is used, both are named")
  func rivals() throws {
    let folder = try Folder()
    try folder.write(plainLadder, to: "a.yaml")
    try folder.write(plainLadder, to: "b.yaml")
    let reading = folder.read()
    #expect(reading.ladders.isEmpty)
    #expect(reading.faults.count == 1)
    #expect(reading.faults.first?.file == "\(folder.path)/b.yaml")
    #expect(reading.faults.first?.message.contains("\(folder.path)/a.yaml") == true)
  }

  @Test("a single file, a missing path and an empty folder")
  func otherPaths() throws {
    let folder = try Folder()
    #expect(folder.read().faults.first?.message == "the folder holds no ladder")
    try folder.write(plainLadder, to: "a.yaml")
    let single = LadderFolder.read("\(folder.path)/a.yaml", now: Fixture.now)
    #expect(single.ladders.count == 1 && single.faults.isEmpty)
    let missing = LadderFolder.read("\(folder.path)/none", now: Fixture.now)
    #expect(missing.hasErrors && missing.ladders.isEmpty)
  }

  @Test("a pool whose backend is unknown: a warning or an error, at its place")
  func backends() throws {
    let folder = try Folder()
    try folder.write(plainLadder, to: "a.yaml")
    let ladders = folder.read().ladders
    let faults = PoolBackends.faults(ofPoolsIn: ladders, backends: ["aw"], severity: .warning)
    #expect(faults.count == 1)
    #expect(faults.first?.severity == .warning)
    #expect(faults.first?.line == 12)
    #expect(faults.first?.column == 14)
    #expect(faults.first?.fix == "did you mean 'aw'?")
    #expect(PoolBackends.faults(ofPoolsIn: ladders, backends: ["aws"], severity: .error).isEmpty)
  }

  @Test("the samples that ship are without fault, and fit one machine")
  func samples() throws {
    let path = Fixture.package.appending(path: "Ladders").path
    let reading = LadderFolder.read(path, now: Fixture.now)
    #expect(reading.faults.isEmpty, "\(reading.faults)")
    let ladders = reading.ladders.map(\.ladder)
    #expect(ladders.map(\.service) == ["chat", "home", "playback"])
    #expect(ladders.allSatisfy { $0.limits.max <= 24 && $0.mode == .act })
    #expect(ladders.reduce(0) { $0 + $1.limits.max } <= 60)
    #expect(
      PoolBackends.faults(ofPoolsIn: reading.ladders, backends: ["local"], severity: .error)
        .isEmpty)
  }
}
