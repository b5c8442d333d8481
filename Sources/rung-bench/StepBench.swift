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
    var installation = Installation(services: services, drivers: drivers)
    // The first steps take up ladders and models and launch everything at once.
    return (0..<count).map { installation.step($0) }.dropFirst(3).map { $0 }
  }

  /// A controller in a live match, with a world that answers it.
  struct Installation {
    private let drivers: [Driver]
    private let series: MinuteSeries
    private let start: Timestamp
    private var controller: Controller
    private var backend = VirtualBackend(boot: .minutes(6))
    private var inputs: [Input]
    private var level = 0.0

    init(services: Int, drivers count: Int) {
      let match = Generator.match(kind: .t20, seed: 77)
      let series = match.minutes(.platformConcurrency)
      let start = Timestamp(minute: series.firstMinute + 100)
      let ladders = (0..<services).map { ladder($0, driver: $0 % count) }
      let known = match.messages.last { $0.receivedAt <= start }?.event
      let drivers = Set(ladders.map(\.driver)).sorted { $0.id < $1.id }
      let models = drivers.map { driver in
        FittedModel.fit(
          driver: driver, library: library(for: driver), history: MinuteSeries(), events: [],
          at: start)
      }
      var facts = Facts(installation: "bench", events: known.map { [$0] } ?? [])
      for driver in drivers {
        facts.minutes[driver.id] = series.present.filter { $0.minute < start.minute }
      }
      self.series = series
      self.start = start
      self.drivers = drivers
      controller = Controller(facts: facts, at: start)
      inputs = [.ladders(ladders)] + models.map { .model($0) }
    }

    /// A step so many times 10 s after the start, with the match's samples, a new listing, and
    /// answers to what the step before ordered.
    @discardableResult
    mutating func step(_ number: Int) -> Duration {
      let now = start + .seconds(10 * number)
      backend.advance(to: now)
      level = series[now.minute] ?? 0
      inputs += [
        .samples(samples(at: now, value: level)), .listing(backend.listing("local", at: now)),
      ]
      var directives: [Directive] = []
      let duration = ContinuousClock().measure { directives = controller.step(inputs, at: now) }
      inputs = []
      for directive in directives {
        if case .launch(let order) = directive {
          inputs.append(.launched(backend.launch(order, at: now)))
        } else if case .terminate(let order) = directive {
          backend.terminate(order, at: now)
          inputs.append(.terminating(order.id))
        }
      }
      return duration
    }

    /// A step with nothing but samples: the level of the last whole step, times a share.
    mutating func sampleStep(_ number: Int, share: Double) -> Duration {
      let now = start + .seconds(10 * number)
      let samples = samples(at: now, value: level * share)
      return ContinuousClock().measure { _ = controller.step([.samples(samples)], at: now) }
    }

    private func samples(at now: Timestamp, value: Double) -> [DriverSample] {
      drivers.map { DriverSample(driver: $0.id, at: now, value: value) }
    }
  }

  private static func library(for driver: Driver) -> [Curve] {
    Generator.library(seed: 1).filter { $0.unit == .users }.map { curve in
      var curve = curve
      curve.metric = driver.metric
      return curve
    }
  }
}
