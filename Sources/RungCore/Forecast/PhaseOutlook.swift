import RealModule
import RungModel

/// What comparable events let an event be, under one reading of its milestones.
struct PhaseOutlook {
  /// How much the reading is believed; those of an event sum to 1.
  let weight: Double
  let aligned: AlignedCurves
  let growth: GrowthRows?
  private(set) var regression: PhaseRegression?
  /// How high the event will go, learned from where it stands in this reading.
  private(set) var peak: PeakLevel?
  /// The same before the live level was looked at.
  private let prior: PeakLevel?

  init(
    _ phase: EventPhase, curves: [ComparableCurve], members: [Comparables.Member],
    matches: MarkMatches, origin: LiveOrigin?, anchor: LiveOrigin?, prior: PeakLevel?,
    surge: Double, context: [Double]?, minutes: Int, next: Int64?, since: Double?
  ) {
    weight = phase.weight
    aligned = AlignedCurves(
      curves: curves, members: members, matches: matches, phase: phase)
    let aligned = aligned
    if let origin, let regression = PhaseRegression(aligned, origin: origin, context: context) {
      if context == nil, let next { regression.next = origin.play + Double(next) }
      regression.since = since
      regression.prepare(until: origin.play + Double(minutes))
      self.regression = regression
    }
    growth = regression == nil ? origin.map { GrowthRows(aligned, origin: $0) } : nil
    self.prior = prior
    peak = prior
    if let origin {
      learnPeak(origin, surge: surge)
    } else if let anchor {
      learnPeak(anchor, surge: 0, leastSpread: PeakLevel.leastSyntheticSpread)
    }
    if let origin { regression?.ownShape = peak.map { origin.level - $0.mean } }
  }

  /// Moves the expected peak by where the event stands.
  ///
  /// - Parameter surge: what the level holds that says nothing of the peak, in logarithms.
  private mutating func learnPeak(
    _ origin: LiveOrigin, surge: Double, leastSpread: Double = 0.1
  ) {
    guard let shape = aligned.shape(at: origin.play) else { return }
    let mean = origin.level - surge - shape.mean
    let spread = max(leastSpread, Double.sqrt(shape.variance))
    guard let prior = peak else {
      peak = PeakLevel(mean: mean, spread: spread)
      return
    }
    // A prior far from what is seen is wrong by at least the distance.
    let distance = abs(mean - prior.mean)
    peak?.spread = max(prior.spread, distance - spread)
    peak?.combine(mean: mean, spread: spread)
  }

  /// Logarithm of what comparable events would have at a play minute, whatever the level now, which
  /// may be another event's; nil when unknown.
  func expected(at play: Double) -> Double? {
    guard let prior, let shape = aligned.shape(at: play) else { return nil }
    return prior.mean + shape.mean
  }

  /// Logarithm of what the shape gives at a play minute: mean and variance; nil when unknown.
  func ahead(at play: Double) -> (mean: Double, variance: Double)? {
    guard let peak, let shape = aligned.shape(at: play) else { return nil }
    return (peak.mean + shape.mean, peak.spread * peak.spread + shape.variance)
  }
}

extension PeakLevel {
  init(mean: Double, spread: Double) {
    self.mean = mean
    self.spread = spread
  }
}
