import RealModule

/// The level of a series at a minute, as the forecaster sees it, in logarithms.
///
/// The same rule reads the live series and the library's, so that what it gets wrong cancels in
/// growth: the median of the newest three minutes (one bad minute moves nothing), moved up by the
/// recent slope when the series climbs (a rise is followed at once, a fall a minute later).
enum LiveLevel {
  /// Marks a missing minute. Not NaN, so that fitted models stay comparable.
  static let missing = -Double.infinity
  /// Minutes looked at: five hold three good ones even when one is missing and one is wrong.
  static let window = 5
  /// Slope per minute that minute noise of 2 % can fake, so it is not followed.
  static let slopeOfNoise = 0.008

  /// The level at an index, or `missing` when the window is empty.
  static func at(_ index: Int, of logs: [Double]) -> Double {
    var positions: [Double] = []
    var values: [Double] = []
    for place in max(0, index - window + 1)...max(0, index) where place < logs.count {
      if logs[place] > missing {
        positions.append(Double(place))
        values.append(logs[place])
      }
    }
    guard !values.isEmpty else { return missing }
    let newest = Array(values.suffix(3))
    let middle = median(newest)
    guard values.count >= 4 else { return middle }
    let lag = Double(index) - positions.suffix(3).reduce(0, +) / Double(newest.count)
    let slope = medianSlope(positions, values)
    return middle + max(0, slope - slopeOfNoise) * min(lag, 2)
  }

  /// The level at every index.
  static func all(of logs: [Double]) -> [Double] {
    logs.indices.map { at($0, of: logs) }
  }

  /// The middle value; the mean of the two middle ones for an even count; `missing` when empty.
  static func median(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return missing }
    let sorted = values.sorted()
    let half = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
  }

  /// Standard deviation of one-minute noise: from the differences of neighbours, which a slow
  /// trend does not reach, by their median size, which a jump does not reach.
  static func noise(of logs: [Double]) -> Double {
    var sizes: [Double] = []
    for index in logs.indices.dropFirst()
    where logs[index] > missing && logs[index - 1] > missing {
      sizes.append(abs(logs[index] - logs[index - 1]))
    }
    guard sizes.count >= 10 else { return 0 }
    // The median size of a normal difference is 0.6745 sd, and a difference has sd sqrt(2) noise.
    return median(sizes) / (0.6745 * Double.sqrt(2))
  }

  /// The median of the slopes between all pairs (Theil and Sen): one outlier moves it little.
  private static func medianSlope(_ positions: [Double], _ values: [Double]) -> Double {
    var slopes: [Double] = []
    for left in values.indices {
      for right in values.indices where right > left {
        slopes.append((values[right] - values[left]) / (positions[right] - positions[left]))
      }
    }
    return median(slopes)
  }
}
