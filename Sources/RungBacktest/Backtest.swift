import RungModel

/// The rolling-origin evaluation of the forecaster on a series that is over.
///
/// Slots run side by side on all cores; the result does not depend on which one ends first.
package struct Backtest: Sendable {
  package let material: BacktestMaterial
  package let settings: BacktestSettings
  /// In order of time; a slot after the last one that is scored is left out.
  package let slots: [BacktestSlot]
  /// Why there is nothing to score; nil when there is something. A sentence without a full stop.
  package let emptiness: String?

  package init(_ material: BacktestMaterial, _ settings: BacktestSettings) {
    self.material = material
    self.settings = settings
    let all = BacktestSlot.find(in: material, settings)
    emptiness = Self.emptiness(all, material.series)
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

  private static func emptiness(_ all: [BacktestSlot], _ series: MinuteSeries) -> String? {
    guard !all.contains(where: { $0.isScored && !$0.origins.isEmpty }) else { return nil }
    guard let first = series.present.first?.minute, first < series.lastMinute else {
      return "the series has no two minutes with a value"
    }
    let span = "\(Timestamp(minute: first)) to \(Timestamp(minute: series.lastMinute))"
    guard let earliest = all.first, let latest = all.last else {
      return "the events have no slot; the series has \(span)"
    }
    let slots = "slots are \(earliest.name) to \(latest.name)"
    let starts = all.compactMap(\.start)
    guard let early = starts.first, let late = starts.last else {
      return "\(slots); the series has \(span)"
    }
    return "\(slots), starting \(Timestamp(minute: early)) to \(Timestamp(minute: late)); "
      + "the series has \(span)"
  }
}
