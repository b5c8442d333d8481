import RealModule

/// Weighted observations; `RowQuantiles` has their quantiles.
struct WeightedRows {
  private(set) var values: [Double] = []
  private(set) var weights: [Double] = []
  private(set) var total = 0.0

  mutating func removeAll() {
    values.removeAll(keepingCapacity: true)
    weights.removeAll(keepingCapacity: true)
    total = 0
  }

  mutating func reserve(_ count: Int) {
    values.reserveCapacity(count)
    weights.reserveCapacity(count)
  }

  mutating func add(_ value: Double, weight: Double) {
    values.append(value)
    weights.append(weight)
    total += weight
  }

  /// Adds many at once.
  ///
  /// - Parameters:
  ///   - more: their weights.
  ///   - total: what `total` is with them: whoever adds the same weights again knows it.
  ///   - body: fills in their values, all of them.
  mutating func add(
    _ more: [Double], total: Double, _ body: (UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    weights.append(contentsOf: more)
    let first = values.count
    values.append(contentsOf: repeatElement(0, count: more.count))
    values.withUnsafeMutableBufferPointer {
      body(UnsafeMutableBufferPointer(rebasing: $0[first...]))
    }
    self.total = total
  }

  var isEmpty: Bool { total <= 0 }

  /// Weighted mean; 0 when empty.
  var mean: Double {
    guard !isEmpty else { return 0 }
    var sum = 0.0
    for index in values.indices { sum += values[index] * weights[index] }
    return sum / total
  }

  /// Weighted variance; 0 when empty.
  var variance: Double {
    guard !isEmpty else { return 0 }
    let center = mean
    var sum = 0.0
    for index in values.indices {
      sum += weights[index] * (values[index] - center) * (values[index] - center)
    }
    return sum / total
  }

  /// Quantiles at rising levels; rising themselves. Empty rows give zeros.
  func quantiles(_ levels: [Double]) -> [Double] {
    let quantiles = RowQuantiles(self)
    return levels.map { quantiles.quantile($0, tail: RowQuantiles.tail($0)) }
  }
}
