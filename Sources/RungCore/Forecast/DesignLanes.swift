/// The design of a regression laid out for the processor: four numbers at a time.
///
/// Every minute of a forecast multiplies with all of it, twice. Each lane does what a plain loop
/// does, in its order, so that results are those of the loop to the last bit.
struct DesignLanes {
  /// Features in fours, rows in fours; what is beyond the last is 0.
  let featureGroups: Int
  let rowGroups: Int
  /// Row after row, its features.
  private let byRow: [SIMD4<Double>]
  /// Feature after feature, its rows.
  private let byFeature: [SIMD4<Double>]

  /// - Parameter columns: feature after feature, a value a row.
  init(_ columns: [Double], features: Int, rows: Int) {
    featureGroups = (features + 3) / 4
    rowGroups = (rows + 3) / 4
    var byRow = [SIMD4<Double>](repeating: .zero, count: rows * featureGroups)
    var byFeature = [SIMD4<Double>](repeating: .zero, count: features * rowGroups)
    for feature in 0..<features {
      for row in 0..<rows {
        let value = columns[feature * rows + row]
        byRow[row * featureGroups + feature / 4][feature % 4] = value
        byFeature[feature * rowGroups + row / 4][row % 4] = value
      }
    }
    self.byRow = byRow
    self.byFeature = byFeature
  }

  /// The sum over some rows of weight x design x design, a square of features row by row; only its
  /// lower triangle is whole.
  func squares(weights: [Double], rows: [Range<Int>], features: Int) -> [Double] {
    let groups = featureGroups
    var sums = [SIMD4<Double>](repeating: .zero, count: features * groups)
    sums.withUnsafeMutableBufferPointer { sums in
      byRow.withUnsafeBufferPointer { byRow in
        for range in rows {
          for row in range {
            for feature in 0..<features {
              let left = weights[row] * byRow[row * groups + feature / 4][feature % 4]
              for group in 0...(feature / 4) {
                sums[feature * groups + group] += left * byRow[row * groups + group]
              }
            }
          }
        }
      }
    }
    return (0..<(features * features)).map { place in
      let (feature, other) = (place / features, place % features)
      return sums[feature * groups + other / 4][other % 4]
    }
  }

  /// Adds to each feature's sum the rows' weight x value x design, row by row.
  func addProducts(
    of values: UnsafeMutableBufferPointer<Double>, weights: [Double], rows: [Range<Int>],
    to sums: UnsafeMutableBufferPointer<Double>
  ) {
    let groups = featureGroups
    withUnsafeTemporaryAllocation(of: SIMD4<Double>.self, capacity: groups) { result in
      result.initialize(repeating: .zero)
      byRow.withUnsafeBufferPointer { byRow in
        weights.withUnsafeBufferPointer { weights in
          for range in rows {
            for row in range {
              let weighted = weights[row] * values[row]
              for group in 0..<groups { result[group] += weighted * byRow[row * groups + group] }
            }
          }
        }
      }
      for feature in sums.indices { sums[feature] += result[feature / 4][feature % 4] }
    }
  }

  /// For each row the sum of coefficient x design, feature by feature.
  func fit(
    _ coefficients: UnsafeMutableBufferPointer<Double>,
    to result: UnsafeMutableBufferPointer<Double>
  ) {
    let (groups, features) = (rowGroups, byFeature.count / max(1, rowGroups))
    byFeature.withUnsafeBufferPointer { byFeature in
      for group in 0..<groups {
        var sum = SIMD4<Double>.zero
        for feature in 0..<features {
          sum += coefficients[feature] * byFeature[feature * groups + group]
        }
        for lane in 0..<4 { result[4 * group + lane] = sum[lane] }
      }
    }
  }
}
