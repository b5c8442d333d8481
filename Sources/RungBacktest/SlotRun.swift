import RungCore
import RungModel

/// What came of one slot.
package struct SlotOutcome: Sendable {
  /// In order of origin and horizon; minutes without an actual value have none.
  package var trials: [Trial] = []
  /// Forecasts made.
  package var origins = 0
  /// Forecasts whose newest value was older than five minutes.
  package var staleOrigins = 0
  /// Seconds for each forecast.
  package var forecastSeconds: [Double] = []
  /// Seconds for each fit.
  package var fitSeconds: [Double] = []
}

/// One slot from its first origin to its last; what is carried from origin to origin lives here.
struct SlotRun {
  let material: BacktestMaterial
  let settings: BacktestSettings
  let slot: BacktestSlot
  /// Place of the slot in the list of slots.
  let place: Int
  let phases: BacktestPhases
  /// Seconds since some instant.
  let stopwatch: @Sendable () -> Double

  private var knowledge: BacktestKnowledge
  private var model: FittedModel?
  /// Ids of the events that were finished at the last fit.
  private var fitted: [String] = []
  /// What the slot's earlier forecasts said and what came, as the daemon would know it.
  private var scorecard = Scorecard()
  private var outcome = SlotOutcome()

  /// A run before its first origin.
  init(
    _ material: BacktestMaterial, _ settings: BacktestSettings, slot: BacktestSlot, place: Int,
    phases: BacktestPhases, stopwatch: @escaping @Sendable () -> Double
  ) {
    self.material = material
    self.settings = settings
    self.slot = slot
    self.place = place
    self.phases = phases
    self.stopwatch = stopwatch
    knowledge = BacktestKnowledge(material, at: slot.origins.first ?? 0)
  }

  /// Makes every forecast of the slot, each from what was known at its origin.
  consuming func run() -> SlotOutcome {
    let interrupted = interruptedMinutes()
    for origin in slot.origins {
      let before = knowledge.origin
      knowledge.advance(to: origin)
      for minute in before..<origin {
        scorecard.settle(minute: minute + 1, value: knowledge.series[minute + 1])
      }
      guard let newest = knowledge.newest else { continue }
      let rivals = RivalOrigin(knowledge.series, newest: newest, origin: origin)
      let forecast = slot.isScored ? makeForecast() : nil
      if slot.isScored {
        outcome.origins += 1
        if origin - newest.minute > BacktestSettings.staleAfter { outcome.staleOrigins += 1 }
      }
      for (horizon, minutes) in settings.horizons.enumerated() {
        let target = origin + Int64(minutes)
        guard let actual = material.series[target] else { continue }
        let (phase, kind) = phases.places(of: target, in: slot)
        outcome.trials.append(
          Trial(
            slot: place, origin: origin, horizon: horizon, actual: actual,
            isInterrupted: interrupted.contains(target), phase: phase, kind: kind,
            forecast: forecast?.values(ahead: minutes) ?? .zero,
            planned: forecast?.planned(ahead: minutes) ?? 0,
            points: rivals.points(ahead: minutes)))
      }
    }
    return outcome
  }

  private mutating func makeForecast() -> Forecast {
    let model = currentModel()
    let started = stopwatch()
    let forecast = model.forecast(
      recent: knowledge.series, events: knowledge.events, at: knowledge.now,
      minutes: max(settings.farthest, ForecastRecord.horizons.max() ?? 0) + 1,
      levels: BacktestSettings.levels, scorecard: scorecard)
    outcome.forecastSeconds.append(stopwatch() - started)
    if let newest = knowledge.newest {
      scorecard.take(
        ForecastRecord(forecast, events: knowledge.events, persistence: newest.value))
    }
    return forecast
  }

  /// The model in force: fitted at the first origin, when an event has finished, and every hour.
  private mutating func currentModel() -> FittedModel {
    let finished = knowledge.finished.map(\.id)
    if let model, finished == fitted,
      knowledge.origin - model.fittedAt.minute < BacktestSettings.refitEvery
    {
      return model
    }
    let started = stopwatch()
    let fresh = FittedModel.fit(
      driver: material.driver, library: knowledge.curves(), history: knowledge.series,
      events: knowledge.events, at: knowledge.now)
    outcome.fitSeconds.append(stopwatch() - started)
    fitted = finished
    model = fresh
    return fresh
  }

  /// Targets at which an event was interrupted, as was known at each of them.
  private func interruptedMinutes() -> Set<Int64> {
    guard let first = slot.origins.first, let last = slot.origins.last else { return [] }
    var schedule = KnownEvents(material.messages)
    var result: Set<Int64> = []
    for minute in first...(last + Int64(settings.farthest)) {
      let instant = Timestamp(minute: minute)
      schedule.advance(to: instant)
      if schedule.isInterrupted(at: instant) { result.insert(minute) }
    }
    return result
  }
}
