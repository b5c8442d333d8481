import Foundation
import Testing

/// What a plan is compared with: what-ifs, and the plan made last.
struct PlanComparisonTests {
  private let scratch: Scratch
  private let arguments: [String]

  init() throws {
    scratch = try Scratch()
    arguments = [
      "plan", "--ladders", "Ladders/playback.yaml", "--state", scratch.file("none").path,
      "--events", try scratch.write("match.json", PlanTests.match()),
      "--at", "2026-11-29T12:00:00Z",
    ]
  }

  @Test func aWhatIfIsShownBesideThePlanItself() throws {
    let result = try Command.run(
      arguments + ["--what-if", "start +20m", "--what-if", "pool local empty"])
    #expect(result.status == 0)
    let text = result.output
    #expect(text.contains(#"What if "start +20m" and "pool local empty"?"#))
    #expect(text.contains("start 14:20"))
    let gap = try #require(text.range(of: "users unserved"))
    let table = try #require(text.range(of: "what if  "))
    #expect(gap.lowerBound < table.lowerBound)
    #expect(text.contains("shortfall"))
  }

  @Test(arguments: ["rain", "start 20m", "half_time +20m", "pool primary empty", "start -2h"])
  func whatCannotBeSupposedIsUsage(whatIf: String) throws {
    let result = try Command.run(arguments + ["--what-if", whatIf])
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
    for example in [#""start +20m""#, #""peak x1.5""#, #""pool primary empty""#, #""lead 12m""#] {
      #expect(result.errors.contains(example), "the grammar has \(example)")
    }
  }

  @Test func aWhatIfChangesNeitherExitCodeNorFiles() throws {
    let asked = arguments + ["--what-if", "pool local empty", "--detailed-exitcode"]
    #expect(try Command.run(asked).status == 2, "the plan itself has changes")
    let saved = scratch.file("last.json").path
    for option in ["--save", "--against"] {
      let result = try Command.run(asked + [option, saved])
      #expect(result.status == 64)
    }
    #expect(!FileManager.default.fileExists(atPath: saved))
  }

  @Test func aLoopTellsWhatHasChanged() throws {
    let last = scratch.file("last.json").path
    let loop = arguments + ["--against", last, "--save", last]
    let first = try Command.run(loop)
    #expect(first.status == 0 && first.errors.contains("is not there yet"))
    #expect(!first.output.contains("Against the plan"))
    let second = try Command.run(loop)
    #expect(second.status == 0 && second.errors.isEmpty)
    #expect(second.output.contains("Against the plan made at 2026-11-29 12:00 (\(last)):"))
    _ = try scratch.write("match.json", PlanTests.match(users: 35_000_000))
    let third = try Command.run(loop + ["--format", "json"])
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(third.output.utf8)) as? [String: Any])
    let against = try #require(json["against"] as? [String: Any])
    let before = try #require(against["total_before"] as? [String: Any])
    let after = try #require(against["total_after"] as? [String: Any])
    let hours = try [before, after].map { try #require($0["server_hours"] as? Double) }
    #expect(hours[0] < hours[1])
  }

  @Test func whatIsNoPlanIsSaid() throws {
    let bad = try scratch.write("bad.json", #"{"from": 1}"#)
    let result = try Command.run(arguments + ["--against", bad])
    #expect(result.status == 1)
    #expect(result.errors.contains("bad.json is no plan (from is something else)"))
    let none = try Command.run(arguments + ["--against", scratch.file("none.json").path])
    #expect(none.status == 1 && none.errors.contains("cannot read"))
    let whatIf = scratch.file("what-if.json").path
    _ = try Command.run(
      arguments + ["--what-if", "lead 9m", "--format", "json", "--output", whatIf])
    let refused = try Command.run(arguments + ["--against", whatIf])
    #expect(refused.status == 1 && refused.errors.contains("is a what-if"))
  }

  @Test func thePageIsWrittenWhereItIsAsked() throws {
    let page = scratch.file("plan.html")
    let result = try Command.run(arguments + ["--format", "html", "--output", page.path])
    #expect(result.status == 0 && result.output.isEmpty && result.errors.isEmpty)
    let text = String(decoding: try Data(contentsOf: page), as: UTF8.self)
    #expect(text.hasSuffix("</html>\n") && text.contains("<svg") && !text.contains("<script"))
  }

  @Test func anEmptyWindowChangesNothing() throws {
    let quiet = try scratch.write(
      "quiet.yaml",
      """
      version: 1
      service: quiet
      mode: act
      driver: users
      metric: nobody_sends_this
      rungs: [{ at: 0, servers: 0 }, { at: 1M, servers: 5 }]
      limits: { min: 0, max: 5 }
      pools:
        - { name: local, backend: local, command: ["sleep", "1"], health: { tcp: true } }
      """)
    let result = try Command.run(
      "plan", "--ladders", quiet, "--state", scratch.file("none").path, "--hours", "2",
      "--at", "2026-11-29T12:00:00Z", "--detailed-exitcode")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("No event touches this window."))
    #expect(result.output.contains("Nothing is launched or removed."))
  }
}
