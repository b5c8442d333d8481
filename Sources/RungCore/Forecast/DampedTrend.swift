import RealModule

/// The last half hour's slope, carried on and soon bent level: what goes on where nothing is known
/// of the shape to come. A straight line in the driver itself, because a rise by so many users a
/// minute is what new events show; its logarithm would run away.
/// - SeeAlso: E. S. Gardner and E. McKenzie, "Forecasting trends in time series", Management
///   Science 31 (1985).
struct DampedTrend {
  /// Change a minute as a part of the level now.
  private let slope: Double

  /// What is left of the slope a minute later: all together thirteen minutes' worth.
  private static let damping = 0.93
  /// Minutes that the slope is taken over, between medians of `middle` minutes.
  private static let span = 30
  private static let middle = 5
  /// A fall stops at this part of the level.
  private static let lowest = 0.1

  /// Flat with fewer than ten minutes.
  ///
  /// - Parameter logs: minute by minute, up to the newest value.
  init(_ logs: [Double]) {
    func median(endingBefore end: Int) -> Double {
      LiveLevel.median(
        logs[max(0, end - Self.middle)..<end].filter { $0 > LiveLevel.missing })
    }
    let span = min(Self.span, logs.count - Self.middle)
    guard span >= Self.middle else {
      slope = 0
      return
    }
    let now = median(endingBefore: logs.count)
    let before = median(endingBefore: logs.count - span)
    guard now > LiveLevel.missing, before > LiveLevel.missing else {
      slope = 0
      return
    }
    slope = (1 - Double.exp(before - now)) / Double(span)
  }

  /// Logarithm of what the level has become so many minutes later, against now.
  func growth(minutes: Double) -> Double {
    let steps = Self.damping * (1 - Double.pow(Self.damping, minutes)) / (1 - Self.damping)
    return Double.log(max(Self.lowest, 1 + slope * steps))
  }
}
