/// What turns plain residuals of a regression into errors with the row's own curve left out.
///
/// Rows of one curve are not independent, so the error of a curve's rows is taken with the whole
/// curve left out. With `H` the block of the hat matrix that belongs to the curve, that error is
/// `(I - H)⁻¹ r`, where `r` is the plain residual: no refit is needed.
/// - SeeAlso: R. D. Cook and S. Weisberg, "Residuals and Influence in Regression" (1982), 2.2.
struct LeftOutErrors {
  /// For each block its rows.
  private let blocks: [Range<Int>]
  /// Block after block the factor of `I - W^½ Z A⁻¹ Zᵀ W^½`, a square of as many rows.
  private var factors: [Double] = []

  /// - Parameter equations: the normal equations of the blocks' rows, penalty included.
  /// - Complexity: O(rows x width²).
  init(_ regression: PhaseRegression, blocks: [Range<Int>], _ equations: SymmetricSystem) {
    self.blocks = blocks
    let (width, count) = (regression.width, regression.weights.count)
    factors.reserveCapacity(blocks.reduce(0) { $0 + $1.count * $1.count })
    var reduced = [Double](repeating: 0, count: width * count)
    let (columns, roots) = (regression.columns, regression.roots)
    for feature in 0..<width {
      for row in 0..<count {
        reduced[feature * count + row] = columns[feature * count + row] * roots[row]
      }
    }
    reduced.withUnsafeMutableBufferPointer { equations.reduce(inPlace: $0) }
    reduced.withUnsafeBufferPointer { reduced in
      for rows in blocks { append(reduced, rows, width: width, stride: count) }
    }
  }

  private mutating func append(
    _ reduced: UnsafeBufferPointer<Double>, _ rows: Range<Int>, width: Int, stride: Int
  ) {
    let size = rows.count
    withUnsafeTemporaryAllocation(of: Double.self, capacity: size * size) { matrix in
      matrix.initialize(repeating: 0)
      for feature in 0..<width {
        let own = feature * stride + rows.lowerBound
        for i in 0..<size {
          let left = reduced[own + i]
          for j in 0...i { matrix[i * size + j] += left * reduced[own + j] }
        }
      }
      for i in 0..<size {
        for j in 0...i { matrix[i * size + j] = (i == j ? 1 : 0) - matrix[i * size + j] }
      }
      SymmetricSystem.factorise(matrix, size: size)
      factors.append(contentsOf: matrix)
    }
  }

  /// Replaces residuals, each times the root of its row's weight, by left-out errors.
  func apply(to residuals: UnsafeMutableBufferPointer<Double>) {
    factors.withUnsafeBufferPointer { factors in
      var place = 0
      for rows in blocks {
        let size = rows.count
        SymmetricSystem.solve(
          UnsafeBufferPointer(rebasing: factors[place..<(place + size * size)]), size: size,
          inPlace: UnsafeMutableBufferPointer(rebasing: residuals[rows]))
        place += size * size
      }
    }
  }
}
