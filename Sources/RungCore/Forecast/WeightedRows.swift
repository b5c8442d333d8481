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

  private static let binCount = 256
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
    let bins = histogram(low: low, high: high)
    let width = (high - low) / Double(Self.binCount)
    let threshold = Self.invert(bins, total * Self.tailLevel, low: low, width: width)
    let excess = meanExcess(over: threshold)
    // The tail may go beyond what was seen, but not far: by half of what the largest rows spread,
    // and by no more than spikes differ from each other.
    // Rows in two heaps (the match goes on, the match is over) would else give a tail from the
    // distance of the heaps.
    let spread = high - Self.invert(bins, total * 0.98, low: low, width: width)
    let limit = high + 0.03 + min(Self.mostBeyond, 0.5 * spread)
    return levels.map { level in
      let seen = Self.invert(bins, total * level, low: low, width: width)
      guard level > Self.tailLevel else { return seen }
      let tail = threshold + excess * Double.log((1 - Self.tailLevel) / (1 - level))
      return max(seen, min(tail, limit))
    }
  }

  private func histogram(low: Double, high: Double) -> [Double] {
    var bins = [Double](repeating: 0, count: Self.binCount)
    let scale = Double(Self.binCount) / (high - low)
    for index in values.indices {
      bins[min(Self.binCount - 1, Int((values[index] - low) * scale))] += weights[index]
    }
    return bins
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

  private static func invert(
    _ bins: [Double], _ target: Double, low: Double, width: Double
  ) -> Double {
    var before = 0.0
    for (index, weight) in bins.enumerated() {
      if before + weight >= target, weight > 0 {
        return low + width * (Double(index) + max(0, target - before) / weight)
      }
      before += weight
    }
    return low + width * Double(bins.count)
  }
}
