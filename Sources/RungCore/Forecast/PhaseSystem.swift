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
}

/// The normal equations of a phase's regression over the curves that reach far enough, factored
/// once for all target minutes.
struct PhaseSystem {
  /// The last play minute that it is for.
  let until: Double
  private let blocks: [Int]
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
    var matrix = [Double](repeating: 0, count: width * width)
    var total = 0.0
    matrix.withUnsafeMutableBufferPointer { matrix in
      regression.design.withUnsafeBufferPointer { design in
        for block in blocks {
          for row in regression.blocks[block].rows {
            let weight = regression.weights[row]
            total += weight
            for i in 0..<width {
              let left = weight * design[row * width + i]
              for j in 0...i { matrix[i * width + j] += left * design[row * width + j] }
            }
          }
        }
      }
    }
    // The first column is the mean: it is not drawn to zero.
    for i in 1..<width { matrix[i * width + i] += PhaseRegression.penalty * total }
    let equations = SymmetricSystem(matrix, size: width)
    let rows = blocks.map { regression.blocks[$0].rows }
    self.equations = equations
    self.total = total
    weights = rows.flatMap { regression.weights[$0] }
    leftOut = LeftOutErrors(regression, blocks: rows, equations)
  }

  /// - Parameter result: gets a row for each error with its own curve left out, around the mean.
  /// - Complexity: O(rows x width).
  func growth(
    to play: Double, _ regression: PhaseRegression, into result: inout WeightedRows
  ) -> PhaseGrowth {
    let width = regression.width
    return withUnsafeTemporaryAllocation(
      of: Double.self, capacity: 2 * regression.weights.count + width
    ) { scratch in
      scratch.initialize(repeating: 0)
      let count = regression.weights.count
      let growth = UnsafeMutableBufferPointer(rebasing: scratch[..<count])
      let errors = UnsafeMutableBufferPointer(rebasing: scratch[count..<(2 * count)])
      let coefficients = UnsafeMutableBufferPointer(rebasing: scratch[(2 * count)...])
      solve(growthTo: play, regression, growth, coefficients)
      var mean = 0.0
      for i in 0..<width { mean += coefficients[i] * regression.query[i] }
      takeErrors(regression, growth, coefficients, errors)
      let squares = add(errors, around: mean, regression, to: &result)
      return Self.growth(regression, coefficients, mean: mean, variance: squares / total)
    }
  }

  /// Unchecked, as this is most of a forecast: each row belongs to a block, and each has `width`
  /// values of the design.
  private func solve(
    growthTo play: Double, _ regression: PhaseRegression,
    _ growth: UnsafeMutableBufferPointer<Double>,
    _ coefficients: UnsafeMutableBufferPointer<Double>
  ) {
    let width = regression.width
    regression.design.withUnsafeBufferPointer { design in
      for index in blocks {
        let target = Int(regression.blocks[index].warp(play).rounded())
        let rows = regression.blocks[index].rows
        regression.blocks[index].logs.withUnsafeBufferPointer { logs in
          for row in rows {
            let value = Self.value(logs, near: target + regression.offsets[row])
            growth[row] = value - regression.origins[row]
          }
        }
        for row in rows {
          let weighted = regression.weights[row] * growth[row]
          for i in 0..<width { coefficients[i] += weighted * design[row * width + i] }
        }
      }
    }
    equations.solve(inPlace: coefficients)
  }

  /// What the coefficients leave of each row's growth, times the root of its weight, with its own
  /// curve left out.
  ///
  /// - Parameter errors: zeros, which they replace.
  private func takeErrors(
    _ regression: PhaseRegression, _ growth: UnsafeMutableBufferPointer<Double>,
    _ coefficients: UnsafeMutableBufferPointer<Double>,
    _ errors: UnsafeMutableBufferPointer<Double>
  ) {
    let count = growth.count
    regression.columns.withUnsafeBufferPointer { columns in
      for feature in 0..<regression.width {
        let coefficient = coefficients[feature]
        for row in 0..<count { errors[row] += coefficient * columns[feature * count + row] }
      }
    }
    regression.roots.withUnsafeBufferPointer { roots in
      for row in 0..<count { errors[row] = (growth[row] - errors[row]) * roots[row] }
    }
    leftOut.apply(to: errors)
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
        for index in blocks {
          for row in regression.blocks[index].rows {
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
    _ regression: PhaseRegression, _ coefficients: UnsafeMutableBufferPointer<Double>,
    mean: Double, variance: Double
  ) -> PhaseGrowth {
    let spans = GrowthFeatures.spans.count
    var (history, audience) = (0.0, 0.0)
    for i in 1..<regression.width {
      let part = coefficients[i] * regression.query[i]
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
