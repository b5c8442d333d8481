import RungCore
import RungModel
import RungSimulation

/// A small world for tests of the control law: one service, one driver, servers that boot in 6 min.
struct Scenario {
  static let start = Timestamp("2026-11-28T08:00:00Z") ?? .distantPast

  var ladder = Ladder(
    service: "playback", mode: .act, driver: Driver(unit: .users, metric: "users"),
    rungs: [Rung(at: 0, servers: 2), Rung(at: 1_000, servers: 102)],
    buffer: Buffer(risk: 0.99), limits: Limits(min: 2, max: 100),
    pools: [Pool(name: "local", backend: "local", offerings: [Offering(type: "process")])])
  var boot: Duration = .minutes(6)
  var demand: (Int) -> Double? = { _ in 100 }
  var events: [EventMessage] = []
  var commands: [Input] = []

  /// Runs for minutes; `each` sees every step.
  func run(minutes: Int, _ each: (borrowing World, World.Moment) -> Void = { _, _ in }) -> World {
    let series = MinuteSeries(
      firstMinute: Self.start.minute, values: (0..<minutes).map { demand($0) })
    let facts = Facts(installation: "test")
    var world = World(
      controller: Controller(facts: facts, at: Self.start),
      inputs: [.ladders([ladder])] + commands, demand: [ladder.driver.id: series],
      messages: events, backends: ["local": VirtualBackend(boot: boot)], from: Self.start)
    world.run(until: Self.start + .minutes(minutes), each)
    return world
  }

  static func decision(_ world: borrowing World) -> Decision? {
    world.controller.decision(of: "playback")
  }
}
