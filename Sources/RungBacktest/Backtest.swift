import RungModel

/// The rolling-origin evaluation of the forecaster on a series that is over.
///
/// Slots run side by side on all cores; the result does not depend on which one ends first.
package struct Backtest: Sendable {
  package let material: BacktestMaterial
  package let settings: BacktestSettings
  /// In order of time; a slot after the last one that is scored is left out.
  package let slots: [BacktestSlot]

  package init(_ material: BacktestMaterial, _ settings: BacktestSettings) {
    self.material = material
    self.settings = settings
    let all = BacktestSlot.find(in: material, settings)
    slots = Array(all.prefix((all.lastIndex(where: \.isScored) ?? -1) + 1))
  }

  /// How much of a backtest is done.
  package struct Progress: Hashable, Sendable {
    package var slots = 0
    package var forecasts = 0
  }

  /// What progress ends at.
  package var whole: Progress {
    slots.reduce(into: Progress()) { whole, slot in
      whole.slots += 1
      whole.forecasts += slot.isScored ? slot.origins.count : 0
    }
  }

  /// Makes and scores every forecast.
  ///
  /// - Parameters:
  ///   - stopwatch: seconds since some instant; only timings are made from it.
  ///   - progress: told after each slot.
  package func run(
    stopwatch: @escaping @Sendable () -> Double, progress: (_ done: Progress) -> Void
  ) async -> BacktestResult {
    let started = stopwatch()
    let phases = BacktestPhases(slots)
    let outcomes = await withTaskGroup(of: (Int, SlotOutcome).self) { group in
      for (place, slot) in slots.enumerated() {
        group.addTask {
          let run = SlotRun(
            material, settings, slot: slot, place: place, phases: phases, stopwatch: stopwatch)
          return (place, run.run())
        }
      }
      var outcomes = [SlotOutcome](repeating: SlotOutcome(), count: slots.count)
      var done = Progress()
      for await (place, outcome) in group {
        outcomes[place] = outcome
        done.slots += 1
        done.forecasts += outcome.origins
        progress(done)
      }
      return outcomes
    }
    var result = BacktestResult(
      material, settings, slots: slots, outcomes: outcomes, seconds: 0)
    result.timing.total = stopwatch() - started
    return result
  }
}
