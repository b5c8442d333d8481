import Logging
import RungCore
import RungModel
import RungPorts

extension Daemon {
  /// Starts a fitting where one is due, and the keeping of curves of events that are over.
  func askForFits(at now: Timestamp) {
    let events = decider?.events ?? []
    if fits.isDue(events: events, at: now, every: settings.refitEvery) { bells.ask(.fit) }
    for event in events where event.status.isOver && event.status != .cancelled {
      guard let ends = event.ends, now >= ends + .minutes(Curve.minutesAfter),
        chores.curvesKept.insert(event.id).inserted
      else { continue }
      bells.ask(.keepCurves(event))
    }
  }

  /// Fits a model for every driver in force; each enters as it is ready.
  func fit() async {
    let now = steadyNow()
    let started = ContinuousClock.now
    let isReactive = settings.policy == .reactive
    let library = isReactive ? [] : await sources.library()
    let events = isReactive ? [] : decider?.events ?? []
    var isWell = true
    for driver in ladders.drivers where !Task.isCancelled {
      do throws(StoreError) {
        let minutes =
          isReactive
          ? []
          : try await store.minutes(
            driver: driver.source.id, from: now - settings.fitHistory, to: now)
        let model = await Self.fitted(driver, library, minutes, events, at: now)
        inputs.append(.model(model))
      } catch {
        isWell = false
        note(error, storeCall: "minutes")
      }
    }
    fits.ended(well: isWell, at: now, every: settings.refitEvery)
    registry.add(.fitSum, [:], (ContinuousClock.now - started).inFractionalSeconds)
    registry.add(.fitCount)
    bells.wake()
  }

  /// Away from the actor, so that steps go on meanwhile.
  @concurrent
  private static func fitted(
    _ driver: Driver, _ library: [Curve], _ minutes: [MinuteValue], _ events: [Event],
    at now: Timestamp
  ) async -> FittedModel {
    FittedModel.fit(
      driver: driver, library: library, history: MinuteSeries(minutes), events: events, at: now)
  }

  /// Has a finished event's curves made, once for each event and sequence.
  ///
  /// A store that fails is tried again at the next tick; a curve that cannot be made is logged
  /// once, and tried again after a restart.
  func keepCurves(of event: Event) async {
    let key = "curve \(event.id) \(event.sequence)"
    do throws(StoreError) {
      guard try await store.value(key) == nil else { return }
      var isKept = true
      for driver in ladders.sources {
        guard let finished = try await finished(event, driver) else { continue }
        isKept = await keep(finished) && isKept
      }
      if isKept { try await store.setValue(key, "\(steadyNow())") }
      fits.isAsked = true
    } catch {
      chores.curvesKept.remove(event.id)
      note(error, storeCall: "curves")
    }
  }

  private func finished(
    _ event: Event, _ driver: Driver
  ) async throws(StoreError) -> FinishedEvent? {
    guard let begins = event.begins, let ends = event.ends else { return nil }
    let minutes = try await store.minutes(
      driver: driver.id, from: begins - .minutes(Curve.minutesBefore),
      to: ends + .minutes(Curve.minutesAfter))
    return minutes.isEmpty ? nil : FinishedEvent(event: event, driver: driver, minutes: minutes)
  }

  private func keep(_ finished: FinishedEvent) async -> Bool {
    do {
      try await sources.keepCurve(finished)
      logger.info(
        "curves: kept",
        metadata: ["event": "\(finished.event.id)", "driver": "\(finished.driver.id)"])
      return true
    } catch {
      logger.error(
        "curves: not kept",
        metadata: [
          "event": "\(finished.event.id)", "driver": "\(finished.driver.id)", "error": "\(error)",
        ])
      return false
    }
  }

  /// Writes driver minutes behind; what fails is tried again at the next tick.
  func storeMinutes() async {
    for (driver, minutes) in ingest.takeChangedMinutes() {
      chores.unstoredMinutes[driver, default: []] += minutes
    }
    guard !chores.unstoredMinutes.isEmpty else { return }
    let leaving = chores.unstoredMinutes
    chores.unstoredMinutes = [:]
    do throws(StoreError) {
      try await store.append(leaving)
    } catch {
      note(error, storeCall: "append")
      chores.unstoredMinutes.merge(leaving) { newer, older in
        // A day of minutes for a store that fails for long; the newest for a minute wins.
        MinuteSeries(older + newer).present.suffix(1_440)
      }
    }
  }

  /// Forgets what retention says to forget.
  func prune() async {
    do throws(StoreError) {
      try await store.prune(at: steadyNow(), retention: settings.retention)
    } catch {
      note(error, storeCall: "prune")
    }
  }
}
