import RealModule

/// What a policy costs at each unserved share, over a sweep of its knob.
package struct Frontier: Hashable, Sendable {
  package struct Point: Hashable, Sendable {
    /// The knob: a headroom factor, or a risk.
    package var knob: Double
    package var costRatio: Double
    package var unservedShare: Double

    package init(knob: Double, costRatio: Double, unservedShare: Double) {
      self.knob = knob
      self.costRatio = costRatio
      self.unservedShare = unservedShare
    }

    init(knob: Double, _ tally: Tally) {
      self.init(knob: knob, costRatio: tally.costRatio, unservedShare: tally.unservedShare)
    }
  }

  /// In the order of the sweep.
  package var points: [Point]

  package init(_ points: [Point]) { self.points = points }

  /// The cost ratio at an unserved share, on the straight line between two neighbouring points in
  /// the logarithm of the share; the cheapest where several cross it. A point without any unserved
  /// counts as a tenth of a millionth. Nil when the sweep never gets there.
  package func costRatio(at share: Double) -> Double? {
    let ordered = points.sorted {
      ($0.costRatio, $0.unservedShare) < ($1.costRatio, $1.unservedShare)
    }
    var best: Double?
    if let first = ordered.first, first.unservedShare <= share { best = first.costRatio }
    for (left, right) in zip(ordered, ordered.dropFirst())
    where left.unservedShare > share && right.unservedShare <= share {
      let high = log10(left.unservedShare)
      let low = log10(max(right.unservedShare, Self.least))
      let part = high > low ? (high - log10(share)) / (high - low) : 1
      let cost = left.costRatio + part * (right.costRatio - left.costRatio)
      best = min(best ?? cost, cost)
    }
    return best
  }

  private static let least = 1e-7

  private func log10(_ value: Double) -> Double { Double.log(value) / Double.log(10) }
}
