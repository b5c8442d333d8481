import Foundation
import Testing

@testable import LadderFile

/// Whether python3 has what the comparison needs (jsonschema and PyYAML, test tools from PyPI).
private let schemaToolsAreThere: Bool = {
  do {
    return try run(["-c", "import jsonschema, yaml"]).status == 0
  } catch {
    return false
  }
}()

@Suite("JSON Schema of ladder files")
struct SchemaTests {
  static let schema = Fixture.package.appending(path: "Ladders/ladder.schema.json")

  @Test(
    "schema and parser agree on every fixture and sample",
    .enabled(if: schemaToolsAreThere, "python3 lacks jsonschema or PyYAML: not compared"))
  func schemaAgreesWithParser() throws {
    let samples = ["playback", "chat", "home"].map {
      Fixture.package.appending(path: "Ladders/\($0).yaml").path
    }
    let script = Fixture.tests.appending(path: "validate.py").path
    let output = try run(
      [script, Self.schema.path] + Fixture.all.map(\.url.path) + samples)
    #expect(output.status == 0, "\(output.text)")
    let valid = Set(output.lines(after: "valid "))
    #expect(valid.count + output.lines(after: "invalid ").count == Fixture.all.count + 3)
    for sample in ["playback.yaml", "chat.yaml", "home.yaml"] { #expect(valid.contains(sample)) }
    for fixture in Fixture.all {
      let isValid = valid.contains("\(fixture.name).yaml")
      // A marked file breaks only rules that a schema cannot express.
      let isExpected = try fixture.isGood || fixture.isSemantic()
      #expect(isValid == isExpected, "\(fixture.name): the schema says \(isValid)")
    }
  }

  @Test("schema and parser know the same keys")
  func keysAreTheSame() throws {
    let data = try Data(contentsOf: Self.schema)
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let properties = try #require(root["properties"] as? [String: Any])
    #expect(Set(properties.keys) == Set(LadderParser.keys))
  }
}

/// What a program said.
private struct Output {
  var status: Int32
  var text: String

  func lines(after prefix: String) -> [String] {
    text.split(separator: "\n").filter { $0.hasPrefix(prefix) }
      .map { String($0.dropFirst(prefix.count)) }
  }
}

/// Runs python3 to its end.
private func run(_ arguments: [String]) throws -> Output {
  let process = Process()
  let pipe = Pipe()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["python3"] + arguments
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return Output(status: process.terminationStatus, text: String(decoding: data, as: UTF8.self))
}
