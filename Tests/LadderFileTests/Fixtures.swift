import Foundation
import RungModel
import Testing

@testable import LadderFile

/// Ladder files beside this source, each with the faults it must give.
///
/// A golden (`bad-07-numbers.txt`) holds the faults as printed, one a line. A first line
/// `semantic: true` marks faults that a JSON Schema cannot express.
struct Fixture: Sendable, CustomTestStringConvertible {
  /// 2026-11-22T00:00:00Z, so that no result depends on today.
  static let now = Timestamp(milliseconds: 1_795_305_600_000)
  static let tests = URL(filePath: #filePath).deletingLastPathComponent()
  static let package = tests.deletingLastPathComponent().deletingLastPathComponent()
  static let folder = tests.appending(path: "Fixtures")

  let name: String

  var testDescription: String { name }
  var url: URL { Self.folder.appending(path: "\(name).yaml") }
  var goldenURL: URL { Self.folder.appending(path: "\(name).txt") }
  var isGood: Bool { name.hasPrefix("good") }

  /// All fixtures, by name; empty when the folder cannot be read, which a test refuses.
  static let all: [Fixture] = names.map(Fixture.init)

  private static var names: [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    } catch {
      return []
    }
  }

  func reading() throws -> LadderReading {
    LadderParser.parse(
      data: try Data(contentsOf: url), file: "\(name).yaml", now: Self.now)
  }

  /// Whether the golden says that only the parser can find these faults.
  func isSemantic() throws -> Bool {
    try String(contentsOf: goldenURL, encoding: .utf8).hasPrefix("semantic: true\n")
  }
}

/// Reads a text as a ladder file named `x.yaml`.
func read(_ text: String) -> LadderReading {
  LadderParser.parse(text: text, file: "x.yaml", now: Fixture.now)
}

/// A good ladder with lines replaced or added: `edited("mode: act", "mode: atc")`.
func edited(_ old: String, _ new: String) -> String {
  precondition(plainLadder.contains(old), "the plain ladder has no '\(old)'")
  return plainLadder.replacing(old, with: new)
}

let plainLadder = """
  version: 1
  service: playback
  mode: act
  driver: users
  metric: platform_concurrency
  rungs:
    - { at: 0, servers: 12 }
    - { at: 1M, servers: 60 }
  limits: { min: 12, max: 2600 }
  pools:
    - name: primary
      backend: aws
      offerings: [c6i.4xlarge]

  """
