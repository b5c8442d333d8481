import CurveGenerator
import RungModel
import Testing

@testable import RungCore

/// Nothing that was not known at an instant may bear on what is forecast at it.
@Suite("The future is not read")
struct ForecastLeakTests {
  /// What comes after a minute, replaced by what never came.
  private static func garbled(_ series: MinuteSeries, after minute: Int64, seed: UInt64)
    -> MinuteSeries
  {
    var random = SplitMix64(seed: seed)
    var result = series
    for later in (minute + 1)...(minute + 400) {
      result[later] = random.chance(0.2) ? nil : random.scale(1e-3...1e18)
    }
    return result
  }

  @Test("Later samples, dropped or replaced by garbage", arguments: Variety.all(seeds: 2))
  func samples(_ variety: Variety) {
    let world = ForecastWorld(variety)
    let model = world.model()
    for minute in world.origins(6) {
      let whole = world.forecast(model, at: minute)
      var cut = world
      cut.series = world.series.truncated(after: minute)
      #expect(cut.forecast(model, at: minute) == whole)
      cut.series = Self.garbled(world.series, after: minute, seed: variety.seed)
      #expect(cut.forecast(model, at: minute) == whole)
    }
  }

  @Test("A model fitted in the middle of a match", arguments: Variety.all(seeds: 1))
  func fits(_ variety: Variety) {
    let world = ForecastWorld(variety)
    for minute in world.origins(3) {
      let model = world.model(at: minute)
      var other = world
      // The minute of the fit itself may be partial: it is not read either.
      other.series = world.series.truncated(after: minute - 1)
      #expect(other.model(at: minute) == model)
      other.series = Self.garbled(world.series, after: minute - 1, seed: variety.seed)
      #expect(other.model(at: minute) == model)
    }
  }

  @Test("Measured curves that reach beyond the fit, and events of other weeks")
  func laterCurves() {
    let world = ForecastWorld(Variety(kind: .football, origin: .measured, seed: 7_000))
    let model = world.model()
    var wiser = world
    for number: UInt64 in 0..<5 {
      let match = Generator.match(kind: .football, seed: 50_000 + number)
      var curve = match.curve(.platformConcurrency)
      curve.origin = .measured
      // The last value in the minute of the fit, and later.
      let end = curve.firstMinute + Int64(curve.values.count) - 1
      let shift = world.fitMinute - end + Int64(number) * 30
      curve.firstMinute += shift
      curve.event = curve.event.moved(minutes: Int(shift))
      wiser.library.append(curve)
    }
    #expect(wiser.model() == model)
    var known = wiser
    known.library[known.library.count - 5].firstMinute -= 1
    #expect(known.model() != model, "a curve that is over by then is learned")

    let minute = world.minute("start") + 20
    let other = Generator.match(kind: .football, seed: 60_000)
      .shifted(byMinutes: 60 * ForecastWorld.week).event
    #expect(
      model.forecast(
        recent: world.series, events: world.known(minute) + [other],
        at: Timestamp(minute: minute), minutes: 60, levels: ForecastCase.levels)
        == world.forecast(model, at: minute))
  }

  @Test("Of a model's measured curves only those that were over by now are compared with")
  func olderThanItsCurves() throws {
    let world = ForecastWorld(Variety(kind: .football, origin: .measured, seed: 7_001))
    let curves = world.model().curves
    let event = try #require(world.messages.first?.event)
    for place in curves.indices {
      let members = Comparables(event, curves: curves, now: curves[place].lastMinute).members
      #expect(members.allSatisfy { $0.index < place })
      #expect(members.count == curves.count { $0.lastMinute < curves[place].lastMinute })
    }
  }

  @Test("Later messages of an event", arguments: Variety.all(seeds: 1))
  func messages(_ variety: Variety) {
    let world = ForecastWorld(variety)
    let model = world.model()
    for minute in world.origins(6) {
      var blind = world
      blind.messages.removeAll { $0.receivedAt.minute > minute }
      blind.series = world.series.truncated(after: minute)
      #expect(blind.forecast(model, at: minute) == world.forecast(model, at: minute))
    }
  }
}
