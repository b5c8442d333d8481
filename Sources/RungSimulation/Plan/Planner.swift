package import RungCore
package import RungModel

/// `plan`: the controller in a fault-free world whose traffic is the forecast.
///
/// Built from values alone. It holds no store, backend, inbox or sink, so it cannot act: promise 5.
package struct Planner: Sendable {
  package let facts: Facts
  package let ladders: [Ladder]
  package let models: [FittedModel]
  /// What the backends list now.
  package let listings: [Listing]

  package init(
    facts: Facts, ladders: [Ladder], models: [FittedModel], listings: [Listing] = []
  ) {
    self.facts = facts
    self.ladders = ladders
    self.models = models
    self.listings = listings
  }

  /// Levels of the forecast that the plan shows; the median is what users do in it.
  package static let levels = [0.5, 0.9, 0.99, 0.999]

  /// Plays the window.
  ///
  /// - Parameters:
  ///   - now: when the plan is made; facts and listings are of this instant.
  ///   - from: rows begin here, not before `now`.
  ///   - every: rows are this far apart.
  ///   - isClose: ticks are a minute apart all along events, not only near milestones; always so
  ///     with a what-if, and for the plan that it is compared with.
  ///   - whatIf: what is supposed; `WhatIf.fault` must have found nothing.
  package func plan(
    at now: Timestamp, from: Timestamp, to: Timestamp, every: Duration = .minutes(5),
    isClose: Bool = false, whatIf: WhatIf = WhatIf()
  ) -> Plan {
    var facts = facts
    facts.events = whatIf.corrected(facts.events)
    let forecasts = self.forecasts(facts.events, at: now, to: to)
    let expected = whatIf.demand(forecasts, events: facts.events, at: now)
    let demand = Self.withDepartures(approached(expected), of: ladders)
    let stage = PlanStage(ladders, listings: listings, whatIf: whatIf, at: now)
    let pace = PlanPace(facts.events, window: now..<to, isClose: isClose || !whatIf.isEmpty)
    var world = World(
      controller: controller(facts, at: now),
      inputs: [.ladders(stage.ladders)] + models.map { .model($0) }
        + stage.listings.map { .listing($0) } + Self.calm(ladders, at: now),
      demand: demand,
      messages: ScheduleAsPlanned.messages(of: facts.events, after: now)
        .filter { $0.receivedAt < to },
      backends: stage.backends, from: now, tick: { pace.tick(after: $0) })
    var log = PlanLog(
      stage, window: PlanWindow(from: from, to: to, every: every), events: facts.events)
    world.isChecked = false
    world.run(until: to) { world, moment in log.take(moment, in: world) }
    var plan = log.plan(madeAt: now, events: facts.events, demand: demand)
    for place in plan.services.indices {
      let service = plan.services[place].service
      plan.services[place].mode = ladders.first { $0.service == service }?.mode ?? .act
    }
    plan.assumptions = whatIf.suppositions.map(\.sentence)
    plan.forecasts = forecasts.sorted { $0.driver < $1.driver }
      .map { Plan.Fan($0, from: from, to: to) }
    return plan
  }

  /// Where nothing is known of a driver but an event to come, as many are there before the event's
  /// reach as in its first minute: nobody arrives all at once because a forecast begins.
  private func approached(_ demand: [DriverID: MinuteSeries]) -> [DriverID: MinuteSeries] {
    var demand = demand
    for (id, series) in demand where facts.minutes[id]?.isEmpty ?? true {
      guard let first = series.present.first(where: { $0.value > 0 }) else { continue }
      for minute in series.firstMinute..<first.minute { demand[id]?[minute] = first.value }
    }
    return demand
  }

  /// Demand of departures as the predicted users have it: who leaves was there.
  private static func withDepartures(
    _ demand: [DriverID: MinuteSeries], of ladders: [Ladder]
  ) -> [DriverID: MinuteSeries] {
    var demand = demand
    for driver in ladders.map(\.driver) where driver.unit == .departures {
      guard let users = demand[driver.source.id] else { continue }
      demand[driver.id] = Departures.series(of: users)
    }
    return demand
  }

  /// The world's first minute is not over and says nothing of departures: in the one before it
  /// nobody left, unless the facts know better.
  private static func calm(_ ladders: [Ladder], at now: Timestamp) -> [Input] {
    let departing = Driver.withSources(ladders.map(\.driver)).filter { $0.unit == .departures }
    guard !departing.isEmpty else { return [] }
    let minute = Timestamp(minute: now.minute - 1)
    return [.samples(departing.map { DriverSample(driver: $0.id, at: minute, value: 0) })]
  }

  private func controller(_ facts: Facts, at now: Timestamp) -> Controller {
    var controller = Controller(facts: facts, at: now)
    controller.doubtsSources = false
    controller.isScoring = false
    // Nobody looks at these forecasts but control.
    controller.shownHorizon = .zero
    return controller
  }

  /// Of each driver, a minute beyond the window.
  private func forecasts(_ events: [Event], at now: Timestamp, to: Timestamp) -> [Forecast] {
    let minutes = max(1, Int((to - now).inMinutes.rounded(.up)) + 1)
    return models.map { model in
      let known = facts.minutes[model.driver.id] ?? []
      let users = facts.minutes[model.driver.source.id] ?? []
      return model.forecast(
        recent: MinuteSeries(known), users: MinuteSeries(users), events: events, at: now,
        minutes: minutes, levels: Self.levels)
    }
  }
}
