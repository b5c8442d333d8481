import RealModule

/// Weighted observations and their quantiles, with a tail beyond the largest of them.
///
/// Quantiles come from a histogram between the extremes (256 bins: a sort would be most of the
/// forecast's time). Above the 95 % quantile u the excess is taken as exponential with its own
/// mean: `q(p) = u + mean excess x ln(0.05 / (1 - p))`. In logarithms of a level that is a
/// Pareto tail, which is what spikes look like; the larger of both is used.
struct WeightedRows {
  private(set) var values: [Double] = []
  private(set) var weights: [Double] = []
  private(set) var total = 0.0

  private static let tailLevel = 0.95
  /// Spikes differ by about so much, in logarithms.
  private static let mostBeyond = 0.06

  mutating func removeAll() {
    values.removeAll(keepingCapacity: true)
    weights.removeAll(keepingCapacity: true)
    total = 0
  }

  mutating func add(_ value: Double, weight: Double) {
    values.append(value)
    weights.append(weight)
    total += weight
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
    guard !isEmpty, let low = values.min(), let high = values.max() else {
      return levels.map { _ in 0 }
    }
    guard high > low else { return levels.map { _ in low } }
    let histogram = Histogram(self, from: low, to: high)
    let threshold = histogram.invert(total * Self.tailLevel)
    let excess = meanExcess(over: threshold)
    // The tail may go beyond what was seen, but not far: by half of what the largest rows spread,
    // and by no more than spikes differ from each other.
    // Rows in two heaps (the match goes on, the match is over) would else give a tail from the
    // distance of the heaps.
    let spread = high - histogram.invert(total * 0.98)
    let limit = high + 0.03 + min(Self.mostBeyond, 0.5 * spread)
    return levels.map { level in
      let seen = histogram.invert(total * level)
      guard level > Self.tailLevel else { return seen }
      let tail = threshold + excess * Double.log((1 - Self.tailLevel) / (1 - level))
      return max(seen, min(tail, limit))
    }
  }

  private func meanExcess(over threshold: Double) -> Double {
    var sum = 0.0
    var weight = 0.0
    for index in values.indices where values[index] > threshold {
      sum += (values[index] - threshold) * weights[index]
      weight += weights[index]
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
    for index in rows.values.indices {
      let place = min(Self.count - 1, Int((rows.values[index] - low) * scale))
      bins[place] += rows.weights[index]
    }
    var sum = 0.0
    sums = bins.map { weight in
      sum += weight
      return sum
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
