import RealModule
import RungModel

// The live forecast of one reading of the milestones: the level now, times the growth that
// comparable events had, with a band from what they leave unexplained.
extension EventOutlook {
  /// What measured curves do not show of the next event, as a deviation in logarithms ...
  private static let measuredMisfit = 0.01
  /// ... and synthetic ones, which are smoother and more alike than matches are ...
  private static let syntheticMisfit = 0.03
  /// ... and whose surges and falls may be faster or slower by this part of themselves.
  private static let paceMisfit = 0.2
  /// Real surges (toss, start: growth beyond a third or so) may be larger than synthetic ones by
  /// this part of themselves, all in logarithms, and by so much at most.
  private static let surgeMisfit = (part: 0.18, beyond: 0.3, most: 0.3)
  /// Spikes differ from those of the curves by about so much, as a logarithm.
  private static let spikeMisfit = 0.06
  /// Even at its expected peak an event may rise by a third (as a logarithm) in one go.
  private static let headroom = 0.3
  /// What the peaks of comparable events say of this one was in their growth already, so beside a
  /// regression its variance counts so many times.
  private static let peakDoubt = 5.0
  /// A known peak narrows the band by no more than this.
  private static let leastScale = 0.8

  func moving(_ reading: PhaseOutlook, play: Double, levels: QuantileLevels) -> EventPath? {
    var rows = WeightedRows()
    let ahead = reading.ahead(at: play)
    guard let origin, reading.growth?.isEmpty == false || reading.regression != nil else {
      return ahead.map { ahead in
        EventPath(
          logs: levels.normal.map { ahead.mean + $0 * Double.sqrt(ahead.variance) },
          variance: nil)
      }
    }
    var explained: PhaseGrowth?
    if let regression = reading.regression {
      explained = regression.growth(to: play, into: &rows)
    } else {
      reading.growth?.growth(to: play, into: &rows)
    }
    guard !rows.isEmpty else { return nil }
    addOnsets(to: &rows, minutes: play - origin.play)
    let seen = RowQuantiles(rows)
    let quantiles = levels.indices.map {
      seen.quantile(levels.values[$0], tail: levels.tail[$0])
    }
    let extra = misfit(growth: quantiles[0], noise: origin.noise)
    let half = (seen.quantile(0.84, tail: 0) - seen.quantile(0.16, tail: 0)) / 2
    let live = (mean: origin.level + quantiles[0], variance: half * half + extra)
    let (median, share) = combined(
      live, ahead, doubt: reading.regression == nil ? 1 : Self.peakDoubt)
    let scale = max(Self.leastScale, Double.sqrt(share))
    let band = GrowthBand(
      deviation: explained.map { Double.sqrt($0.variance) } ?? 0, minutes: play - origin.play,
      isMixed: reading.regression?.mayDrift(by: play) ?? false)
    let steepest = isMeasured ? nil : explained?.steepest
    let logs = levels.indices.map { index in
      let z = levels.normal[index]
      let offset =
        band.offset(
          max(0, quantiles[index] - quantiles[0]), level: levels.values[index],
          heavyTail: levels.heavyTail[index])
        + surge(quantiles[index], z)
      let value = median + scale * Double.sqrt(offset * offset + z * z * extra)
      let bound = min(
        ceiling(reading.peak, z), steepest.map { reach($0, z, noise: origin.noise) } ?? .infinity)
      return max(median, min(value, bound))
    }
    // A perfect fit is luck: a hundredth of the minute noise is left to doubt.
    return EventPath(logs: logs, variance: explained.map { $0.variance + 1e-5 })
  }

  /// The variance that no curve shows.
  private func misfit(growth: Double, noise: Double) -> Double {
    let own = max(0, noise * noise - libraryNoise * libraryNoise)
    if isMeasured { return own + Self.measuredMisfit * Self.measuredMisfit }
    let pace = Self.paceMisfit * growth
    return own + Self.syntheticMisfit * Self.syntheticMisfit + pace * pace
  }

  private func surge(_ growth: Double, _ z: Double) -> Double {
    guard !isMeasured, z > 0 else { return 0 }
    let size = Self.surgeMisfit.part * max(0, growth - Self.surgeMisfit.beyond)
    return min(Self.surgeMisfit.most, size)
  }

  /// How high the steepest growth of any curve would carry, with what curves do not show of it: an
  /// error as large as a fall that may come says nothing of how far the level may rise instead.
  private func reach(_ steepest: Double, _ z: Double, noise: Double) -> Double {
    let surprise = Self.spikeMisfit + surge(steepest, z)
    let extra = misfit(growth: 0, noise: noise)
    return (origin?.level ?? 0) + max(0, steepest)
      + Double.sqrt(surprise * surprise + z * z * extra)
  }

  /// The growth forecast and the ahead forecast, each weighted by its precision; and the share of
  /// the former's variance that is left.
  private func combined(
    _ live: (mean: Double, variance: Double), _ ahead: (mean: Double, variance: Double)?,
    doubt: Double
  ) -> (median: Double, share: Double) {
    guard let ahead else { return (live.mean, 1) }
    // A prior far from what is seen is wrong by at least the distance.
    let distance = ahead.mean - live.mean
    let variance = doubt * max(ahead.variance, distance * distance - live.variance)
    let share = variance / (variance + live.variance)
    return (live.mean + (1 - share) * distance, share)
  }

  /// Growth may not carry beyond what the event's peak may be, unless it is nearly there already.
  private func ceiling(_ peak: PeakLevel?, _ z: Double) -> Double {
    let near = (origin?.level ?? 0) + Self.headroom
    return peak.map { max(near, $0.mean + z * max($0.spread, PeakLevel.leastMeasuredSpread)) }
      ?? Double.infinity
  }
}
