import Foundation
import RungModel
import Testing

@testable import LadderFile

/// Faults files beside this source; a golden holds what is wrong with each, then the plan read.
struct FaultFixture: Sendable, CustomTestStringConvertible {
  static let folder = Fixture.folder.appending(path: "Faults")
  static let pools = [
    Pool(
      name: "primary", backend: "aws",
      offerings: [Offering(type: "c6i.4xlarge"), Offering(type: "c5.4xlarge")]),
    Pool(name: "secondary", backend: "aws", offerings: [Offering(type: "c6i.8xlarge")]),
    Pool(name: "spot", backend: "aws", market: .spot, offerings: [Offering(type: "c6i.4xlarge")]),
  ]
  static let milestones = [
    "toss", "start", "innings_break", "second_innings", "half-time", "end",
  ]

  let name: String

  var testDescription: String { name }
  var url: URL { Self.folder.appending(path: "\(name).yaml") }
  var isGood: Bool { name.hasPrefix("good") }

  /// All fixtures, by name; empty when the folder cannot be read, which a test refuses.
  static let all: [FaultFixture] = {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0.hasSuffix(".yaml") }.sorted().map {
          FaultFixture(name: String($0.dropLast(5)))
        }
    } catch {
      return []
    }
  }()

  static func parse(_ data: Data, file: String = "x.yaml") -> FaultPlanReading {
    FaultPlanParser.parse(
      data: data, file: file, folder: folder.path, pools: pools, milestones: milestones)
  }

  func reading() throws -> FaultPlanReading {
    Self.parse(try Data(contentsOf: url), file: "\(name).yaml")
  }
}

@Suite("Faults files")
struct FaultPlanTests {
  @Test("each file gives the faults and the plan written beside it", arguments: FaultFixture.all)
  func goldens(fixture: FaultFixture) throws {
    let reading = try fixture.reading()
    let lines = reading.faults.map(\.description) + (reading.plan?.lines() ?? [])
    // Where the trace is told as absolute, the golden is the same on every machine.
    let actual = lines.map { $0 + "\n" }.joined()
      .replacing(FaultFixture.folder.path, with: "Faults")
    #expect((reading.plan != nil) == fixture.isGood, "\(actual)")
    let golden = FaultFixture.folder.appending(path: "\(fixture.name).txt")
    guard FileManager.default.fileExists(atPath: golden.path) else {
      try actual.write(to: golden, atomically: true, encoding: .utf8)
      Issue.record("recorded \(golden.lastPathComponent): read it, then run again")
      return
    }
    #expect(actual == (try String(contentsOf: golden, encoding: .utf8)))
  }

  @Test("there are fixtures, and every kind is in them")
  func everyKind() throws {
    #expect(FaultFixture.all.filter(\.isGood).count >= 3)
    #expect(FaultFixture.all.filter { !$0.isGood }.count >= 7)
    let plan = try #require(try FaultFixture(name: "good-01-every-kind").reading().plan)
    #expect(Set(plan.faults.map(\.kind.word)) == Set(FaultWord.allCases))
  }

  @Test("what a plan prints reads back to the same plan")
  func roundTrip() throws {
    let plan = try #require(try FaultFixture(name: "good-01-every-kind").reading().plan)
    let text = "version: 1\nfaults:\n" + plan.lines().map { "  - \($0)\n" }.joined()
    let reading = FaultFixture.parse(Data(text.utf8))
    #expect(reading.plan == plan, "\(reading.faults)")
  }

  @Test("figures arrive")
  func figures() throws {
    let plan = try #require(try FaultFixture(name: "good-01-every-kind").reading().plan)
    #expect(
      plan.faults[0]
        == WorldFault(
          from: .milestone("start", offset: .minutes(-10)),
          to: .milestone("start", offset: .minutes(20)),
          .capacity(WorldFault.Target(pool: "primary"), machines: 40)))
    #expect(
      plan.faults[3].kind
        == .capacityTrace(
          WorldFault.Target(pool: "spot", type: "c6i.4xlarge"), gap: .minutes(5),
          machines: [0, 0, 7, 17, 40, 40, 22]))
    let at = try #require(Timestamp("2026-11-29T14:30:00Z"))
    #expect(plan.faults[12].from == .at(at))
    #expect(plan.faults[12].kind == .reclaim(.init(), share: 1, notice: .minutes(2)))
  }

  @Test("odd names survive a round trip")
  func oddNames() throws {
    let names = ["42", "true", "half \"time\"", "a: b", "-x", "né", "start+20", "#1"]
    let plan = FaultPlan(names.map { WorldFault(.throttled(WorldFault.Target(pool: $0))) })
    let text = "version: 1\nfaults:\n" + plan.lines().map { "  - \($0)\n" }.joined()
    let reading = FaultPlanParser.parse(data: Data(text.utf8), file: "x.yaml", folder: "")
    #expect(reading.plan == plan, "\(reading.faults)")
  }

  @Test("the sample that ships is without fault, and has every kind")
  func sample() throws {
    let path = Fixture.package.appending(path: "Deploy/faults.yaml").path
    let reading = FaultPlanParser.read(path, milestones: ["start", "end"])
    #expect(reading.faults.isEmpty, "\(reading.faults)")
    let plan = try #require(reading.plan)
    #expect(Set(plan.faults.map(\.kind.word)) == Set(FaultWord.allCases))
  }

  @Test("a missing file is a fault")
  func missing() {
    let reading = FaultPlanParser.read("/nowhere/faults.yaml")
    #expect(reading.plan == nil && reading.faults.count == 1)
  }

  @Test("damaged files never crash, and give a plan or an error", arguments: 0..<4 as Range<UInt64>)
  func mutations(seed: UInt64) throws {
    var damage = Damage(seed: seed, pieces: ["+", "-", "start+1w", "kind: ", "file: .", "30%"])
    let goods = try FaultFixture.all.filter(\.isGood).map { [UInt8](try Data(contentsOf: $0.url)) }
    for round in 0..<1_000 {
      let bytes = damage.damaged(goods)
      let reading = FaultFixture.parse(Data(bytes))
      let hasErrors = reading.faults.contains { $0.severity == .error }
      let arePlaced = reading.faults.allSatisfy { $0.line >= 1 && $0.column >= 1 }
      guard hasErrors == (reading.plan == nil), arePlaced else {
        Issue.record("seed \(seed), round \(round): \(String(decoding: bytes, as: UTF8.self))")
        return
      }
    }
  }
}
