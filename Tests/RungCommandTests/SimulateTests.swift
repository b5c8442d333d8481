import Foundation
import Testing

struct SimulateTests {
  static let ladder = """
    version: 1
    service: web
    mode: act
    driver: rpm
    metric: requests
    rungs: [{ at: 0, servers: 2 }, { at: 1200, servers: 42 }]
    limits: { min: 2, max: 100 }
    pools: [{ name: primary, backend: aws, offerings: [c6i.4xlarge] }]
    """

  /// Two matches, a ladder, and the command that scores the second one.
  private static func arguments(_ scratch: Scratch, policies: String) throws -> [String] {
    let files = try BacktestTests.write(in: scratch)
    return [
      "simulate", "--ladder", try scratch.write("web.yaml", ladder), "--series", files.series,
      "--events", files.events, "--slots", "2", "--policies", policies,
    ]
  }

  @Test func policiesAreComparedAsTextJSONPageAndTrace() throws {
    let scratch = try Scratch()
    let arguments = try Self.arguments(scratch, policies: "hpa,oracle")
    let trace = scratch.file("trace.csv")
    let text = try Command.run(arguments + ["--sweep", "--trace", trace.path])
    #expect(text.status == 0, "\(text.errors)")
    #expect(text.output.hasPrefix("Simulation of web (requests in rps), lead time 6m."))
    #expect(text.output.contains("scored: 1 span, 221 minutes; 2 events."))
    #expect(text.output.contains("Overhead at an unserved share"))
    let lines = String(decoding: try Data(contentsOf: trace), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 1 + 2 * 2_880)
    #expect(lines[0] == "time,policy,demand,desired,launched,serving,unserved,cost")
    let json = try Command.run(arguments + ["--format", "json", "--lead", "10m"])
    #expect(json.output.contains(#""lead_seconds" : 600"#))
    #expect(json.output.contains(#""service" : "web""#))
    let page = scratch.file("page.html")
    let html = try Command.run(arguments + ["--format", "html", "--output", page.path])
    #expect(html.status == 0 && html.output.isEmpty && html.errors.isEmpty)
    #expect(String(decoding: try Data(contentsOf: page), as: UTF8.self).hasSuffix("</html>\n"))
  }

  @Test func aChaosRunPrintsItsSeedAndFaultsAndRepeatsToTheByte() throws {
    let scratch = try Scratch()
    let arguments = try Self.arguments(scratch, policies: "hpa") + ["--chaos", "17"]
    let first = try Command.run(arguments)
    #expect(first.output.contains("\nSeed 17, "))
    #expect(first.output.contains("\n  - { from: "))
    #expect(first.output == (try Command.run(arguments + ["--seed", "17"])).output)
    // The printed faults are a file that gives the same run.
    let lines = first.output.split(separator: "\n").filter { $0.hasPrefix("  - {") }
    let faults = try scratch.write(
      "faults.yaml", "version: 1\nfaults:\n" + lines.joined(separator: "\n"))
    let again = try Command.run(
      Array(arguments.dropLast(2)) + ["--faults", faults, "--seed", "17"])
    #expect(again.output == first.output, "\(again.errors)")
  }

  @Test func everyFaultOfAFaultsFileIsTold() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "faults.yaml",
      """
      version: 1
      faults:
        - { kind: no-capacty }
        - { kind: throttled, pool: primry }
      """)
    let result = try Command.run(
      try Self.arguments(scratch, policies: "hpa") + ["--faults", path])
    #expect(result.status == 1 && result.output.isEmpty)
    #expect(result.errors.contains("faults.yaml:3:13: error: fault 1.kind is 'no-capacty'"))
    #expect(result.errors.contains("did you mean 'primary'?"))
  }

  @Test func whatCannotBeSimulatedIsSaid() throws {
    let scratch = try Scratch()
    let good = try Self.arguments(scratch, policies: "hpa")
    for (arguments, part) in [
      (["--faults", "x", "--chaos", "1"], "not both"), (["--score", "all"], "not both"),
      (["--lead", "0"], "--lead"), (["--unit", "users"], "give the ladder's unit"),
    ] {
      let result = try Command.run(good + arguments)
      #expect(result.status == 64 && result.errors.contains(part), "\(result)")
    }
    let policy = try Command.run(try Self.arguments(scratch, policies: "hpa,hqa"))
    #expect(policy.status == 64 && policy.errors.contains("there is no policy 'hqa'; known: rung,"))
    let none = try Command.run(Array(good.prefix(3)))
    #expect(none.status == 64 && none.errors.contains("give --series"))
    var slots = good
    slots[8] = "7-9"
    let missing = try Command.run(slots)
    #expect(missing.status == 1 && missing.errors.contains("slots are 1 to 2"))
  }
}
