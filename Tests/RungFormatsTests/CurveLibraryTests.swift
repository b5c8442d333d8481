import CurveGenerator
import Foundation
import RungModel
import Testing

@testable import RungFormats

@Suite("Curve library")
struct CurveLibraryTests {
  @Test("Curves are written, listed, shown and replaced")
  func roundTrip() throws {
    try withFolder { folder in
      let library = CurveLibrary(folder: folder.appendingPathComponent("new/library"))
      let curves = (1...4).flatMap { Generator.match(kind: .t20, seed: $0).curves }
      for curve in curves { try library.write(curve) }
      let reading = library.read()
      #expect(reading.faults.isEmpty)
      #expect(Set(reading.curves) == Set(curves))
      var changed = curves[0]
      changed.values[0] = nil
      changed.values[1] = 7
      try library.write(changed)
      #expect(library.read().curves.count == curves.count)
      let shown = try library.curve(event: changed.event.id, metric: changed.metric).get()
      #expect(shown == changed)
      #expect(try library.curve(event: "none", metric: "m").get() == nil)
      let left = try FileManager.default.contentsOfDirectory(atPath: library.folder.path)
      #expect(left.count == curves.count, "nothing but curves is left in the folder")
    }
  }

  @Test("A damaged file is told by name and skipped; the others are read")
  func damaged() throws {
    try withFolder { folder in
      let library = CurveLibrary(folder: folder)
      let curve = Generator.match(kind: .t20, seed: 1).curve(.homeRequests)
      try library.write(curve)
      let text = try CurveJSON.encode(curve)
      try Data(text.utf8.prefix(300)).write(to: folder.appendingPathComponent("cut.json"))
      try Data(text.utf8).write(to: folder.appendingPathComponent("a-copy.json"))
      let wrong = text.replacing("\"origin\": \"synthetic\"", with: "\"origin\": \"made\"")
        .replacing("\"values\": [", with: "\"values\": [-1,")
      try Data(wrong.utf8).write(to: folder.appendingPathComponent("wrong.json"))
      try Data("notes".utf8).write(to: folder.appendingPathComponent("notes.txt"))
      let reading = library.read()
      #expect(reading.curves == [curve])
      #expect(
        reading.faults.map(\.file) == [
          "cut.json", "synthetic-t20-seed-1--home_requests_per_second.json", "wrong.json",
          "wrong.json",
        ])
      #expect(reading.faults.first?.line != nil)
      #expect(reading.faults.last?.path == "values[0]")
    }
  }

  @Test("A missing folder is a fault, not an empty library")
  func missing() {
    let reading = CurveLibrary(folder: URL(fileURLWithPath: "/nonexistent/library")).read()
    #expect(reading.curves.isEmpty)
    #expect(reading.faults.count == 1)
  }

  @Test("File names are safe, and different curves never share one")
  func names() {
    #expect(CurveLibrary.fileName(event: "m-1", metric: "rps") == "m-1--rps.json")
    #expect(
      CurveLibrary.fileName(event: "../a/b", metric: "m")
        == "%2E./a/b--m.json".replacing("/", with: "%2F"))
    #expect(CurveLibrary.fileName(event: "a", metric: "m{s=\"x\"}") == "a--m%7Bs%3D%22x%22%7D.json")
    let long = String(repeating: "é", count: 128)
    let names = [
      CurveLibrary.fileName(event: "a--b", metric: "c"),
      CurveLibrary.fileName(event: "a", metric: "b--c"),
      CurveLibrary.fileName(event: long, metric: "a"),
      CurveLibrary.fileName(event: long, metric: "b"),
    ]
    #expect(Set(names).count == 4)
    #expect(names.allSatisfy { $0.utf8.count <= 255 && !$0.contains("/") })
  }

  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("rung-formats-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
    try body(folder)
  }
}
