import Foundation
import RungFormats
import RungModel
import RungSimulation
import Testing

@testable import RungReport

/// What people and programs read of a simulation. The figures are made up, so that these texts
/// change with the report and not with the simulator.
@Suite("Reports of a comparison")
struct ComparisonReportTests {
  private let comparison = SampleComparison.comparison

  @Test("The text reads as recorded, within 100 columns")
  func text() throws {
    let text = ComparisonText.text(comparison)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    try Golden.expect(text + "\n", "simulate.txt")
  }

  @Test("The page reads as recorded, loads nothing and runs nothing")
  func page() throws {
    let page = ComparisonHTML.page(comparison)
    for forbidden in ["<script", "http:", "https:", "@import", "url(", "<Pakistan>"] {
      #expect(!page.contains(forbidden), "the page has \(forbidden)")
    }
    #expect(XMLCheck(page).fault == nil)
    try Golden.expect(page + "\n", "simulate.html")
  }

  @Test("The JSON reads as recorded")
  func json() throws {
    try Golden.expect(try JSONText.pretty(ComparisonDTO(comparison)) + "\n", "simulate.json")
  }

  @Test("The trace has every minute of every policy, and its cost sums to what was billed")
  func trace() throws {
    let text = String(decoding: ComparisonCSV.bytes(comparison), as: UTF8.self)
    let lines = text.split(separator: "\n")
    #expect(lines[0] == "time,policy,demand,desired,launched,serving,unserved,cost")
    #expect(lines.count == 1 + 3 * 100)
    var cost = 0.0
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",")
      try #require(cells.count == 8 && Timestamp(String(cells[0])) != nil)
      if cells[1] == "hpa" { cost += try #require(Double(cells[7])) }
    }
    #expect(abs(cost - comparison.policies[1].minutes.reduce(0) { $0 + $1.billed }) < 1e-9)
    try Golden.expect(
      lines.prefix(30).joined(separator: "\n") + "\n", "simulate.csv")
  }

  @Test("Rung is held against the best rival but the oracle")
  func rivals() throws {
    let findings = ComparisonFindings(comparison)
    #expect(findings.bestRival(at: 1e-3)?.name == "hpa")
    #expect(findings.bestRival(at: 1e-4) == nil)
    let ratio = try #require(findings.ratio(at: 1e-3))
    #expect(ratio > 0.2 && ratio < 0.4)
    #expect(findings.ratio(at: 1e-4) == nil)
    #expect(findings.alarms.map(\.count) == [3, 1])
  }

  @Test("Long spans are cut into days, and minutes are found in each")
  func windows() {
    var comparison = comparison
    comparison.scored = [SampleComparison.from.minute...(SampleComparison.from.minute + 2_000)]
    let windows = ComparisonWindow.all(comparison)
    #expect(windows.reduce(0) { $0 + $1.minutes.count } == 2_001)
    #expect(windows.dropFirst().allSatisfy { $0.minutes.lowerBound % 1_440 == 0 })
    #expect(windows.reduce(0) { $0 + $1.moments(comparison.policies[0]).count } == 100)
  }

  @Test("Minutes with a gap become two runs of columns")
  func gaps() {
    var minutes = comparison.policies[0].minutes
    minutes.removeSubrange(10..<12)
    let runs = MinuteColumns.runs(minutes[...])
    #expect(runs.map(\.demand.count) == [10, 88])
    #expect(runs[1].from == SampleComparison.from + .minutes(12))
  }

  @Test("A comparison of nothing is said without a picture")
  func nothing() {
    var comparison = comparison
    comparison.policies = []
    comparison.scored = []
    comparison.faults = FaultPlan()
    #expect(ComparisonText.text(comparison).contains("nothing goes wrong"))
    #expect(XMLCheck(ComparisonHTML.page(comparison)).fault == nil)
    #expect(ComparisonCSV.bytes(comparison).count == ComparisonCSV.header.utf8.count + 1)
  }

  @Test("Numbers of the trace are the same on every machine")
  func numbers() {
    var comparison = comparison
    comparison.policies = [comparison.policies[0]]
    comparison.policies[0].minutes = [
      PolicyMoment(
        minute: 0, demand: 0.1 + 0.2, desired: 1, launched: 2, serving: 3, unserved: 1e-7,
        billed: 1.0 / 3)
    ]
    let text = String(decoding: ComparisonCSV.bytes(comparison), as: UTF8.self)
    #expect(
      text.hasSuffix(
        "\n1970-01-01T00:00:00Z,rung,0.30000000000000004,1,2,3,1e-07,0.3333333333333333\n"))
  }
}
