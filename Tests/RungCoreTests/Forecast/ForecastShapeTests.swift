import CurveGenerator
import RungModel
import Testing

@testable import RungCore

@Suite("Forecasts are well formed")
struct ForecastShapeTests {
  /// A series that no one would expect, made from a sound one.
  struct Odd: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var change: @Sendable (MinuteSeries) -> MinuteSeries
  }

  private static func each(
    _ name: String, _ change: @escaping @Sendable (Int, Double, inout SplitMix64) -> Double?
  ) -> Odd {
    Odd(testDescription: name) { series in
      var random = SplitMix64(seed: 5)
      let values = series.values.enumerated().map { index, value in
        value.flatMap { change(index, $0, &random) }
      }
      return MinuteSeries(firstMinute: series.firstMinute, values: values)
    }
  }

  static let odd = [
    each("zeros only") { _, _, _ in 0 },
    each("zeros among values") { _, value, random in random.chance(0.3) ? 0 : value },
    each("every other minute zero") { index, value, _ in index % 2 == 0 ? 0 : value },
    each("half missing") { _, value, random in random.chance(0.5) ? nil : value },
    each("long gaps") { index, value, _ in index / 37 % 2 == 0 ? nil : value },
    each("constant") { _, _, _ in 4_200 },
    each("one user") { _, _, _ in 1 },
    each("huge") { _, value, _ in value * 1e12 },
    each("a sextillion times as large") { _, value, _ in value * 1e21 },
    each("tiny") { _, value, _ in value * 1e-12 },
    each("wild") { _, value, random in value * random.scale(1e-6...1e6) },
    each("a stair") { index, _, _ in index / 100 % 2 == 0 ? 1e-3 : 1e12 },
    Odd(testDescription: "one minute") { series in
      MinuteSeries(firstMinute: series.lastMinute - 60, values: [1_234])
    },
    Odd(testDescription: "nothing") { _ in MinuteSeries() },
  ]

  @Test("Over kinds, origins and seeds", arguments: Variety.all(seeds: 3))
  func ofMatches(_ variety: Variety) {
    let world = ForecastWorld(variety)
    let model = world.model()
    for minute in world.origins(12) {
      let forecast = world.forecast(model, at: minute, minutes: 121)
      #expect(forecast.isWellFormed(minutes: 121), "at \(minute - world.fitMinute)")
      #expect(forecast.firstMinute == minute)
    }
  }

  @Test("With odd series, with and without a library", arguments: odd)
  func ofOddSeries(_ odd: Odd) {
    for variety in [
      Variety(kind: .football, origin: .measured, seed: 7_001),
      Variety(kind: .t20, origin: .synthetic, seed: 7_002),
    ] {
      var world = ForecastWorld(variety)
      world.series = odd.change(world.series)
      var bare = world
      bare.library = []
      for one in [world, bare] {
        let model = one.model()
        for minute in [
          one.minute("start") - 100, one.minute("start") + 31, one.minute("end") + 200,
        ] {
          let forecast = one.forecast(model, at: minute)
          #expect(forecast.isWellFormed(minutes: 60), "\(variety.testDescription), \(minute)")
        }
      }
    }
  }

  @Test("With odd library curves", arguments: odd)
  func ofOddLibraries(_ odd: Odd) {
    var world = ForecastWorld(Variety(kind: .football, origin: .measured, seed: 7_003))
    for index in world.library.indices {
      let series = odd.change(
        MinuteSeries(
          firstMinute: world.library[index].firstMinute, values: world.library[index].values))
      world.library[index].firstMinute = series.firstMinute
      world.library[index].values = series.values
    }
    let model = world.model()
    for minute in world.origins(5) {
      #expect(world.forecast(model, at: minute).isWellFormed(minutes: 60))
    }
  }

  @Test("At every length, from one minute on", arguments: [1, 2, 3, 16, 17, 41, 62, 600])
  func ofAnyLength(_ minutes: Int) {
    let world = ForecastWorld(Variety(kind: .football, origin: .measured, seed: 7_004))
    let minute = world.minute("start") + 20
    let forecast = world.forecast(world.model(), at: minute, minutes: minutes)
    #expect(forecast.isWellFormed(minutes: minutes))
  }
}
