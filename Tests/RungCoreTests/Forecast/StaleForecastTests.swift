import CurveGenerator
import RungModel
import Testing

@testable import RungCore

@Suite("A source that stops is stale, not quiet")
struct StaleForecastTests {
  private static let driver = ForecastCase.driver.id

  /// A controller that has the model and the days before, and is told of a match minute by minute.
  private struct Run {
    let world: ForecastWorld
    let model: FittedModel
    var controller: Controller

    /// Starts at a minute, with what came before it.
    init(_ world: ForecastWorld, from minute: Int64) {
      self.world = world
      model = world.model()
      let from = Timestamp(minute: minute)
      let past = world.series.truncated(after: minute - 1).present
      controller = Controller(
        facts: Facts(installation: "test", minutes: [StaleForecastTests.driver: past]), at: from)
      controller.isScoring = false
      let ladder = Ladder(
        service: "playback", driver: ForecastCase.driver,
        rungs: [Rung(at: 0, servers: 1), Rung(at: 1e6, servers: 100)],
        limits: Limits(min: 1, max: 10_000),
        pools: [Pool(name: "local", backend: "local", offerings: [Offering(type: "process")])])
      let events = world.known(minute).map { Input.event($0) }
      _ = controller.step([.ladders([ladder]), .model(model)] + events, at: from)
    }

    /// One step; what it forecasts.
    mutating func live(_ minute: Int64, hasSample: Bool) throws -> Forecast {
      let now = Timestamp(minute: minute)
      var inputs = world.messages.filter { $0.receivedAt.minute == minute }
        .map { Input.event($0.event) }
      if hasSample, let value = world.series[minute] {
        inputs.append(
          .samples([DriverSample(driver: StaleForecastTests.driver, at: now, value: value)]))
      }
      _ = controller.step(inputs, at: now)
      return try #require(controller.forecast(of: StaleForecastTests.driver))
    }

    /// What the model alone says from what the controller knows.
    func plain(_ forecast: Forecast) -> Forecast {
      model.forecast(
        recent: controller.minutes(of: StaleForecastTests.driver), events: controller.events,
        at: forecast.madeAt, minutes: forecast.minuteCount, levels: forecast.levels)
    }
  }

  /// Whether a forecast is nowhere below an earlier one, at equal instants and in its holds.
  private static func isNowhereBelow(_ forecast: Forecast, _ earlier: Forecast) -> Bool {
    let offset = Int(forecast.firstMinute - earlier.firstMinute)
    let paths = zip(forecast.paths, earlier.paths).allSatisfy { now, before in
      zip(now, before.dropFirst(offset)).allSatisfy { $0 >= $1 }
    }
    let holds = earlier.holds.filter { $0.until > forecast.madeAt }.allSatisfy { hold in
      forecast.holds.contains {
        $0.event == hold.event && zip($0.values, hold.values).allSatisfy { $0 >= $1 }
      }
    }
    return paths && holds
  }

  @Test(
    "For an hour without samples no instant is planned lower than with the last ones",
    arguments: [
      Variety(kind: .football, origin: .measured, seed: 7_030),
      Variety(kind: .football, origin: .synthetic, seed: 7_031),
      Variety(kind: .t20, origin: .measured, seed: 7_032),
      Variety(kind: .t20, origin: .synthetic, seed: 7_033),
    ])
  func stale(_ variety: Variety) throws {
    let world = ForecastWorld(variety, ordinaryDays: 1)
    var random = SplitMix64(seed: variety.seed)
    let begins = world.minute("start") - 30
    let cut = begins + Int64(random.whole(0...(Int(world.minute("end") - begins) - 20)))
    var run = Run(world, from: cut - 30)
    for minute in (cut - 30)...cut { _ = try run.live(minute, hasSample: true) }
    var last = try #require(run.controller.forecast(of: Self.driver))
    #expect(last == run.plain(last))
    var staleMinutes = 0
    var lifted = 0
    for minute in (cut + 1)...(cut + 60) {
      let forecast = try run.live(minute, hasSample: false)
      guard run.controller.observed(Self.driver) == nil else {
        last = forecast
        continue
      }
      staleMinutes += 1
      #expect(Self.isNowhereBelow(forecast, last), "\(minute - cut) min after the last sample")
      #expect(forecast.isWellFormed(minutes: forecast.minuteCount))
      if !Self.isNowhereBelow(run.plain(forecast), last) { lifted += 1 }
    }
    #expect(staleMinutes == 57)
    #expect(lifted > 20, "a forecast that is not lifted falls below")
    let back = try run.live(cut + 61, hasSample: true)
    #expect(back == run.plain(back), "with data again it is the model's own")
  }

  private static func forecast(
    at minute: Int64, _ paths: [[Double]], driver: DriverID = driver,
    levels: [Double] = [0.5, 0.9],
    holds: [Forecast.Hold] = []
  ) -> Forecast {
    Forecast(
      driver: driver, madeAt: Timestamp(minute: minute), firstMinute: minute, levels: levels,
      paths: paths, holds: holds, confidence: .high, reasons: [])
  }

  private static func hold(_ event: String, until: Int64, _ values: [Double]) -> Forecast.Hold {
    Forecast.Hold(
      event: event, since: Timestamp(minute: 0), until: Timestamp(minute: until), values: values,
      isAnnounced: true, reason: "")
  }

  @Test("Lifted at equal instants; minutes the earlier one lacks stay as they are")
  func instants() {
    let earlier = Self.forecast(at: 10, [[5, 6, 7, 8], [9, 9, 9, 9]])
    let later = Self.forecast(at: 12, [[1, 20, 2, 3], [10, 21, 4, 3]])
    #expect(later.raised(to: earlier).paths == [[7, 20, 2, 3], [10, 21, 4, 3]])
    #expect(earlier.raised(to: later).paths == [[5, 6, 7, 20], [9, 9, 10, 21]])
    #expect(later.raised(to: Self.forecast(at: 90, [[99], [99]])) == later)
    #expect(later.raised(to: later) == later)
  }

  @Test("Not by another driver's, nor by one of other levels")
  func others() {
    let later = Self.forecast(at: 10, [[1, 2], [3, 4]])
    let high = [[8.0, 8], [9, 9]]
    #expect(later.raised(to: Self.forecast(at: 10, high, driver: DriverID("other"))) == later)
    #expect(later.raised(to: Self.forecast(at: 10, high, levels: [0.5, 0.99])) == later)
    #expect(later.raised(to: Self.forecast(at: 10, high)).paths == high)
  }

  @Test("A hold stays while it can matter, and never falls")
  func holds() {
    let earlier = Self.forecast(
      at: 10, [[1], [1]],
      holds: [
        Self.hold("a", until: 20, [5, 9]), Self.hold("b", until: 20, [3, 4]),
        Self.hold("c", until: 11, [7, 8]),
      ])
    let later = Self.forecast(
      at: 11, [[1], [1]], holds: [Self.hold("a", until: 30, [6, 8])])
    let raised = later.raised(to: earlier).holds
    #expect(raised == [Self.hold("a", until: 30, [6, 9]), Self.hold("b", until: 20, [3, 4])])
  }
}
