import RealModule

/// Quantiles of weighted observations, with a tail beyond the largest of them.
///
/// Quantiles come from a histogram between the extremes (256 bins: a sort would be most of the
/// forecast's time). Above the 95 % quantile u the excess is taken as exponential with its own
/// mean: `q(p) = u + mean excess x ln(0.05 / (1 - p))`. In logarithms of a level that is a
/// Pareto tail, which is what spikes look like; the larger of both is used.
struct RowQuantiles {
  private let low: Double
  private let high: Double
  private let total: Double
  /// Nil when all values are one.
  private let histogram: Histogram?
  /// The 95 % quantile, and the mean of what lies above it.
  private var threshold = 0.0
  private var excess = 0.0
  /// No quantile is higher.
  private var limit = 0.0

  private static let tailLevel = 0.95
  /// Spikes differ by about so much, in logarithms.
  private static let mostBeyond = 0.06

  /// Empty rows give zeros.
  init(_ rows: WeightedRows) {
    total = rows.total
    guard !rows.isEmpty, let (low, high) = Self.extremes(rows.values) else {
      (low, high, histogram) = (0, 0, nil)
      return
    }
    (self.low, self.high) = (low, high)
    guard high > low else {
      histogram = nil
      return
    }
    let histogram = Histogram(rows, from: low, to: high)
    self.histogram = histogram
    threshold = histogram.invert(total * Self.tailLevel)
    excess = Self.meanExcess(rows, over: threshold)
    // The tail may go beyond what was seen, but not far: by half of what the largest rows spread,
    // and by no more than spikes differ from each other.
    // Rows in two heaps (the match goes on, the match is over) would else give a tail from the
    // distance of the heaps.
    let spread = high - histogram.invert(total * 0.98)
    limit = high + 0.03 + min(Self.mostBeyond, 0.5 * spread)
  }

  /// - Parameter tail: `Self.tail` of the level.
  func quantile(_ level: Double, tail: Double) -> Double {
    guard let histogram else { return low }
    let seen = histogram.invert(total * level)
    guard level > Self.tailLevel else { return seen }
    return max(seen, min(threshold + excess * tail, limit))
  }

  /// How many mean excesses a level lies above the 95 % quantile; 0 for one below.
  static func tail(_ level: Double) -> Double {
    level > tailLevel ? Double.log((1 - tailLevel) / (1 - level)) : 0
  }

  /// Four at a time: a chain of comparisons would be as slow as the histogram.
  private static func extremes(_ values: [Double]) -> (low: Double, high: Double)? {
    guard let first = values.first else { return nil }
    return values.withUnsafeBufferPointer { values in
      var (low, high) = (SIMD4(repeating: first), SIMD4(repeating: first))
      var place = 0
      while place + 4 <= values.count {
        let next = SIMD4(
          values[place], values[place + 1], values[place + 2], values[place + 3])
        low.replace(with: next, where: next .< low)
        high.replace(with: next, where: next .> high)
        place += 4
      }
      while place < values.count {
        if values[place] < low[0] { low[0] = values[place] }
        if values[place] > high[0] { high[0] = values[place] }
        place += 1
      }
      return (low.min(), high.max())
    }
  }

  private static func meanExcess(_ rows: WeightedRows, over threshold: Double) -> Double {
    var sum = 0.0
    var weight = 0.0
    rows.values.withUnsafeBufferPointer { values in
      rows.weights.withUnsafeBufferPointer { weights in
        for index in values.indices where values[index] > threshold {
          sum += (values[index] - threshold) * weights[index]
          weight += weights[index]
        }
      }
    }
    return weight > 0 ? sum / weight : 0
  }
}

/// Weights in equal bins between the extremes.
private struct Histogram {
  let low: Double
  /// Of a bin.
  let width: Double
  private var bins: [Double]
  /// Weight of the bins up to each, with it.
  private var sums: [Double]

  private static let count = 256

  init(_ rows: WeightedRows, from low: Double, to high: Double) {
    self.low = low
    width = (high - low) / Double(Self.count)
    let scale = Double(Self.count) / (high - low)
    var bins = [Double](repeating: 0, count: Self.count)
    bins.withUnsafeMutableBufferPointer { bins in
      rows.values.withUnsafeBufferPointer { values in
        rows.weights.withUnsafeBufferPointer { weights in
          for index in values.indices {
            let place = min(Self.count - 1, Int((values[index] - low) * scale))
            bins[place] += weights[index]
          }
        }
      }
    }
    sums = [Double](unsafeUninitializedCapacity: Self.count) { sums, count in
      var sum = 0.0
      for place in 0..<Self.count {
        sum += bins[place]
        sums[place] = sum
      }
      count = Self.count
    }
    self.bins = bins
  }

  /// Where so much weight is reached, within its bin.
  func invert(_ target: Double) -> Double {
    let index = sums.place { $0 >= target && $0 > 0 }
    guard index < sums.count else { return low + width * Double(sums.count) }
    let before = index > 0 ? sums[index - 1] : 0
    return low + width * (Double(index) + max(0, target - before) / bins[index])
  }
}
