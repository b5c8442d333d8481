import CurveGenerator
import RungModel
import Testing

@testable import RungCore

@Suite("Departures")
struct DeparturesTests {
  private static let driver = Driver(unit: .departures, metric: "platform_concurrency")
  private static let levels = [0.5, 0.9, 0.99, 0.999]

  @Test("what left is by how much the level fell; a rise is none, a gap is not a departure")
  func values() {
    let users = MinuteSeries(firstMinute: 7, values: [100, 70, 90, nil, 10, 4])
    let departures = Departures.series(of: users)
    #expect(departures.firstMinute == 7)
    #expect(departures.values == [nil, 30, 0, nil, nil, 6])
    #expect(Departures.series(of: MinuteSeries()).isEmpty)
  }

  @Test("it is a driver of its own, behind which stand the users; both are ingested once")
  func drivers() {
    let users = Driver(unit: .users, metric: "platform_concurrency")
    #expect(Self.driver.id.selector == "platform_concurrency departures")
    #expect(Self.driver.source == users)
    #expect(users.source == users)
    #expect(Driver.withSources([Self.driver, users, Self.driver]) == [users, Self.driver])
  }

  /// Users of an event that starts at minute 100 and ends at 220, with what someone makes of them.
  private func curve(_ id: String = "past", _ change: (Int64, Double) -> Double?) -> Curve {
    let event = Event(
      id: id, kind: "cricket-t20", title: id, sequence: 1, status: .ended,
      milestones: [
        Milestone(name: "start", at: Timestamp(minute: 100), status: .actual),
        Milestone(name: "end", at: Timestamp(minute: 220), status: .actual),
      ])
    return Curve(
      event: event, metric: "platform_concurrency", unit: .users, origin: .measured,
      firstMinute: 0, values: (0..<340).map { change(Int64($0), 1_000_000) })
  }

  @Test("the largest share is of a fall that lasts: a notch, a gap and small levels tell nothing")
  func shares() throws {
    let stop = curve { minute, level in minute < 150 ? level : level * 0.7 }
    #expect(abs(try #require(LeavingShare(stop)).share - 0.3) < 1e-9)
    #expect(LeavingShare(curve { minute, level in minute == 150 ? level * 0.2 : level }) == nil)
    #expect(LeavingShare(curve { minute, level in minute == 150 ? nil : level }) == nil)
    // A fifth leaves seven times; of the fifth that is there then nearly all at once.
    let small = curve { minute, level in
      let steps = min(7, max(0, (minute - 110) / 5 + 1))
      return (0..<steps).reduce(level) { left, _ in left * 0.8 } * (minute < 200 ? 1 : 0.01)
    }
    #expect(abs(try #require(LeavingShare(small)).share - 0.2) < 1e-9)
    #expect(LeavingShare(curve { _, _ in 0 }) == nil)
  }

  /// A level of 10 million, and an event that is on since an hour before `now`.
  private func forecast(library: [Curve], now: Int64, status: Event.Status = .live) -> Forecast {
    let event = Event(
      id: "now", kind: "cricket-t20", title: "now", sequence: 1, status: status,
      milestones: [
        Milestone(name: "start", at: Timestamp(minute: now - 60), status: .actual),
        Milestone(name: "end", at: Timestamp(minute: now + 120), status: .planned),
      ])
    let users = MinuteSeries(
      firstMinute: now - 300, values: (0...300).map { 10_000_000 + Double($0 % 3) * 10_000 })
    let at = Timestamp(minute: now)
    let model = FittedModel.fit(
      driver: Self.driver, library: library, history: users, events: [event], at: at)
    return model.forecast(
      recent: Departures.series(of: users), users: users, events: [event], at: at, minutes: 200,
      levels: Self.levels)
  }

  @Test("while an event is on, high levels hold what a stop now would bring, and say so")
  func floor() throws {
    let past = curve { minute, level in minute < 150 ? level : level * 0.8 }
    let forecast = forecast(library: [past], now: 10_000)
    let reason = try #require(forecast.reasons.first)
    #expect(
      reason == "a stop now would send 2M users a minute to this service: the most that left in a "
        + "minute of one comparable event, 20 % of 10M")
    for (level, path) in zip(forecast.levels, forecast.paths) {
      if level >= 0.9 {
        #expect(path[0..<150].allSatisfy { $0 >= 2_000_000 }, "level \(level)")
      } else {
        #expect(path[0] < 1_000_000, "the median stays what is likely")
      }
      #expect(path[0..<12].allSatisfy { $0 <= 2_600_000 }, "not far above what ever left")
    }
    #expect(forecast.paths[3][199] < 2_000_000, "and not beyond half an hour after the end")
    #expect(forecast.holds.isEmpty)
  }

  @Test("without a comparable event the published fall stands in; a cancelled one sends nobody")
  func published() throws {
    let known = forecast(library: [], now: 10_000)
    #expect(try #require(known.reasons.first).contains("in 2019 rain took 15M users to 3M"))
    #expect(known.paths[1][0] >= LeavingShare.published * 10_000_000)
    let cancelled = forecast(library: [], now: 10_000, status: .cancelled)
    #expect(!cancelled.reasons.contains { $0.contains("a stop now") })
  }

  @Test("curves of users teach departures; one cut for the departures is used as it is")
  func curves() {
    let users = curve { minute, level in minute < 150 ? level : level * 0.8 }
    var cut = users
    cut.metric = Self.driver.id.selector
    cut.values = cut.values.map { _ in 5 }
    let at = Timestamp(minute: 10_000)
    func own(_ library: [Curve]) -> OwnCurves {
      OwnCurves(Self.driver, library: library, history: MinuteSeries(), events: [], at: at)
    }
    #expect(own([users]).curves == [Departures.curve(of: users)])
    #expect(own([users, cut]).curves == [cut])
    #expect(own([users, cut]).sources == [users])
  }
}
