import CurveGenerator
import RungCore
import RungModel
import RungSimulation

/// `rung plan` over a day with one match.
enum PlanBench {
  static let all: [Bench] = [
    Bench(
      name: "plan-3-services", what: "24 hours with one match, 3 services on 1 driver",
      budget: nil, run: { plans(services: 3, drivers: 1, count: 5) }),
    Bench(
      name: "plan-100-services",
      what: "24 hours with one match, 100 services on 5 drivers, 5-minute ticks off milestones",
      budget: 1_000, run: { plans(services: 100, drivers: 5, count: 5) }),
  ]

  static func plans(services: Int, drivers count: Int, count runs: Int) -> [Duration] {
    let match = Generator.match(kind: .t20, seed: 78)
    let ladders = (0..<services).map { StepBench.ladder($0, driver: $0 % count) }
    guard let first = match.messages.first, let begins = first.event.begins else { return [] }
    let now = begins - .hours(6)
    let models = ladders.prefix(count).map { model(of: $0.driver, first.event, at: now) }
    let facts = Facts(installation: "bench", events: [first.event])
    let planner = Planner(facts: facts, ladders: ladders, models: models)
    let clock = ContinuousClock()
    return (0..<runs).map { _ in
      clock.measure {
        let plan = planner.plan(at: now, from: now, to: now + .hours(24))
        precondition(plan.services.count == services, "a plan lost a service")
        precondition(plan.services.allSatisfy { !$0.changes.isEmpty }, "a service plans nothing")
      }
    }
  }

  /// Each driver has its own metric, and so its own curves and its own forecasts.
  private static func model(of driver: Driver, _ event: Event, at now: Timestamp) -> FittedModel {
    let library = Generator.library(seed: 1).filter { $0.unit == .users }.map { curve in
      var curve = curve
      curve.metric = driver.metric
      return curve
    }
    return FittedModel.fit(
      driver: driver, library: library, history: MinuteSeries(), events: [event], at: now)
  }
}
