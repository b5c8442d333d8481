import Foundation
import RungFormats
import RungModel
import Testing

@testable import RungReport

/// How a plan reads: the golden files are what people see.
@Suite struct PlanReportTests {
  @Test func aPlanReadsAsRecorded() throws {
    try Golden.expect(PlanText.text(SamplePlan.plan) + "\n", "plan.txt")
  }

  @Test func aWhatIfStandsBesideThePlanItself() throws {
    let report = PlanReport(
      SamplePlan.supposed, base: SamplePlan.plan, questions: ["peak x1.5"])
    let text = PlanText.text(report)
    let gap = try #require(text.range(of: "! playback: up to 1.24M users unserved"))
    let table = try #require(text.range(of: "what if"))
    #expect(gap.lowerBound < table.lowerBound, "what is wrong comes first")
    #expect(!text.contains("What could go wrong"))
    try Golden.expect(text + "\n", "plan-what-if.txt")
  }

  @Test func theLastPlanIsComparedServiceByService() throws {
    var report = PlanReport(SamplePlan.plan)
    var last = SamplePlan.supposed
    last.assumptions = []
    last.services[0].service = "gone"
    last.services[1].changes.removeFirst(3)
    last.from = SamplePlan.from - .minutes(30)
    report.last = last
    report.lastName = "last.json"
    try Golden.expect(PlanText.text(report) + "\n", "plan-against.txt")
  }

  @Test(arguments: [false, true])
  func aPageLoadsNothingAndRunsNothing(isWhatIf: Bool) throws {
    let report =
      isWhatIf
      ? PlanReport(SamplePlan.supposed, base: SamplePlan.plan, questions: ["peak x1.5"])
      : PlanReport(SamplePlan.plan)
    let page = PlanHTML.page(report)
    for forbidden in ["<script", "http:", "https:", "@import", "url(", "<Away>", "nan", "inf\""] {
      #expect(!page.contains(forbidden), "the page has \(forbidden)")
    }
    #expect(XMLCheck(page).fault == nil)
    #expect(page.components(separatedBy: "<svg").count == 1 + 3, "the idle service has no fan")
    try Golden.expect(page + "\n", isWhatIf ? "plan-what-if.html" : "plan.html")
  }

  @Test func jsonIsReadBackToTheSamePlan() throws {
    let text = try JSONText.pretty(PlanDTO(PlanReport(SamplePlan.plan)))
    #expect(try PlanDTO.plan(from: Array(text.utf8)) == SamplePlan.plan)
    try Golden.expect(text + "\n", "plan.json")
  }

  @Test func jsonOfAWhatIfHoldsBothPlansAndTheirFigures() throws {
    var report = PlanReport(
      SamplePlan.supposed, base: SamplePlan.plan, questions: ["peak x1.5"])
    report.last = SamplePlan.plan
    let text = try JSONText.pretty(PlanDTO(report))
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let whatIf = try #require(json["what_if"] as? [String: Any])
    #expect(whatIf["questions"] as? [String] == ["peak x1.5"])
    #expect((whatIf["base"] as? [String: Any])?["assumptions"] as? [String] == [])
    let comparison = try #require(whatIf["comparison"] as? [String: Any])
    let after = try #require(comparison["total_after"] as? [String: Any])
    #expect(after["servers_lacking"] as? Int == 13)
    #expect(after["alarms"] as? [String] == ["limit_reached"])
    #expect((json["against"] as? [String: Any])?["made_at"] as? String == "2026-11-29T12:55:00Z")
    #expect(json["has_changes"] as? Bool == true)
  }

  @Test(arguments: [
    (#"{"from":"2026-11-29T13:00:00Z"}"#, "key 'to' is missing at the top"),
    (#"{"from":1}"#, "from is something else"),
    (#"{"from":"tomorrow"}"#, "from cannot be read: 'tomorrow' is not a time"),
    ("", "the top cannot be read"),
  ])
  func whatIsNoPlanIsSaid(text: String, words: String) throws {
    do {
      _ = try PlanDTO.plan(from: Array(text.utf8))
      Issue.record("\(text) was read as a plan")
    } catch let error as DecodingError {
      #expect(PlanDTO.words(of: error).hasPrefix(words))
    }
  }
}

/// Small texts of a plan.
@Suite struct PlanWordsTests {
  private func change(
    _ minute: Int, _ action: Plan.Change.Action = .launch, pool: String = "a", count: Int = 2
  ) -> Plan.Change {
    Plan.Change(
      at: SamplePlan.from + .minutes(minute), action: action, pool: pool, offering: "x",
      count: count, servers: count * 2, refused: 1)
  }

  @Test func changesThatFollowCloselyAreOneWave() {
    let waves = PlanWave.waves(of: [
      change(0), change(5), change(6, pool: "b"), change(15), change(26), change(27, .remove),
      change(36),
    ])
    #expect(waves.map(\.orders) == [3, 1, 2, 1])
    #expect(waves.map(\.pool) == ["a", "b", "a", "a"])
    #expect(waves[0].to == SamplePlan.from + .minutes(15))
    #expect(waves[0].machines == 6 && waves[0].servers == 12 && waves[0].refused == 3)
    #expect(PlanWave.waves(of: []).isEmpty)
  }

  @Test func phasesAreNamed() {
    let phases = PlanPhases([SamplePlan.event])
    let words = [-31, 0, 30, 31, 75, 229, 230].map {
      phases.words(at: SamplePlan.from + .minutes($0))
    }
    #expect(
      words == ["", "before start", "at start", "since start", "at half_time", "since end", ""])
  }

  @Test func moneyAndDifferences() {
    #expect(PlanWords.dollars(16.655) == "$16.66" || PlanWords.dollars(16.655) == "$16.65")
    #expect(PlanWords.dollars(12_301.4) == "$12,301")
    #expect(PlanWords.dollars(-3) == "-$3.00")
    #expect(PlanWords.dollars(nil) == "-")
    #expect(PlanWords.signed(-6.54, PlanWords.hours) == "-6.5")
    #expect(PlanWords.signed(0.04, PlanWords.hours) == "same")
    #expect(PlanWords.signed(2) { PlanWords.dollars($0) } == "+$2.00")
  }

  @Test func theReasonIsTheForecastBehindTheRungWithoutItsParentheses() {
    #expect(
      PlanWords.because(SamplePlan.row(0, factor: 1))
        == "1.1M users at 13:07Z: the 99.9% level")
    #expect(
      PlanWords.because(SamplePlan.row(119, factor: 2)).hasPrefix("clamped from "))
  }
}
