import Foundation
import Testing

struct CurvesTests {
  @Test func generatedCurvesAreListedAndShown() throws {
    let scratch = try Scratch()
    let library = scratch.file("library").path
    let made = try Command.run(
      "curves", "generate", "--kind", "cricket-t20", "--seed", "7", "--count", "2",
      "--library", library)
    #expect(made.status == 0)
    let list = try Command.run("curves", "list", "--library", library)
    #expect(list.status == 0)
    try Golden.expect(list.output, "curves-list.txt")
    let shown = try Command.run(
      "curves", "show", "synthetic-t20-seed-7", "--metric", "platform_concurrency",
      "--library", library)
    #expect(shown.status == 0)
    try Golden.expect(shown.output, "curves-show.txt")
  }

  @Test(arguments: ["cricket-odi", "football"]) func sameSeedSameBytes(kind: String) throws {
    let first = try Command.run("curves", "generate", "--kind", kind, "--seed", "3")
    let again = try Command.run("curves", "generate", "--kind", kind, "--seed", "3")
    let other = try Command.run("curves", "generate", "--kind", kind, "--seed", "4")
    #expect(first.status == 0 && !first.output.isEmpty)
    #expect(first.output == again.output)
    #expect(first.output != other.output)
  }

  @Test func anImportedSeriesBecomesACurveWithItsPeak() throws {
    let scratch = try Scratch()
    let rows = (0..<240).map { minute in
      let clock = String(format: "%02d:%02d", 12 + minute / 60, minute % 60)
      return "2026-03-01T\(clock):00Z,\(minute == 100 ? 9_000 : 600)"
    }
    let series = try scratch.write("series.csv", (["utc,requests"] + rows).joined(separator: "\n"))
    let events = try scratch.write(
      "events.jsonl",
      #"""
      {"received_at":"2026-03-01T16:00:00Z","event":{"id":"m1","kind":"football","sequence":1,"status":"ended","milestones":[{"name":"start","at":"2026-03-01T13:00:00Z","status":"actual"},{"name":"end","at":"2026-03-01T14:30:00Z","status":"actual"}]}}
      """#)
    let result = try Command.run(
      "curves", "import", "--series", series, "--events", events, "--metric", "requests",
      "--unit", "rpm", "--library", scratch.file("library").path, "--format", "json")
    #expect(result.status == 0)
    #expect(result.output.contains(#""peak" : 150"#))
    #expect(result.output.contains(#""peak_at" : "2026-03-01T13:40:00Z""#))
  }

  @Test func aLibraryThatIsNotThereIsSaid() throws {
    let result = try Command.run("curves", "list", "--library", "/nonexistent/curves")
    #expect(result.status == 1)
    #expect(result.errors.contains("there is no folder /nonexistent/curves"))
  }
}
