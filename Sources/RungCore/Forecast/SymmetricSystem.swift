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
    factor.withUnsafeMutableBufferPointer { Self.factorise($0, size: size) }
  }

  /// Solves for one right side, which the solution replaces. A forecast solves small systems ten
  /// thousands of times, so that bounds checks and an array for each were a good part of it.
  /// - Complexity: O(size²).
  func solve(inPlace x: UnsafeMutableBufferPointer<Double>) {
    precondition(x.count == size, "\(x.count) values for \(size) equations")
    factor.withUnsafeBufferPointer { Self.solve($0, size: size, inPlace: x) }
  }

  /// Half of a solution, for many right sides at once: with `A = L Lᵀ` and `y = L⁻¹ x`, the product
  /// of two such is `xᵀ A⁻¹ x'`.
  ///
  /// - Parameter columns: for each unknown one value a right side, which the solutions replace.
  func reduce(inPlace columns: UnsafeMutableBufferPointer<Double>) {
    precondition(columns.count.isMultiple(of: size), "\(columns.count) values for \(size) unknowns")
    let sides = columns.count / size
    factor.withUnsafeBufferPointer { factor in
      for row in 0..<size {
        for k in 0..<row {
          let share = factor[row * size + k]
          for side in 0..<sides { columns[row * sides + side] -= share * columns[k * sides + side] }
        }
        let inverse = factor[row * size + row]
        for side in 0..<sides { columns[row * sides + side] *= inverse }
      }
    }
  }

  /// Replaces a matrix, row by row, by its factor. Only its lower triangle is read and written.
  static func factorise(_ matrix: UnsafeMutableBufferPointer<Double>, size: Int) {
    for row in 0..<size {
      for column in 0...row {
        var sum = matrix[row * size + column]
        for k in 0..<column { sum -= matrix[row * size + k] * matrix[column * size + k] }
        if column < row {
          matrix[row * size + column] = sum * matrix[column * size + column]
        } else {
          matrix[row * size + row] = 1 / max(sum, 1e-12).squareRoot()
        }
      }
    }
  }

  /// Solves a factored system for one right side, which the solution replaces.
  static func solve(
    _ factor: UnsafeBufferPointer<Double>, size: Int,
    inPlace x: UnsafeMutableBufferPointer<Double>
  ) {
    for row in 0..<size {
      var sum = x[row]
      for k in 0..<row { sum -= factor[row * size + k] * x[k] }
      x[row] = sum * factor[row * size + row]
    }
    var row = size - 1
    while row >= 0 {
      var sum = x[row]
      var k = row + 1
      while k < size {
        sum -= factor[k * size + row] * x[k]
        k += 1
      }
      x[row] = sum * factor[row * size + row]
      row -= 1
    }
  }
}
