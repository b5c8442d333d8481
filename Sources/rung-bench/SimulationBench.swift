import CurveGenerator
import RungCore
import RungModel
import RungSimulation

/// The virtual world: a year, a hundred services, a thousand seeds of chaos.
enum SimulationBench {
  static let all: [Bench] = [
    Bench(
      name: "simulate-year",
      what: "a year of one service at one-minute ticks, 100 matches in it", budget: 30_000,
      run: { [try year()] }),
    Bench(
      name: "simulate-100-services",
      what: "the rehearsal's match at one-minute ticks, 100 services on 1 driver, 15,000 servers",
      budget: 10_000,
      run: { [services(100)] }),
    Bench(
      name: "chaos-1000", what: "a match in which everything goes wrong, seeds 1 to 1,000",
      budget: nil, run: { try chaos(1...1_000) }),
  ]

  /// A ladder as an operator of big matches would have it.
  static let ladder = Ladder(
    service: "playback", mode: .act,
    driver: Driver(unit: .users, metric: GeneratedMetric.platformConcurrency.rawValue),
    rungs: [
      Rung(at: 0, servers: 12), Rung(at: 1e6, servers: 60), Rung(at: 1e7, servers: 500),
      Rung(at: 2.5e7, servers: 1_180),
    ], limits: Limits(min: 12, max: 2_600, maxStepUp: 300),
    pools: [
      Pool(
        name: "primary", backend: "cloud",
        offerings: [
          Offering(type: "c6i.4xlarge", zone: "a", pricePerHour: 0.68),
          Offering(type: "c5.4xlarge", zone: "b", pricePerHour: 0.7),
        ]),
      Pool(
        name: "spot", backend: "cloud", market: .spot, share: 0.4,
        offerings: [Offering(type: "c6a.4xlarge", zone: "a", pricePerHour: 0.25)]),
      Pool(
        name: "secondary", backend: "cloud",
        offerings: [Offering(type: "c6i.8xlarge", zone: "a", servers: 2, pricePerHour: 1.4)]),
    ])

  /// Every three and a half days a match, on days that go up and down by themselves.
  static func year() throws -> Duration {
    let minutes: Int64 = 365 * 1_440
    let first = Timestamp(minute: 29_000_000 / 1_440 * 1_440)
    var random = SplitMix64(seed: 11)
    var values: [Double?] = (0..<minutes).map { minute in
      let hour = Double(minute % 1_440) / 60
      let day = hour < 12 ? hour : 24 - hour
      return (300_000 + 60_000 * day) * random.uniform(0.98...1.02)
    }
    var messages: [EventMessage] = []
    for number in 0..<100 {
      let match = Generator.match(kind: .t20, seed: UInt64(number + 1))
      let series = match.minutes(.platformConcurrency)
      let place = Int64(number) * minutes / 100 + 600
      let moved = match.shifted(byMinutes: first.minute + place - series.firstMinute)
      messages += moved.messages
      for minute in moved.minutes(.platformConcurrency).present {
        let index = Int(minute.minute - first.minute)
        if index >= 0, index < values.count {
          values[index] = max(values[index] ?? 0, minute.value)
        }
      }
    }
    let setting = ComparisonSetting(
      ladder: ladder, series: MinuteSeries(firstMinute: first.minute, values: values),
      messages: messages, lead: .minutes(6), spans: nil)
    return ContinuousClock().measure {
      var run = RungRun(nil, setting, library: [])
      let tally = run.run()[0]
      precondition(tally.needed > 0, "nothing was simulated")
    }
  }

  static func services(_ count: Int) -> Duration {
    let match = Generator.rehearsalMatch(seed: 1)
    let demand = match.minutes(.platformConcurrency)
    let start = Timestamp(minute: demand.firstMinute)
    // Few services are as large as playback: the next has a fifth less, the last a 25th.
    let ladders = (0..<count).map { number in
      var ladder = ladder
      ladder.service = "service-\(number)"
      let share = 1 / (1 + Double(number) / 4)
      for place in ladder.rungs.indices {
        let servers = Double(ladder.rungs[place].servers) * share
        ladder.rungs[place].servers = max(1, Int(servers.rounded()))
      }
      ladder.limits.min = ladder.rungs[0].servers
      return ladder
    }
    var controller = Controller(facts: Facts(installation: "bench"), at: start)
    controller.stepEvery = .minutes(1)
    var world = World(
      controller: controller, inputs: [.ladders(ladders)], demand: [ladder.driver.id: demand],
      messages: match.messages, backends: ["cloud": VirtualBackend(boot: .minutes(6))],
      from: start, tick: { _ in .minutes(1) })
    world.fitting = ModelDesk(drivers: [ladder.driver], library: Generator.library(seed: 1))
    world.isChecked = false
    return ContinuousClock().measure {
      world.run(until: Timestamp(minute: demand.lastMinute)) { _, _ in }
    }
  }

  /// - Throws: `BrokenPromise` with every seed that broke one.
  static func chaos(_ seeds: ClosedRange<UInt64>) throws -> [Duration] {
    let library = Generator.library(seed: 1)
    var bad: [UInt64] = []
    let durations = seeds.map { seed in
      ContinuousClock().measure {
        let match = Generator.match(kind: .t20, seed: seed)
        let series = match.minutes(.platformConcurrency)
        let trial = ChaosTrial(
          seed: seed,
          {
            ComparisonSetting(
              ladder: ladder, series: series, messages: match.messages, lead: .minutes(6),
              spans: nil, faults: $0)
          }, library: library)
        if !trial.violations.isEmpty { bad.append(seed) }
      }
    }
    guard bad.isEmpty else { throw BrokenPromise(seeds: bad) }
    return durations
  }

  struct BrokenPromise: Error, CustomStringConvertible {
    var seeds: [UInt64]

    var description: String { "promises were broken with the seeds \(seeds)" }
  }
}
