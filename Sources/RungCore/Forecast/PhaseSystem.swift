import RealModule

/// Growth to a minute, in logarithms, and what it is made of.
struct PhaseGrowth {
  var mean: Double
  /// Mean square error on left-out curves.
  var variance: Double
  /// What comparable events grow by from here.
  var typical: Double
  /// What the way it came to its level changes ...
  var byHistory: Double
  /// ... and what its hour, day and neighbours do.
  var byAudience: Double
  /// The largest growth that any curve shows near its aligned minute; nil where plans are known to
  /// hold.
  var steepest: Double?
}

/// The normal equations of a phase's regression over the curves that reach far enough, factored
/// once for all target minutes.
struct PhaseSystem {
  /// The last play minute that it is for.
  let until: Double
  private let blocks: [Int]
  /// Of each of `blocks`.
  private let rows: [Range<Int>]
  private let equations: SymmetricSystem
  private let leftOut: LeftOutErrors
  /// Of the rows of `blocks`, and their sum.
  private let weights: [Double]
  let total: Double

  /// - Complexity: O(rows x width²).
  init(_ regression: PhaseRegression, blocks: [Int], until: Double) {
    self.blocks = blocks
    self.until = until
    let width = regression.width
    let weights = regression.weights
    rows = blocks.map { regression.blocks[$0].rows }
    var total = 0.0
    for range in rows {
      for row in range { total += weights[row] }
    }
    var matrix = regression.lanes.squares(weights: weights, rows: rows, features: width)
    // The first column is the mean: it is not drawn to zero.
    for i in 1..<width { matrix[i * width + i] += PhaseRegression.penalty * total }
    let equations = SymmetricSystem(matrix, size: width)
    self.equations = equations
    self.total = total
    self.weights = rows.flatMap { weights[$0] }
    leftOut = LeftOutErrors(regression, blocks: rows, equations)
  }

  /// - Parameter result: gets a row for each error with its own curve left out, around the mean.
  /// - Complexity: O(rows x width).
  func growth(
    to play: Double, _ regression: PhaseRegression, into result: inout WeightedRows
  ) -> PhaseGrowth {
    let lanes = regression.lanes
    let count = 4 * lanes.rowGroups
    let width = 4 * lanes.featureGroups
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count + width) { scratch in
      scratch.initialize(repeating: 0)
      let growth = UnsafeMutableBufferPointer(rebasing: scratch[..<count])
      let errors = UnsafeMutableBufferPointer(rebasing: scratch[count..<(2 * count)])
      let coefficients = UnsafeMutableBufferPointer(rebasing: scratch[(2 * count)...])
      takeGrowth(to: play, regression, growth)
      lanes.addProducts(of: growth, weights: regression.weights, rows: rows, to: coefficients)
      let known = UnsafeMutableBufferPointer(rebasing: coefficients[..<regression.width])
      equations.solve(inPlace: known)
      var mean = 0.0
      let query = regression.query
      for i in known.indices { mean += known[i] * query[i] }
      lanes.fit(coefficients, to: errors)
      // What the fit leaves, times the root of the row's weight, then with its own curve left out.
      regression.roots.withUnsafeBufferPointer { roots in
        for row in roots.indices { errors[row] = (growth[row] - errors[row]) * roots[row] }
      }
      leftOut.apply(to: errors)
      let squares = add(errors, around: mean, regression, to: &result)
      return Self.growth(query, known, mean: mean, variance: squares / total)
    }
  }

  /// Each row's growth; rows of curves that end before stay 0.
  private func takeGrowth(
    to play: Double, _ regression: PhaseRegression, _ growth: UnsafeMutableBufferPointer<Double>
  ) {
    regression.blocks.withUnsafeBufferPointer { all in
      regression.offsets.withUnsafeBufferPointer { offsets in
        regression.origins.withUnsafeBufferPointer { origins in
          for index in blocks {
            let target = Int(all[index].warp(play).rounded())
            all[index].logs.withUnsafeBufferPointer { logs in
              for row in all[index].rows {
                growth[row] = Self.value(logs, near: target + offsets[row]) - origins[row]
              }
            }
          }
        }
      }
    }
  }

  /// Adds a row for each error, and returns the sum of their weighted squares.
  private func add(
    _ errors: UnsafeMutableBufferPointer<Double>, around mean: Double,
    _ regression: PhaseRegression, to result: inout WeightedRows
  ) -> Double {
    var squares = 0.0
    result.add(weights, total: total) { values in
      regression.roots.withUnsafeBufferPointer { roots in
        var place = 0
        for range in rows {
          for row in range {
            squares += errors[row] * errors[row]
            values[place] = mean + errors[row] / roots[row]
            place += 1
          }
        }
      }
    }
    return squares
  }

  private static func growth(
    _ query: [Double], _ coefficients: UnsafeMutableBufferPointer<Double>, mean: Double,
    variance: Double
  ) -> PhaseGrowth {
    let spans = GrowthFeatures.spans.count
    var (history, audience) = (0.0, 0.0)
    for i in 1..<coefficients.count {
      let part = coefficients[i] * query[i]
      if i <= spans { history += part } else { audience += part }
    }
    return PhaseGrowth(
      mean: mean, variance: variance, typical: coefficients[0], byHistory: history,
      byAudience: audience)
  }

  /// The value at an index or the nearest one that has any.
  private static func value(_ logs: UnsafeBufferPointer<Double>, near index: Int) -> Double {
    let place = min(max(0, index), logs.count - 1)
    if logs[place] > LiveLevel.missing { return logs[place] }
    for distance in 1..<logs.count {
      for other in [place - distance, place + distance]
      where logs.indices.contains(other) && logs[other] > LiveLevel.missing {
        return logs[other]
      }
    }
    return 0
  }
}
