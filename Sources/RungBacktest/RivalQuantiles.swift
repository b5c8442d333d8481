import RealModule
import RungModel

/// Quantiles for a rival's points, from its own past errors: split conformal prediction.
///
/// An error is the logarithm of actual over point. At each origin all errors at the same horizon
/// count whose actual was known by then, scored or not. Of `n` errors the
/// level `q` reads the `⌈(n + 1) q⌉`-th smallest, the largest when there is no such one.
/// - SeeAlso: V. Vovk, A. Gammerman, G. Shafer, "Algorithmic Learning in a Random World" (2005).
enum RivalQuantiles {
  /// With fewer errors than this the wide default stands.
  static let fewest = 100
  /// Until then: up to 1.6, 3.3 and 7.4 times the point, which no calm hour exceeds.
  static let wide = LevelValues(0, 0.5, 1.2, 2)

  /// The values at each level for every trial; the lowest level is the point itself.
  ///
  /// - Parameters:
  ///   - trials: in order of origin.
  ///   - unit: `users` or `rps`: one user, or one request a minute, is added before logarithms are
  ///     taken, so that zero has one.
  /// - Complexity: O(n log n).
  static func values(
    _ trials: [Trial], rival: Rival, horizons: [Int], unit: DriverUnit
  ) -> [LevelValues] {
    let floor = unit.inside == .rps ? DriverUnit.rpm.factor : 1
    var result = [LevelValues](repeating: .zero, count: trials.count)
    for (horizon, minutes) in horizons.enumerated() {
      let places = trials.indices.filter { trials[$0].horizon == horizon }
      var counts = RankCounts(
        places.map {
          Double.log((trials[$0].actual + floor) / (trials[$0].points[rival] + floor))
        })
      var known = 0
      for place in places {
        let origin = trials[place].origin
        while trials[places[known]].origin + Int64(minutes) <= origin {
          counts.add(known)
          known += 1
        }
        result[place] = values(trials[place].points[rival], floor, counts)
      }
    }
    return result
  }

  private static func values(_ point: Double, _ floor: Double, _ counts: RankCounts) -> LevelValues
  {
    var result = LevelValues(repeating: point)
    for (index, level) in BacktestSettings.levels.enumerated().dropFirst() {
      var error = wide[index]
      if counts.count >= fewest {
        let rank = Int((Double(counts.count + 1) * level).rounded(.up))
        error = counts.smallest(min(rank, counts.count))
      }
      result[index] = max(result[index - 1], (point + floor) * Double.exp(error) - floor)
    }
    return result
  }
}
