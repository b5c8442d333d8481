import Foundation
import RungModel
import Testing

@testable import LadderFile

@Suite("Numbers, names and selectors")
struct ReadingTests {
  @Test(
    "numbers as people write them",
    arguments: [
      ("0", 0), ("250", 250), ("1_000", 1_000), ("1.5M", 1.5e6), ("2K", 2_000), ("3B", 3e9),
      ("5L", 5e5), ("2Cr", 2e7), ("0.5", 0.5),
    ] as [(String, Double)])
  func numbers(text: String, value: Double) {
    #expect(NumberText.read(text) == .number(value))
  }

  @Test(
    "what is no number comes with the fix",
    arguments: [
      ("1k", "write 1K"), ("1,000", "write 1000"), ("1e6", "write 1M"), ("007", "write 7"),
      ("2cr", "write 2Cr"), ("-4", "write 0 or more"),
    ])
  func numberFixes(text: String, fix: String) {
    guard case .fault(_, let advice) = NumberText.read(text) else {
      Issue.record("'\(text)' was read as a number")
      return
    }
    #expect(advice == fix)
  }

  @Test(
    "nonsense is no number", arguments: ["", ".", "_", "1_", "5.", "1..2", "nan", "inf", "0x10"])
  func nonsense(text: String) {
    if case .number(let number) = NumberText.read(text) {
      Issue.record("'\(text)' was read as \(number)")
    }
  }

  @Test(
    "a number said shortly reads back as itself",
    arguments: [0, 7, 999, 1_000, 1_500, 240_000, 1e6, 12_340_000, 2.5e9, 1_234_567])
  func shortNumbers(value: Double) {
    #expect(NumberText.read(NumberText.short(value)) == .number(value))
  }

  @Test("the nearest word, unless all are far")
  func nearest() {
    #expect(closest(to: "sevrice", in: ["service", "driver"]) == "service")
    #expect(closest(to: "Rungs", in: ["rungs"]) == "rungs")
    #expect(closest(to: "banana", in: ["service", "driver"]) == nil)
    #expect(closest(to: "x", in: []) == nil)
    #expect(editDistance(Array("ab".unicodeScalars), Array("ba".unicodeScalars)) == 1)
  }

  @Test("selectors")
  func selectors() throws {
    let plain = try SelectorText.read("a:b_1")
    #expect(plain.metric == "a:b_1" && plain.matchers.isEmpty)
    let full = try SelectorText.read("m { a = \"x,y}\" , b!=\"\", }")
    #expect(
      full.matchers == [
        LabelMatcher(label: "a", comparison: .equal, value: "x,y}"),
        LabelMatcher(label: "b", comparison: .notEqual, value: ""),
      ])
  }

  @Test(
    "a flawed selector is flawed at the very character",
    arguments: [
      ("", 0), ("1a", 0), ("m{", 2), ("m{a}", 3), ("m{a=x}", 4), ("m{a=\"x}", 7), ("m{a=\"x\"", 7),
      ("m{a==\"x\"}", 3), ("m{a!~\"x\"}", 3), ("m{a=\"x\",a=\"y\"}", 8), ("m{} z", 4),
      ("m{a=\"\\\"\"}", 5),
    ])
  func selectorFlaws(text: String, offset: Int) {
    #expect {
      _ = try SelectorText.read(text)
    } throws: { error in
      (error as? SelectorText.Flaw)?.offset == offset
    }
  }

  @Test("zones with summer time change at the right second, far enough ahead")
  func zones() throws {
    let london = try #require(ZoneReading.zone(named: "Europe/London", now: Fixture.now))
    let spring = try #require(Timestamp("2027-03-28T01:00:00Z"))
    let autumn = try #require(Timestamp("2027-10-31T01:00:00Z"))
    let change = london.changes.first { $0.from == spring }
    #expect(change?.offsetSeconds == 3_600)
    #expect(london.changes.contains { $0.from == autumn && $0.offsetSeconds == 0 })
    #expect(london.changes.count >= 9)
    #expect(london.changes.map(\.from) == london.changes.map(\.from).sorted())
    let kolkata = try #require(ZoneReading.zone(named: "Asia/Kolkata", now: Fixture.now))
    #expect(kolkata.changes.count == 1)
    #expect(ZoneReading.zone(named: "UTC", now: Fixture.now) == .utc)
    #expect(ZoneReading.zone(named: "IST", now: Fixture.now) == nil)
  }

  @Test("faults are stable in JSON and in print")
  func faultForms() throws {
    let fault = Fault(
      file: "a.yaml", at: Place(line: 14, column: 7), message: "too few", fix: "write 240 or more")
    #expect("\(fault)" == "a.yaml:14:7: error: too few; write 240 or more")
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(
      String(decoding: try encoder.encode(fault), as: UTF8.self)
        == #"{"column":7,"file":"a.yaml","fix":"write 240 or more","line":14,"#
        + #""message":"too few","severity":"error"}"#)
  }

  @Test("a huge file and an undefined alias are refused")
  func refusals() {
    let huge = read(String(repeating: "# x\n", count: 300_000))
    #expect(huge.ladder == nil)
    #expect(huge.faults.first?.message.contains("more than 1 MiB") == true)
    let alias = read(edited("mode: act", "mode: *nobody"))
    #expect(alias.faults.first?.line == 3)
    #expect(alias.faults.first?.message.contains("no anchor") == true)
  }

  @Test("files from other systems: byte order mark, CR LF")
  func otherSystems() {
    let marked = read("\u{FEFF}" + plainLadder)
    #expect(marked.ladder != nil, "\(marked.faults)")
    let returned = read(plainLadder.replacing("\n", with: "\r\n"))
    #expect(returned.ladder != nil, "\(returned.faults)")
    #expect(returned.ladder == read(plainLadder).ladder)
  }

  @Test("faults in CR LF files stand in the same lines")
  func linesOfOtherSystems() {
    let bad = edited("mode: act", "mode: atc").replacing("\n", with: "\r\n")
    #expect(read(bad).faults.map(\.line) == [3])
  }

  @Test("block nesting without end is refused, not followed")
  func deepBlocks() {
    let deep = read(String(repeating: "- ", count: 100_000) + "x")
    #expect(deep.ladder == nil && !deep.faults.isEmpty)
    let keyed = read(
      (0..<3_000).map { String(repeating: " ", count: $0 % 300) + "a:" }
        .joined(separator: "\n"))
    #expect(keyed.ladder == nil && !keyed.faults.isEmpty)
  }
}
