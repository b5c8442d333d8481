/// How far above the median a level of growth lies: between what the rows show and what a heavy
/// tail with their deviation would have.
///
/// A few dozen curves show the 0.9 level well and the 0.99 level hardly; a modelled tail is the
/// other way round. Near now the two are averaged. Far ahead the errors of one event come in long
/// runs, so fewer rows are independent of each other: there the larger counts for high levels, and
/// they are widened, for the one odd event that has most of the exceedances.
struct GrowthBand {
  /// Root mean square error on left-out curves, in logarithms; 0 when unknown.
  var deviation: Double
  /// Minutes ahead.
  var minutes: Double
  /// Whether the rows hold a surge that may come beside a calm that may stay: no bell shows that.
  var isMixed = false

  /// Averaged up to ten minutes ahead; the larger from half an hour.
  private static let averaged = (from: 10.0, to: 30.0)
  /// How much more than the average the larger counts where rows are mixed.
  private static let mixedShare = 0.3
  /// At an hour, high levels are so much wider.
  private static let oddEvent = (part: 0.2, minutes: 60.0)
  private static let tailLevel = 0.95

  /// - Parameter seen: how far above the median the rows have the level.
  func offset(_ seen: Double, level: Double) -> Double {
    offset(seen, level: level, heavyTail: heavyTailQuantile(level))
  }

  /// The same, where `heavyTailQuantile` of the level is known.
  func offset(_ seen: Double, level: Double, heavyTail: Double) -> Double {
    guard deviation > 0 else { return seen }
    let modelled = max(0, deviation * heavyTail)
    let mean = (seen + modelled) / 2
    guard level >= Self.tailLevel else { return mean }
    let larger = max(isMixed ? Self.mixedShare : 0, share(until: Self.averaged.to))
    let whole = mean + larger * (max(seen, modelled) - mean)
    return whole * (1 + Self.oddEvent.part * share(until: Self.oddEvent.minutes))
  }

  private func share(until end: Double) -> Double {
    min(max((minutes - Self.averaged.from) / (end - Self.averaged.from), 0), 1)
  }
}
