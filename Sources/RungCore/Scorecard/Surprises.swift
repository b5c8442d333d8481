import RealModule
import RungModel

/// How far from their medians the forecasts of one minute were, against the bands they had.
///
/// Worked out once, when the minute is settled: the bands of every later forecast sum it up.
struct Surprises: Hashable, Sendable {
  /// By place in `ForecastRecord.horizons`; 0 where nothing was scored.
  private var sizes = SIMD8<Double>.zero

  /// A surprise counts half after so many minutes.
  private static let halfLife = 30.0
  /// One wild minute is not more than so many standard deviations.
  private static let most = 4.0
  /// Bands narrower than this say nothing of the spread.
  private static let leastBand = 0.005
  private static let level = ForecastRecord.levels.firstIndex(of: 0.99) ?? 0
  private static let width = heavyTailQuantile(0.99)
  /// By place; those without a horizon count nothing.
  private static let horizons = SIMD8<Double>(
    (0..<SIMD8<Double>.scalarCount).map {
      $0 < ForecastRecord.horizons.count ? Double(ForecastRecord.horizons[$0]) : 1
    })
  /// What a surprise counts, by its age in minutes.
  private static let weights = (0...512).map { weight(age: Double($0)) }

  /// Takes in what one horizon's forecast had for the minute.
  ///
  /// - Parameters:
  ///   - values: by level.
  ///   - place: of the horizon; a minute ahead says nothing.
  mutating func take(_ values: [Double], horizon place: Int, actual: Double) {
    let (median, high) = (values[0], values[Self.level])
    guard ForecastRecord.horizons[place] > 1, median > 0, high > median, actual > 0 else { return }
    let band = max(Self.leastBand, Double.log(high / median) / Self.width)
    let surprise = Double.log(actual / median) / band
    let up = min(max(0, surprise), Self.most)
    sizes[place] = up * up - 0.5
  }

  mutating func forget(horizon place: Int) { sizes[place] = 0 }

  /// What many count, each at its age in minutes: all horizons together.
  static func sum(_ surprises: some Sequence<(Surprises, age: Int64)>) -> Double {
    var sums = SIMD8<Double>.zero
    for (surprise, age) in surprises {
      let isKnown = weights.indices.contains(Int(age))
      sums += surprise.sizes * (isKnown ? weights[Int(age)] : weight(age: Double(age)))
    }
    // Forecasts a minute apart share most of their error: the longer ahead, the more of it.
    return (sums / horizons).sum()
  }

  private static func weight(age: Double) -> Double {
    Double.exp(-age * Double.log(2) / halfLife)
  }
}
