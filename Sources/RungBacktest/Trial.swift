import RungModel

/// One value for each of `BacktestSettings.levels`, users or requests a second.
package typealias LevelValues = SIMD4<Double>

/// A forecast for one minute beside what came.
package struct Trial: Hashable, Sendable {
  /// Place of its slot in the backtest's list of slots.
  package var slot: Int
  /// The minute it was made at.
  package var origin: Int64
  /// Place of its horizon in the settings' list.
  package var horizon: Int
  /// What came; not negative.
  package var actual: Double
  /// Whether an event was interrupted at the target minute, as was known at that minute.
  package var isInterrupted: Bool
  /// Place of the target's phase in the list of phases.
  package var phase: Int
  /// Place of the event's kind in the list of kinds.
  package var kind: Int
  /// What Rung forecast; zeros in a slot that is not scored.
  package var forecast: LevelValues
  /// What is planned for at the highest level, holds for a resume included.
  package var planned: Double
  package var points: RivalPoints

  package init(
    slot: Int, origin: Int64, horizon: Int, actual: Double, isInterrupted: Bool = false,
    phase: Int = 0, kind: Int = 0, forecast: LevelValues, planned: Double, points: RivalPoints
  ) {
    self.slot = slot
    self.origin = origin
    self.horizon = horizon
    self.actual = actual
    self.isInterrupted = isInterrupted
    self.phase = phase
    self.kind = kind
    self.forecast = forecast
    self.planned = planned
    self.points = points
  }
}

extension Forecast {
  /// The values some minutes ahead at each level.
  func values(ahead minutes: Int) -> LevelValues {
    LevelValues(paths.map { $0[minutes] })
  }

  /// What a ladder with the highest level as its risk plans for some minutes ahead: the quantile,
  /// or the highest hold that still counts at the target.
  func planned(ahead minutes: Int) -> Double {
    let last = levels.count - 1
    let target = Timestamp(minute: firstMinute + Int64(minutes))
    var demand = paths[last][minutes]
    for hold in holds {
      let limit = min(hold.until, hold.since + BacktestSettings.holdLimit)
      if madeAt < limit, target < hold.until { demand = max(demand, hold.values[last]) }
    }
    return demand
  }
}
