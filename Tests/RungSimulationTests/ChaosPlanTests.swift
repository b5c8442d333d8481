import Foundation
import LadderFile
import RungModel
import Testing

@testable import RungSimulation

@Suite("Plans drawn from a seed")
struct ChaosPlanTests {
  static let from = Timestamp(minute: 30_000_000)
  static let to = from + .hours(12)

  static let match: Event = {
    let begin = from + .hours(4)
    var event = Event(id: "m", kind: "cricket-t20")
    event.milestones = [
      Milestone(name: "toss", at: begin), Milestone(name: "start", at: begin + .minutes(30)),
      Milestone(name: "end", at: begin + .hours(4)),
    ]
    event.interruptions = [Interruption(from: begin + .hours(1), to: begin + .hours(2))]
    return event
  }()

  static let pools = [
    Pool(
      name: "primary", backend: "aws",
      offerings: [Offering(type: "c6i.4xlarge", zone: "ap-south-1a"), Offering(type: "c5.4xlarge")]),
    Pool(name: "spot", backend: "aws", market: .spot, offerings: [Offering(type: "c6i.4xlarge")]),
  ]

  static func plan(_ seed: UInt64) -> FaultPlan {
    .chaos(seed: seed, from: from, to: to, events: [match], pools: pools, servers: 60)
  }

  @Test("the same seed draws the same plan, another seed another one")
  func seeds() {
    #expect(Self.plan(7) == Self.plan(7))
    #expect(Set((0..<50).map { Self.plan($0) }).count == 50)
  }

  @Test("a plan that was drawn once stays that plan")
  func pinned() {
    #expect(Self.plan(1).lines() == Self.first, "\(Self.plan(1).lines())")
  }

  @Test("over 500 seeds every kind occurs, 3 to 8 a plan, most near the match")
  func kinds() {
    let plans = (0..<500).map { Self.plan($0) }
    #expect(plans.allSatisfy { (3...8).contains($0.faults.count) })
    let faults = plans.flatMap(\.faults)
    #expect(Set(faults.map(\.kind.word)) == Set(FaultWord.allCases))
    let near = faults.count { fault in
      guard case .at(let at) = fault.from else { return true }
      return at >= Self.from + .hours(3) && at <= Self.from + .hours(9)
    }
    #expect(Double(near) > 0.85 * Double(faults.count))
  }

  @Test("every fault has its time within the run, and in order")
  func times() {
    for fault in (0..<500).flatMap({ Self.plan($0).faults }) {
      switch (fault.from, fault.to) {
      case (.at(let from), .at(let to)): #expect(Self.from <= from && from < to && to <= Self.to)
      case (.milestone(let first, let from), .milestone(let second, let to)):
        #expect(first == second && from < to)
      case (.some, nil): #expect(fault.kind.word.isInstant)
      default: Issue.record("\(fault.line) has no time")
      }
    }
  }

  @Test("what a plan prints is a faults file that gives the same plan")
  func files() {
    for seed in 0..<200 as Range<UInt64> {
      let plan = Self.plan(seed)
      let text = "version: 1\nfaults:\n" + plan.lines().map { "  - \($0)\n" }.joined()
      let reading = FaultPlanParser.parse(
        data: Data(text.utf8), file: "x.yaml", folder: "", pools: Self.pools,
        milestones: ["toss", "start", "end"])
      #expect(reading.plan == plan && reading.faults.isEmpty, "seed \(seed): \(reading.faults)")
    }
  }

  @Test("without events and pools there is a plan too")
  func bare() {
    for seed in 0..<100 as Range<UInt64> {
      let plan = FaultPlan.chaos(
        seed: seed, from: Self.from, to: Self.from + .minutes(1), events: [], pools: [], servers: 0)
      #expect(plan.faults.count >= 3)
    }
  }

  static let first = [
    "{ from: 2027-01-15T11:46:00Z, to: 2027-01-15T12:08:00Z, kind: metrics-frozen }",
    "{ from: 2027-01-15T12:07:00Z, to: 2027-01-15T12:54:00Z, kind: never-healthy, pool: primary, "
      + "type: c6i.4xlarge, zone: ap-south-1a, share: 28% }",
    "{ from: 2027-01-15T12:12:00Z, to: 2027-01-15T13:09:00Z, kind: listings-partial, share: 49% }",
    "{ from: 2027-01-15T12:59:00Z, to: 2027-01-15T13:02:00Z, kind: listings-missing }",
    "{ from: 2027-01-15T13:29:00Z, to: 2027-01-15T14:25:00Z, kind: capacity-trace, gap: 3m, "
      + "values: [0, 50, 21, 47] }",
    "{ from: 2027-01-15T13:57:00Z, to: 2027-01-15T14:02:00Z, kind: metrics-late, by: 5m }",
    "{ from: 2027-01-15T14:01:00Z, to: 2027-01-15T14:04:00Z, kind: metrics-scaled, factor: 0.5 }",
    "{ from: 2027-01-15T14:36:00Z, to: 2027-01-15T15:34:00Z, kind: metrics-late, by: 6m }",
  ]
}
