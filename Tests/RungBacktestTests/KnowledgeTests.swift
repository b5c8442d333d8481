import RungCore
import RungModel
import Testing

@testable import RungBacktest

@Suite("What was known at an origin")
struct KnowledgeTests {
  @Test("Cutting series and log after the origin changes neither knowledge nor forecast")
  func truncation() throws {
    let whole = Fixture.material
    let slots = BacktestSlot.find(in: whole, BacktestSettings())
    try #require(slots.count == 2)
    for origin in slots.flatMap({ [$0.origins[0], $0.origins[75], $0.origins[209]] }) {
      let known = BacktestKnowledge(whole, at: origin)
      let cut = BacktestKnowledge(whole.cut(after: origin), at: origin)
      #expect(known.series == cut.series && known.series.lastMinute == origin)
      #expect(known.events == cut.events)
      #expect(known.curves() == cut.curves())
      #expect(forecast(known) == forecast(cut))
    }
  }

  private func forecast(_ known: BacktestKnowledge) -> Forecast {
    FittedModel.fit(
      driver: Fixture.driver, library: known.curves(), history: known.series,
      events: known.events, at: known.now
    ).forecast(
      recent: known.series, events: known.events, at: known.now, minutes: 61,
      levels: BacktestSettings.levels)
  }

  @Test("Moving forward minute by minute comes to the same as starting there")
  func advancing() {
    let material = Fixture.material
    let first = material.series.firstMinute
    var moving = BacktestKnowledge(material, at: first)
    for origin in stride(from: first, to: material.series.lastMinute, by: 97) {
      moving.advance(to: origin)
      let fresh = BacktestKnowledge(material, at: origin)
      #expect(moving.series == fresh.series && moving.events == fresh.events)
    }
  }

  @Test("A finished event becomes a curve, cut before the origin until its minutes are over")
  func finishedEvents() throws {
    let material = Fixture.material
    let end = try #require(material.messages.first { $0.event.status == .ended })
    let over = end.receivedAt.minute + 1
    #expect(BacktestKnowledge(material, at: over - 3).curves().isEmpty)
    let early = try #require(BacktestKnowledge(material, at: over).curves().first)
    #expect(early.firstMinute + Int64(early.values.count) == over)
    let ends = try #require(end.event.ends).minute
    let late = try #require(BacktestKnowledge(material, at: ends + 300).curves().first)
    #expect(late.firstMinute + Int64(late.values.count) == ends + 121)
    #expect(Array(late.values.prefix(early.values.count)) == early.values)
  }

  @Test("A library's measured curve counts from its end on, a synthetic one always")
  func library() throws {
    var material = Fixture.material
    let known = BacktestKnowledge(material, at: material.series.lastMinute).curves()
    var measured = try #require(known.last)
    measured.event.id = "elsewhere"
    var synthetic = measured
    synthetic.event.id = "generated"
    synthetic.origin = .synthetic
    material.library = [measured, synthetic]
    let ends = measured.firstMinute + Int64(measured.values.count)
    let before = BacktestKnowledge(material, at: ends - 1).curves().map(\.event.id)
    let after = BacktestKnowledge(material, at: ends).curves().map(\.event.id)
    #expect(before.contains("generated") && !before.contains("elsewhere"))
    #expect(after.contains("generated") && after.contains("elsewhere"))
  }

  @Test("The highest sequence wins, whatever the order of arrival")
  func sequences() {
    func message(_ minute: Int64, _ sequence: Int) -> EventMessage {
      EventMessage(
        receivedAt: Timestamp(minute: minute),
        event: Event(id: "e", kind: "k", sequence: sequence))
    }
    var known = KnownEvents([message(1, 1), message(2, 3), message(3, 2)])
    known.advance(to: Timestamp(minute: 0))
    #expect(known.events.isEmpty)
    for (minute, sequence) in [(Int64(1), 1), (2, 3), (3, 3)] {
      known.advance(to: Timestamp(minute: minute))
      #expect(known.events.map(\.sequence) == [sequence])
    }
  }

  @Test("A library under another name is used when it can only be meant")
  func libraryNames() throws {
    let curve = try #require(
      BacktestKnowledge(Fixture.material, at: Fixture.material.series.lastMinute).curves().last)
    let driver = Driver(unit: .users, metric: "viewers")
    let only = LibraryChoice([curve], driver: driver)
    #expect(only.curves.map(\.metric) == ["viewers"])
    #expect(only.note?.contains("'platform_concurrency' were used") == true)
    var other = curve
    other.metric = "home_page"
    let several = LibraryChoice([curve, other], driver: driver)
    #expect(several.curves.isEmpty && several.note?.contains("--metric") == true)
    #expect(LibraryChoice([curve, other], driver: Fixture.driver).curves == [curve])
  }
}
