import CurveGenerator
import RungCore
import RungModel
import RungSimulation

/// `rung plan` over a day with one match.
enum PlanBench {
  static let all: [Bench] = [
    Bench(
      name: "plan-3-services", what: "24 hours with one match, 3 services on 1 driver",
      budget: nil, run: { plans(services: 3, count: 5) }),
    Bench(
      name: "plan-100-services", what: "24 hours with one match, 100 services on 1 driver",
      budget: 1_000, run: { plans(services: 100, count: 3) }),
  ]

  static func plans(services: Int, count: Int) -> [Duration] {
    let match = Generator.match(kind: .t20, seed: 78)
    let ladders = (0..<services).map { StepBench.ladder($0, driver: 0) }
    guard let first = match.messages.first, let begins = first.event.begins else { return [] }
    let now = begins - .hours(6)
    let library = Generator.library(seed: 1).filter { $0.unit == .users }.map { curve in
      var curve = curve
      curve.metric = ladders[0].driver.metric
      return curve
    }
    let model = FittedModel.fit(
      driver: ladders[0].driver, library: library, history: MinuteSeries(),
      events: [first.event], at: now)
    let facts = Facts(installation: "bench", events: [first.event])
    let planner = Planner(facts: facts, ladders: ladders, models: [model])
    let clock = ContinuousClock()
    return (0..<count).map { _ in
      clock.measure {
        let plan = planner.plan(at: now, from: now, to: now + .hours(24))
        precondition(plan.services.count == services, "a plan lost a service")
      }
    }
  }
}
