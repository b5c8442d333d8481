package import RungModel

/// Everything that a backtest found, before it is summed up.
package struct BacktestResult: Sendable {
  /// Wall times, in seconds.
  package struct Timing: Hashable, Sendable {
    package var forecasts: Spread
    package var fits: Spread
    package var total: Double

    package init(forecasts: Spread, fits: Spread, total: Double) {
      self.forecasts = forecasts
      self.fits = fits
      self.total = total
    }
  }

  /// How many, and how long they took.
  package struct Spread: Hashable, Sendable {
    package var count: Int
    package var median: Double
    package var slowest: Double

    /// Zeros for none.
    package init(_ seconds: [Double]) {
      let sorted = seconds.sorted()
      count = sorted.count
      median = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
      slowest = sorted.last ?? 0
    }
  }

  package var driver: Driver
  /// Users or requests a second, for the charts.
  package var series: MinuteSeries
  package var settings: BacktestSettings
  package var phases: BacktestPhases
  /// All slots in order of time, scored or not.
  package var slots: [BacktestSlot]
  /// Of scored slots, in order of slot, origin and horizon.
  package var trials: [Trial]
  /// For each trial what each rival would have said at each level, in the order of `Rival`.
  package var rivals: [[LevelValues]]
  /// Forecasts made.
  package var origins: Int
  /// Forecasts whose newest value was older than five minutes.
  package var staleOrigins: Int
  package var timing: Timing
  /// What someone should know about the material. Sentences without a full stop.
  package var notes: [String] = []

  /// Puts the slots' outcomes together and calibrates the rivals in order of time.
  ///
  /// - Parameters:
  ///   - outcomes: one for each slot.
  ///   - seconds: wall time of the whole backtest.
  package init(
    _ material: BacktestMaterial, _ settings: BacktestSettings, slots: [BacktestSlot],
    outcomes: [SlotOutcome], seconds: Double
  ) {
    precondition(slots.count == outcomes.count, "\(outcomes.count) outcomes of \(slots.count)")
    driver = material.driver
    series = material.series
    self.settings = settings
    self.slots = slots
    phases = BacktestPhases(slots)
    let all = outcomes.flatMap(\.trials)
    // Slots may overlap, so that their order is not yet the order of time.
    let inTime = all.indices.sorted { (all[$0].origin, $0) < (all[$1].origin, $1) }
    let ordered = inTime.map { all[$0] }
    let kept = all.indices.filter { slots[all[$0].slot].isScored }
    trials = kept.map { all[$0] }
    rivals = Rival.allCases.map { rival in
      let values = RivalQuantiles.values(
        ordered, rival: rival, horizons: settings.horizons, unit: material.driver.unit)
      var placed = [LevelValues](repeating: .zero, count: all.count)
      for (place, value) in zip(inTime, values) { placed[place] = value }
      return kept.map { placed[$0] }
    }
    let young = Self.young(ordered, slots: slots, horizons: settings.horizons.count)
    if !kept.isEmpty, Double(young) > 0.2 * Double(kept.count) {
      let share = Int((100 * Double(young) / Double(kept.count)).rounded())
      notes.append(
        "\(share) % of the scored values had fewer than \(RivalQuantiles.fewest) past errors of the "
          + "rivals: what is told of their levels says little")
    }
    origins = outcomes.reduce(0) { $0 + $1.origins }
    staleOrigins = outcomes.reduce(0) { $0 + $1.staleOrigins }
    timing = Timing(
      forecasts: Spread(outcomes.flatMap(\.forecastSeconds)),
      fits: Spread(outcomes.flatMap(\.fitSeconds)), total: seconds)
    if trials.isEmpty, origins > 0 {
      notes.append("no forecast has a value to be scored by: the series ends before its target")
    }
  }

  /// How many scored trials came before the rivals had enough errors for levels of their own.
  private static func young(_ ordered: [Trial], slots: [BacktestSlot], horizons: Int) -> Int {
    var seen = [Int](repeating: 0, count: horizons)
    var young = 0
    for trial in ordered {
      seen[trial.horizon] += 1
      if seen[trial.horizon] <= RivalQuantiles.fewest, slots[trial.slot].isScored { young += 1 }
    }
    return young
  }
}
