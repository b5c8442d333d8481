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
  /// How much boot times differ; see `VirtualBackend.bootSpread`.
  var bootSpread = 0.0
  var demand: (Int) -> Double? = { _ in 100 }
  var events: [EventMessage] = []
  var commands: [Input] = []
  var faults = FaultPlan()
  var seed: UInt64 = 0
  /// Servers of the first pool that serve already.
  var running = 0

  /// Runs for minutes; `each` sees every step.
  func run(minutes: Int, _ each: (borrowing World, World.Moment) -> Void = { _, _ in }) -> World {
    let series = MinuteSeries(
      firstMinute: Self.start.minute, values: (0..<minutes).map { demand($0) })
    let end = Self.start + .minutes(minutes)
    let schedule = FaultSchedule(faults, events: [], from: Self.start, to: end)
    var backends: [String: VirtualBackend] = [:]
    for name in Set(ladder.pools.map(\.backend)) {
      backends[name] = VirtualBackend(boot: boot, faults: schedule, seed: seed)
      backends[name]?.bootSpread = bootSpread
    }
    backends[ladder.pools[0].backend]?.adopt(Self.servers(running, of: ladder))
    var world = World(
      controller: Controller(facts: Facts(installation: "test"), at: Self.start),
      inputs: [.ladders([ladder])] + commands, demand: [ladder.driver.id: series],
      messages: events, backends: backends, from: Self.start, faults: schedule, seed: seed)
    world.run(until: end, each)
    return world
  }

  /// Servers of a ladder's first offering that have served for an hour.
  static func servers(_ count: Int, of ladder: Ladder) -> [Server] {
    (0..<count).map { number in
      Server(
        id: ServerID("old-\(number < 10 ? "0" : "")\(number)"), service: ladder.service,
        pool: ladder.pools[0].name, offering: ladder.pools[0].offerings[0], order: OrderID("old"),
        state: .serving, orderedAt: start - .hours(2), servingSince: start - .hours(1))
    }
  }

  static func decision(_ world: borrowing World) -> Decision? {
    world.controller.decision(of: "playback")
  }

  /// The minute of the run that an instant lies in.
  static func minute(_ now: Timestamp) -> Int { Int(now.minute - start.minute) }
}

extension World.Moment {
  /// Machines ordered in the step, and of which pool.
  var launches: [(pool: String, count: Int)] {
    directives.compactMap { directive in
      guard case .launch(let order) = directive, case .launch(_, let count) = order.action else {
        return nil
      }
      return (order.pool, count)
    }
  }

  /// Servers that the step ends.
  var ended: [ServerID] {
    directives.flatMap { directive -> [ServerID] in
      guard case .terminate(let order) = directive, case .terminate(let ids) = order.action else {
        return []
      }
      return ids
    }
  }

  /// Alarms of a kind that the step raised.
  func raised(_ kind: Alarm.Kind) -> [Alarm] {
    directives.compactMap { directive in
      if case .raise(let alarm) = directive, alarm.kind == kind { return alarm }
      return nil
    }
  }

  /// Whether the step cleared an alarm of a kind.
  func cleared(_ kind: Alarm.Kind) -> Bool {
    directives.contains { directive in
      if case .clear(let alarm) = directive { return alarm.kind == kind }
      return false
    }
  }
}
