import RungCore
import RungDaemon
import RungModel
import RungPorts
import Testing

@Suite("Desks")
struct DeskTests {
  private static let now = Timestamp(seconds: 1_790_000_000)

  @Test("a desk lets so many orders leave at once, in order, each token once")
  func orderDesk() {
    var desk = OrderDesk(limit: 2)
    let orders = ["a", "b", "c"].map { Stage.launch($0) }
    for order in orders + orders { desk.admit(order) }
    #expect(desk.openCount == 3)
    let first = desk.dispatch().map(\.id.token)
    #expect(first == ["a", "b"])
    let full = desk.dispatch()
    #expect(full.isEmpty)
    desk.admit(orders[0])
    desk.finish(OrderID("a"))
    let next = desk.dispatch().map(\.id.token)
    #expect(next == ["c"])
    desk.finish(OrderID("b"))
    desk.finish(OrderID("c"))
    #expect(desk.openCount == 0)
  }

  @Test("waits double up to the bound, however many failures")
  func backoff() {
    let backoff = Backoff(first: .seconds(1), longest: .seconds(10))
    let waits = [1, 2, 3, 4, 5, 1_000].map { backoff.delay(afterFailures: $0) }
    #expect(
      waits == [.seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(10), .seconds(10)])
  }

  @Test("a step's facts are its answers and its directives")
  func stepFacts() {
    let launch = Stage.launch("a")
    let outcome = LaunchOutcome(order: launch.id, launched: [], answeredAt: Self.now)
    let alarm = Alarm(.shortfall, .warning, subject: "playback", message: "3 short")
    let facts = StepFacts(
      inputs: [.samples([]), .launched(outcome), .terminating(OrderID("b"))],
      directives: [.launch(launch), .raise(alarm)], at: Self.now)
    #expect(facts.outcomes == [outcome])
    #expect(facts.answered == [OrderID("b")])
    #expect(facts.orders == [launch])
    #expect(facts.alarmsRaised == [alarm])
    let again = StepFacts(
      inputs: [], directives: [.clear(alarm), .raise(alarm)], at: Self.now)
    #expect(again.alarmsRaised == [alarm])
    #expect(again.alarmsCleared == [])
  }

  @Test("work piles up while the store fails; of an alarm the last word stays")
  func unsentWork() {
    let alarm = Alarm(.shortfall, .warning, subject: "playback", message: "3 short")
    var work = UnsentWork()
    work.add(StepFacts(at: Self.now))
    #expect(work.isEmpty)
    work.add(StepFacts(at: Self.now, orders: [Stage.launch("a")], alarmsRaised: [alarm]))
    work.add(
      StepFacts(at: Self.now + .seconds(10), orders: [Stage.launch("b")], alarmsCleared: [alarm]))
    #expect(work.facts?.at == Self.now + .seconds(10))
    #expect(work.facts?.alarmsRaised == [])
    #expect(work.facts?.alarmsCleared == [alarm])
    let orders = work.committed().map(\.id.token)
    #expect(orders == ["a", "b"])
    #expect(work.isEmpty)
    let nothing = work.committed()
    #expect(nothing.isEmpty)
  }

  @Test("old decisions are dropped when the store fails for too long; orders never are")
  func unsentLimit() {
    let decision = Decision(
      service: "playback", at: Self.now, observed: nil, planned: 0, confidence: .low, desired: 1,
      launched: 1, serving: 1, reasons: [])
    let many = [Decision](repeating: decision, count: UnsentWork.decisionLimit)
    var work = UnsentWork()
    work.add(StepFacts(at: Self.now, orders: [Stage.launch("a")], decisions: many))
    work.add(StepFacts(at: Self.now, decisions: [decision]))
    #expect(work.droppedDecisions == 1)
    #expect(work.facts?.decisions.count == UnsentWork.decisionLimit)
    let orders = work.committed()
    #expect(orders.count == 1)
  }

  @Test("unserved demand is what lies above what the rungs give to what serves")
  func unserved() {
    var tally = UnservedTally()
    let ladder = Stage.ladder()
    var elapsed = [tally.advance(to: Self.now), tally.advance(to: Self.now + .seconds(10))]
    #expect(elapsed == [.zero, .seconds(10)])
    // 6 servers: 500 users.
    tally.measure(ladder, demand: 700, serving: 6, over: .seconds(10))
    let entry = tally.entries["playback"]
    #expect(entry?.served == 500)
    #expect(entry?.unserved == 200)
    #expect(entry?.unservedSeconds == 2_000)
    #expect(entry?.demandSeconds == 7_000)
    tally.measure(ladder, demand: nil, serving: 6, over: .seconds(10))
    #expect(tally.entries["playback"]?.unserved == 0)
    #expect(tally.entries["playback"]?.secondsShort == 10)
    elapsed = [tally.advance(to: Self.now + .hours(5)), tally.advance(to: Self.now)]
    #expect(elapsed == [UnservedTally.longestGap, .zero])
  }
}
