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

  /// Ticks this close to a milestone are a minute apart…
  static let nearMilestone: Duration = .minutes(10)
  /// …and after an end, while capacity is given back.
  static let afterEnd: Duration = .minutes(60)

  /// Plays the window.
  ///
  /// - Parameters:
  ///   - now: when the plan is made; facts and listings are of this instant.
  ///   - from: rows begin here, not before `now`.
  ///   - every: rows are this far apart.
  package func plan(
    at now: Timestamp, from: Timestamp, to: Timestamp, every: Duration = .minutes(5)
  ) -> Plan {
    let demand = predictedDemand(at: now, to: to)
    let inputs: [Input] =
      [.ladders(planned)] + models.map { .model($0) } + listings.map { .listing($0) }
    let fine = fineSpans()
    var controller = Controller(facts: facts, at: now)
    controller.doubtsSources = false
    controller.isScoring = false
    var world = World(
      controller: controller, inputs: inputs, demand: demand,
      messages: ScheduleAsPlanned.messages(of: facts.events, after: now),
      backends: backends(), from: now,
      tick: { instant in
        fine.contains { $0.contains(instant) } ? .minutes(1) : .minutes(5)
      })
    var log = PlanLog(ladders: planned, from: from, to: to, every: every)
    world.run(until: to) { world, moment in log.take(moment, in: world) }
    return log.plan(madeAt: now, events: facts.events)
  }

  /// In a plan every ladder acts: what an observing one would do is what the reader asks.
  private var planned: [Ladder] {
    ladders.map { ladder in
      var ladder = ladder
      ladder.mode = .act
      return ladder
    }
  }

  private func predictedDemand(at now: Timestamp, to: Timestamp) -> [DriverID: MinuteSeries] {
    let minutes = max(1, Int((to - now).inMinutes.rounded(.up)) + 1)
    var result: [DriverID: MinuteSeries] = [:]
    for model in models {
      let known = facts.minutes[model.driver.id] ?? []
      let forecast = model.forecast(
        recent: MinuteSeries(known), events: facts.events, at: now, minutes: minutes,
        levels: [0.5])
      result[model.driver.id] = MinuteSeries(
        firstMinute: forecast.firstMinute, values: forecast.paths[0])
    }
    return result
  }

  private func backends() -> [String: VirtualBackend] {
    let lead = ladders.map(\.leadTime.assume).max() ?? .zero
    var result: [String: VirtualBackend] = [:]
    for name in Set(ladders.flatMap { $0.pools.map(\.backend) }).sorted() {
      var backend = VirtualBackend(boot: lead)
      backend.adopt(listings.filter { $0.backend == name }.flatMap(\.servers))
      result[name] = backend
    }
    return result
  }

  private func fineSpans() -> [Range<Timestamp>] {
    facts.events.flatMap { event in
      event.milestones.map { milestone in
        let after = milestone.at == event.ends ? Self.afterEnd : Self.nearMilestone
        return (milestone.at - Self.nearMilestone)..<(milestone.at + after)
      }
    }
  }
}
