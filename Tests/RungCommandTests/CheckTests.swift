import Foundation
import Testing

struct CheckTests {
  @Test func theSampleLaddersAreInOrder() throws {
    let result = try Command.run("check", "Ladders")
    #expect(result.status == 0)
    try Golden.expect(result.output, "check-good.txt")
  }

  @Test func everyFaultIsNamedWithItsFix() throws {
    let scratch = try Scratch()
    let good = try String(
      contentsOf: Command.package.appendingPathComponent("Ladders/chat.yaml"), encoding: .utf8)
    let bad = good.replacingOccurrences(of: "driver: users", with: "drivr: users")
      .replacingOccurrences(of: "servers: 18 }", with: "servers: 3 }")
    let path = try scratch.write("chat.yaml", bad)
    let result = try Command.run("check", path)
    #expect(result.status == 1)
    let text = result.output.replacingOccurrences(of: path, with: "chat.yaml")
    try Golden.expect(text, "check-bad.txt")
  }

  @Test func jsonSaysTheSame() throws {
    let result = try Command.run("check", "Ladders", "--format", "json")
    #expect(result.status == 0)
    try Golden.expect(result.output, "check-good.json")
  }

  @Test func aPoolWithoutItsBackendIsAWarningInCheckAndAnErrorInRun() throws {
    let scratch = try Scratch()
    let good = try String(
      contentsOf: Command.package.appendingPathComponent("Ladders/chat.yaml"), encoding: .utf8)
    let path = try scratch.write(
      "chat.yaml", good.replacingOccurrences(of: "backend: local", with: "backend: locl"))
    let checked = try Command.run("check", path)
    #expect(checked.status == 0)
    #expect(checked.output.contains("warning: pool 'local' uses backend 'locl'"))
    let run = try Command.run(
      "run", "--ladders", path, "--state", scratch.file("state").path, "--listen", "127.0.0.1:0")
    #expect(run.status == 1)
    #expect(run.errors.contains("error: pool 'local' uses backend 'locl'"))
    #expect(run.errors.contains("did you mean 'local'?"))
  }

  @Test func usageIsExitCode64() throws {
    #expect(try Command.run("check", "--no-such-option").status == 64)
    #expect(try Command.run("floor", "playback", "9", "--reason", "x").status == 64)
  }
}
