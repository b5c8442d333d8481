import CurveGenerator
import RealModule
import RungModel
import Testing

@testable import RungCore

/// What must not matter to a forecast: how large the platform is, and which week it is.
@Suite("Symmetries of the forecast")
struct ForecastSymmetryTests {
  private static func expectations(_ world: ForecastWorld) -> ForecastWorld {
    var world = world
    for index in world.messages.indices {
      world.messages[index].event.expectedPeak = ["users": 17e6]
    }
    return world
  }

  @Test(
    "A platform 2^k times as large gets that forecast to the last bit",
    arguments: [
      -20, -11, -1, 1, 3, 10, 20,
    ])
  func powersOfTwo(_ power: Int) {
    let factor = Double.pow(2, power)
    for variety in Variety.all(seeds: 1) {
      let plain = ForecastWorld(variety)
      for world in [plain, Self.expectations(plain)] {
        let large = world.scaled(by: factor)
        let (model, largeModel) = (world.model(), large.model())
        for minute in world.origins(4) {
          let expected = world.forecast(model, at: minute).numbers.map { $0 * factor }
          let actual = large.forecast(largeModel, at: minute).numbers
          #expect(actual == expected, "\(variety.testDescription), minute \(minute)")
        }
      }
    }
  }

  @Test("Without library, history or series the expected peak scales as exactly")
  func powersOfTwoWithoutData() {
    var world = Self.expectations(
      ForecastWorld(Variety(kind: .t20, origin: .synthetic, seed: 7_000)))
    world.library = []
    let bare = world.model(at: world.series.firstMinute)
    for minute in world.origins(3) {
      let large = world.scaled(by: 64)
      let expected = world.forecast(bare, at: minute).numbers.map { $0 * 64 }
      #expect(large.forecast(bare, at: minute).numbers == expected)
    }
  }

  @Test("Any other factor changes roundings and nothing else", arguments: [3.7, 0.01])
  func otherFactors(_ factor: Double) {
    for variety in Variety.all(seeds: 2) {
      let world = Self.expectations(ForecastWorld(variety))
      let large = world.scaled(by: factor)
      let (model, largeModel) = (world.model(), large.model())
      for minute in world.origins(5) {
        let before = world.forecast(model, at: minute).numbers
        let after = large.forecast(largeModel, at: minute).numbers
        #expect(before.count == after.count)
        for (left, right) in zip(before, after) {
          #expect(
            abs(left * factor - right) <= 1e-9 * right,
            "\(variety.testDescription), minute \(minute - world.fitMinute)")
        }
      }
    }
  }

  @Test("Whole weeks later the forecast is the same", arguments: [-30, -1, 1, 3, 52])
  func weeks(_ weeks: Int64) {
    for variety in Variety.all(seeds: 1) {
      let world = ForecastWorld(variety)
      let later = world.moved(weeks: weeks)
      let (model, laterModel) = (world.model(), later.model())
      for minute in world.origins(5) {
        let expected = world.forecast(model, at: minute)
        let actual = later.forecast(laterModel, at: minute + weeks * ForecastWorld.week)
        #expect(actual.numbers == expected.numbers, "\(variety.testDescription)")
        #expect(actual.reasons == expected.reasons)
        #expect(actual.confidence == expected.confidence)
      }
    }
  }

  @Test("Weekly profiles move with whole weeks and change with a day")
  func weeklyProfile() {
    let first: Int64 = 29_000_160
    let values = (0..<(28 * 1_440)).map { index -> Double? in
      let minute = first + Int64(index)
      let day = Double(minute / 1_440 % 7)
      return 1_000 * (1 + 0.2 * day) * (1 + 0.3 * Double.sin(Double(minute % 1_440) * 0.00436))
    }
    func forecast(shiftedBy minutes: Int64) -> [Double] {
      let series = MinuteSeries(firstMinute: first + minutes, values: values)
      let now = Timestamp(minute: series.lastMinute)
      let model = FittedModel.fit(
        driver: ForecastCase.driver, library: [], history: series, events: [], at: now)
      return model.forecast(
        recent: series, events: [], at: now, minutes: 300, levels: ForecastCase.levels
      ).numbers
    }
    let plain = forecast(shiftedBy: 0)
    #expect(forecast(shiftedBy: 5 * ForecastWorld.week) == plain)
    #expect(forecast(shiftedBy: 720) != plain)
  }
}
