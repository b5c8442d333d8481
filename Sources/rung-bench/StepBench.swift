import CurveGenerator
import RungCore
import RungModel
import RungSimulation

/// One `Controller.step`, the store's commit not counted.
enum StepBench {
  static let all: [Bench] = [
    Bench(
      name: "step-3-services",
      what: "one step, 3 services on 2 drivers in a live match, synthetic library", budget: 1,
      run: { try steps(services: 3, drivers: 2, count: 600) }),
    Bench(
      name: "step-1000-services",
      what: "one step, 1,000 services on 20 drivers in a live match, 1-hour horizon", budget: 50,
      run: { try steps(services: 1_000, drivers: 20, count: 60) }),
  ]

  static func ladder(_ index: Int, driver: Int) -> Ladder {
    Ladder(
      service: "service-\(index)", mode: .act,
      driver: Driver(unit: .users, metric: "platform_concurrency_\(driver)"),
      rungs: [
        Rung(at: 0, servers: 1), Rung(at: 1e6, servers: 2), Rung(at: 25e6, servers: 20),
      ], limits: Limits(min: 1, max: 30),
      pools: [Pool(name: "local", backend: "local", offerings: [Offering(type: "process")])])
  }

  /// Steps of 10 s around the start of a generated match, each timed alone.
  static func steps(services: Int, drivers: Int, count: Int) throws -> [Duration] {
    let match = Generator.match(kind: .t20, seed: 77)
    let series = match.minutes(.platformConcurrency)
    let start = Timestamp(minute: series.firstMinute + 100)
    let ladders = (0..<services).map { ladder($0, driver: $0 % drivers) }
    let known = match.messages.last { $0.receivedAt <= start }?.event
    let names = Set(ladders.map(\.driver)).sorted { $0.id < $1.id }
    let models = names.map { driver in
      FittedModel.fit(
        driver: driver, library: library(for: driver), history: MinuteSeries(), events: [],
        at: start)
    }
    var facts = Facts(installation: "bench", events: known.map { [$0] } ?? [])
    for driver in names {
      facts.minutes[driver.id] = series.present.filter { $0.minute < start.minute }
    }
    var controller = Controller(facts: facts, at: start)
    var backend = VirtualBackend(boot: .minutes(6))
    var inputs: [Input] = [.ladders(ladders)] + models.map { .model($0) }
    var durations: [Duration] = []
    for step in 0..<count {
      let now = start + .seconds(10 * step)
      backend.advance(to: now)
      let samples = names.map {
        DriverSample(driver: $0.id, at: now, value: series[now.minute] ?? 0)
      }
      inputs += [.samples(samples), .listing(backend.listing("local", at: now))]
      let clock = ContinuousClock()
      var directives: [Directive] = []
      let duration = clock.measure { directives = controller.step(inputs, at: now) }
      // The first steps take up ladders and models and launch everything at once.
      if step >= 3 { durations.append(duration) }
      inputs = []
      for directive in directives {
        if case .launch(let order) = directive {
          inputs.append(.launched(backend.launch(order, at: now)))
        } else if case .terminate(let order) = directive {
          backend.terminate(order, at: now)
          inputs.append(.terminating(order.id))
        }
      }
    }
    return durations
  }

  private static func library(for driver: Driver) -> [Curve] {
    Generator.library(seed: 1).filter { $0.unit == .users }.map { curve in
      var curve = curve
      curve.metric = driver.metric
      return curve
    }
  }
}
