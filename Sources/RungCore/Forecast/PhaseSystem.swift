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
///
/// Rows of one curve are not independent, so the error of a curve's rows is taken with the whole
/// curve left out. With `H` the block of the hat matrix that belongs to the curve, that error is
/// `(I - H)⁻¹ r`, where `r` is the plain residual: no refit is needed.
/// - SeeAlso: R. D. Cook and S. Weisberg, "Residuals and Influence in Regression" (1982), 2.2.
struct PhaseSystem {
  /// The last play minute that it is for.
  let until: Double
  private let blocks: [Int]
  private let equations: SymmetricSystem
  /// For each of `blocks`: `I - W^½ Z A⁻¹ Zᵀ W^½`.
  private let leftOut: [SymmetricSystem]
  private let total: Double

  /// - Complexity: O(rows x width²).
  init(_ regression: PhaseRegression, blocks: [Int], until: Double) {
    self.blocks = blocks
    self.until = until
    let width = regression.width
    var matrix = [Double](repeating: 0, count: width * width)
    var total = 0.0
    for block in blocks {
      for row in regression.blocks[block].rows {
        let weight = regression.weights[row]
        total += weight
        for i in 0..<width {
          let left = weight * regression.design[row * width + i]
          for j in 0...i { matrix[i * width + j] += left * regression.design[row * width + j] }
        }
      }
    }
    // The first column is the mean: it is not drawn to zero.
    for i in 1..<width { matrix[i * width + i] += PhaseRegression.penalty * total }
    let equations = SymmetricSystem(matrix, size: width)
    self.equations = equations
    self.total = total
    leftOut = blocks.map {
      Self.leaveOut(regression, regression.blocks[$0].rows, equations)
    }
  }

  private static func leaveOut(
    _ regression: PhaseRegression, _ rows: Range<Int>, _ equations: SymmetricSystem
  ) -> SymmetricSystem {
    let width = regression.width
    let count = rows.count
    var matrix = [Double](repeating: 0, count: count * count)
    var reduced = [Double](repeating: 0, count: count * width)
    reduced.withUnsafeMutableBufferPointer { reduced in
      for (i, row) in rows.enumerated() {
        let own = UnsafeMutableBufferPointer(rebasing: reduced[(i * width)..<((i + 1) * width)])
        for k in 0..<width { own[k] = regression.design[row * width + k] * regression.roots[row] }
        equations.reduce(inPlace: own)
        for j in 0...i {
          var sum = 0.0
          for k in 0..<width { sum += own[k] * reduced[j * width + k] }
          matrix[i * count + j] = (i == j ? 1 : 0) - sum
        }
      }
    }
    return SymmetricSystem(matrix, size: count)
  }

  /// - Complexity: O(rows x width).
  func growth(
    to play: Double, _ regression: PhaseRegression, into result: inout WeightedRows
  ) -> PhaseGrowth {
    let width = regression.width
    var growth = [Double](repeating: 0, count: regression.weights.count)
    var coefficients = [Double](repeating: 0, count: width)
    // Unchecked, as this is most of a forecast: each row belongs to a block, and each has `width`
    // values of the design.
    regression.design.withUnsafeBufferPointer { design in
      for index in blocks {
        let logs = regression.blocks[index].logs
        let target = Int(regression.blocks[index].warp(play).rounded())
        for row in regression.blocks[index].rows {
          let value = Self.value(logs, near: target + regression.offsets[row])
          growth[row] = value - regression.origins[row]
          let weighted = regression.weights[row] * growth[row]
          for i in 0..<width { coefficients[i] += weighted * design[row * width + i] }
        }
      }
    }
    coefficients.withUnsafeMutableBufferPointer { equations.solve(inPlace: $0) }
    var mean = 0.0
    for i in 0..<width { mean += coefficients[i] * regression.query[i] }
    let squares = addErrors(
      of: coefficients, around: mean, growth: &growth, regression, into: &result)
    let spans = GrowthFeatures.spans.count
    var (history, audience) = (0.0, 0.0)
    for i in 1..<width {
      let part = coefficients[i] * regression.query[i]
      if i <= spans { history += part } else { audience += part }
    }
    return PhaseGrowth(
      mean: mean, variance: squares / total, typical: coefficients[0], byHistory: history,
      byAudience: audience)
  }

  /// Adds a row for each error with its own curve left out, and returns the sum of their squares.
  ///
  /// - Parameter growth: of each row; its error replaces it.
  private func addErrors(
    of coefficients: [Double], around mean: Double, growth: inout [Double],
    _ regression: PhaseRegression, into result: inout WeightedRows
  ) -> Double {
    let width = regression.width
    var squares = 0.0
    regression.design.withUnsafeBufferPointer { design in
      growth.withUnsafeMutableBufferPointer { growth in
        for (place, index) in blocks.enumerated() {
          let rows = regression.blocks[index].rows
          for row in rows {
            var fitted = 0.0
            for i in 0..<width { fitted += coefficients[i] * design[row * width + i] }
            growth[row] = (growth[row] - fitted) * regression.roots[row]
          }
          leftOut[place].solve(inPlace: UnsafeMutableBufferPointer(rebasing: growth[rows]))
          for row in rows {
            squares += growth[row] * growth[row]
            result.add(
              mean + growth[row] / regression.roots[row], weight: regression.weights[row])
          }
        }
      }
    }
    return squares
  }

  /// The value at an index or the nearest one that has any.
  private static func value(_ logs: [Double], near index: Int) -> Double {
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
