import CurveGenerator
import RungCore
import RungModel
import RungReport
import RungSimulation

/// A situation in which someone asks why: a small world, and the minute at which it is asked.
struct DecisionScene: Sendable {
  /// Minutes of the scene are counted from here; the rehearsal's match starts at `kickOff`.
  static let start = Timestamp("2026-11-29T12:00:00Z") ?? .distantPast
  static let kickOff = 120

  /// Text of the golden file's name.
  var name: String
  /// The minute asked about.
  var minute: Int
  var ladder = Self.ladder
  /// Users of a minute; nil for no sample.
  var users: @Sendable (Int) -> Double? = { Self.ordinary($0) }
  /// Days before the start that are known, as ordinary as the default.
  var historyDays = 0
  var messages: [EventMessage] = []
  /// Whether the library of comparable curves is known.
  var knowsCurves = false
  var faults: [WorldFault] = []
  var commands: [OperatorCommand] = []
  var running = 110

  static let ladder = Ladder(
    service: "playback", mode: .act,
    driver: Driver(unit: .users, metric: GeneratedMetric.platformConcurrency.rawValue),
    rungs: [
      Rung(at: 0, servers: 12), Rung(at: 1e6, servers: 60), Rung(at: 1e7, servers: 500),
      Rung(at: 2.5e7, servers: 1_180),
    ], limits: Limits(min: 12, max: 2_600),
    pools: [
      Pool(name: "primary", backend: "cloud", offerings: [Offering(type: "c6i.4xlarge")]),
      Pool(
        name: "secondary", backend: "cloud",
        offerings: [Offering(type: "c6i.8xlarge", servers: 2)]),
    ])

  /// Two million users, half a million more in the evening than at dawn, who tremble a little.
  static func ordinary(_ minute: Int) -> Double {
    let ofDay = ((minute + 360) % 1_440 + 1_440) % 1_440
    let wave = Double(min(ofDay, 1_440 - ofDay)) / 720
    let tremble = Double(((minute * 7_919) % 101 + 101) % 101 - 50) / 50
    return (1.75e6 + 0.5e6 * wave) * (1 + 0.01 * tremble)
  }

  static func instant(_ minute: Int) -> Timestamp { start + .minutes(minute) }

  /// What `rung explain` prints, and the alarms that hold.
  func text() -> String {
    let end = Self.instant(minute) + .seconds(1)
    let series = MinuteSeries(
      firstMinute: Self.start.minute, values: (0...minute).map { users($0) })
    let schedule = FaultSchedule(
      FaultPlan(faults), events: [], from: Self.start, to: end + .hours(1))
    var backend = VirtualBackend(boot: .minutes(6), faults: schedule)
    backend.adopt(servers())
    let driver = ladder.driver
    let history = (-historyDays * 1_440..<0).map {
      MinuteValue(minute: Self.start.minute + Int64($0), value: Self.ordinary($0))
    }
    let model = FittedModel.fit(
      driver: driver, library: knowsCurves ? Self.library : [], history: MinuteSeries(history),
      events: [], at: Self.start)
    let facts = Facts(installation: "golden", minutes: [driver.id: history])
    var world = World(
      controller: Controller(facts: facts, at: Self.start),
      inputs: [.ladders([ladder]), .model(model)] + commands.map { .command($0) },
      demand: [driver.id: series], messages: messages, backends: ["cloud": backend],
      from: Self.start, faults: schedule)
    world.run(until: end) { _, _ in }
    guard let decision = world.controller.decision(of: ladder.service) else { return "none\n" }
    let alarms = world.controller.alarms.map {
      "! \($0.severity.rawValue) \($0.kind.rawValue): \($0.message)\n"
    }
    return DecisionText.text(decision, unit: driver.unit) + "\n" + alarms.joined()
  }

  private func servers() -> [Server] {
    (0..<running).map { number in
      Server(
        id: ServerID("old-\(1_000 + number)"), service: ladder.service, pool: "primary",
        offering: ladder.pools[0].offerings[0], order: OrderID("old"), state: .serving,
        orderedAt: Self.start - .hours(2), servingSince: Self.start - .hours(1))
    }
  }

  static let library = Generator.library(seed: 1)

  /// The rehearsal's match, with rain in its first innings.
  static let match: GeneratedMatch = {
    let match = Generator.rehearsalMatch(seed: 1)
    let begins = match.messages[0].event.milestone("start") ?? .distantPast
    return match.shifted(byMinutes: instant(kickOff).minute - begins.minute)
  }()

  /// A scene of that match.
  static func match(
    _ name: String, _ minute: Int, _ change: (inout DecisionScene) -> Void = { _ in }
  ) -> DecisionScene {
    let series = match.minutes(.platformConcurrency)
    let first = series.present.first?.value ?? 0
    var scene = DecisionScene(
      name: name, minute: minute, users: { series[start.minute + Int64($0)] ?? first },
      messages: match.messages, knowsCurves: true)
    scene.running = 60
    change(&scene)
    return scene
  }
}
