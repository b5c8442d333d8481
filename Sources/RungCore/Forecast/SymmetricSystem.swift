/// A symmetric positive definite system of equations, factored once and solved often.
///
/// By hand because the standard library has no linear algebra, the systems have a dozen unknowns,
/// and LAPACK would be a dependency of every machine that runs Rung for one short loop.
struct SymmetricSystem {
  let size: Int
  /// Lower triangle of the Cholesky factor, row by row in a square; of the diagonal the inverse,
  /// for a division costs as much as the rest of a row.
  private var factor: [Double]

  /// - Parameter matrix: row by row; only the lower triangle is read. It must be positive
  ///   definite; a pivot that rounding has made smaller than `1e-12` is taken as that.
  /// - Complexity: O(size³ / 6).
  init(_ matrix: [Double], size: Int) {
    self.size = size
    factor = matrix
    for row in 0..<size {
      for column in 0...row {
        var sum = factor[row * size + column]
        for k in 0..<column { sum -= factor[row * size + k] * factor[column * size + k] }
        if column < row {
          factor[row * size + column] = sum * factor[column * size + column]
        } else {
          factor[row * size + row] = 1 / max(sum, 1e-12).squareRoot()
        }
      }
    }
  }

  /// Solves for one right side, which the solution replaces. A forecast solves small systems ten
  /// thousands of times, so that bounds checks and an array for each were a good part of it.
  /// - Complexity: O(size²).
  func solve(inPlace x: UnsafeMutableBufferPointer<Double>) {
    precondition(x.count == size, "\(x.count) values for \(size) equations")
    factor.withUnsafeBufferPointer { factor in
      Self.reduce(factor, size, x)
      for row in (0..<size).reversed() {
        var sum = x[row]
        for k in (row + 1)..<max(size, row + 1) { sum -= factor[k * size + row] * x[k] }
        x[row] = sum * factor[row * size + row]
      }
    }
  }

  /// Half of a solution: with `A = L Lᵀ` and `y = L⁻¹ x`, the product of two such is `xᵀ A⁻¹ x'`.
  func reduce(inPlace x: UnsafeMutableBufferPointer<Double>) {
    precondition(x.count == size, "\(x.count) values for \(size) equations")
    factor.withUnsafeBufferPointer { Self.reduce($0, size, x) }
  }

  private static func reduce(
    _ factor: UnsafeBufferPointer<Double>, _ size: Int, _ x: UnsafeMutableBufferPointer<Double>
  ) {
    for row in 0..<size {
      var sum = x[row]
      for k in 0..<row { sum -= factor[row * size + k] * x[k] }
      x[row] = sum * factor[row * size + row]
    }
  }
}
