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

  @Test(
    "what the parser takes, the schema takes: seeded edits of the good files",
    .enabled(if: schemaToolsAreThere, "python3 lacks jsonschema or PyYAML: not compared"))
  func schemaTakesWhatTheParserTakes() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "ladder-schema-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var edits = Edits(seed: 7)
    var taken: [String] = []
    for number in 0..<800 {
      let text = try edits.next()
      guard read(text).ladder != nil else { continue }
      taken.append(folder.appending(path: "\(number).yaml").path)
      try text.write(toFile: taken[taken.count - 1], atomically: true, encoding: .utf8)
    }
    // Enough edits must leave a good file, or nothing is compared.
    #expect(taken.count > 40)
    let script = Fixture.tests.appending(path: "validate.py").path
    let refused = try run([script, Self.schema.path] + taken).lines(after: "invalid ")
    for name in refused {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      Issue.record("the parser takes and the schema refuses:\n\(text)")
    }
    try FileManager.default.removeItem(at: folder)
  }

  @Test("schema and parser know the same keys")
  func keysAreTheSame() throws {
    let data = try Data(contentsOf: Self.schema)
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let properties = try #require(root["properties"] as? [String: Any])
    #expect(Set(properties.keys) == Set(LadderParser.keys))
  }
}

/// Good files with one value or key replaced by something that means something elsewhere.
private struct Edits {
  private static let values = [
    "0", "1", "-1", "1.5", "1K", "1.5M", "2Cr", "abc", "true", "false", "yes", "null", "\"\"",
    "\"5\"", "10%", "0%", "100%", "99.9%", "0.5", "6m", "0s", "1h30m", "[]", "{}", "[a]",
    "{a: b}", "\"18:00\"", "\"24:00\"", "2026-11-29T12:00:00Z", "spot", "P1", "1_000", "012",
    "1e6", "auto", "\"10 %\"", ".5", "5.", "~", "1d", "Asia/Kolkata", "a b", "a-b", "Abc", "10.0",
  ]
  private var random: Seeded

  init(seed: UInt64) { random = Seeded(state: seed) }

  /// The text of one edited file.
  mutating func next() throws -> String {
    let goods = Fixture.all.filter(\.isGood)
    let good = goods[Int.random(in: 0..<goods.count, using: &random)]
    let text = try String(contentsOf: good.url, encoding: .utf8)
    let spots = text.ranges(of: /: [^\s,{}\[\]#][^,{}\[\]#\n]*|, [a-z_]+(?=:)/)
    let spot = spots[Int.random(in: 0..<spots.count, using: &random)]
    let value = Self.values[Int.random(in: 0..<Self.values.count, using: &random)]
    let start = text.index(spot.lowerBound, offsetBy: 2)
    return text.replacingCharacters(in: start..<spot.upperBound, with: value)
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
