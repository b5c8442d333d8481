import CurveGenerator
import RungModel
import RungSimulation
import Testing

/// What `rung explain` says in the situations that it is asked in. The scenes run through the real
/// forecaster and the real controller, so a change of either shows here: read the difference.
@Suite("Why it decided so")
struct DecisionGoldenTests {
  private typealias Scene = DecisionScene

  private static func fault(
    from: Int, to: Int, _ kind: WorldFault.Kind
  ) -> WorldFault {
    WorldFault(from: .at(Scene.instant(from)), to: .at(Scene.instant(to)), kind)
  }

  private static let noPrimary = WorldFault.Kind.capacity(.init(pool: "primary"), machines: 0)
  private static let none = WorldFault.Kind.capacity(.init(), machines: 0)
  private static let rain = Scene.match.event.interruptions[0]
  /// Ten minutes into the rain.
  private static let inTheRain = Int((rain.from - Scene.start).inMinutes) + 10

  private static func floor(_ servers: Int) -> OperatorCommand {
    .floor(
      OperatorFloor(
        service: "playback", servers: servers, until: Scene.instant(300), reason: "sponsor visit"))
  }

  /// An event of a kind that nobody has curves of.
  private static let concert = EventMessage(
    receivedAt: Scene.start,
    event: Event(
      id: "new-year", kind: "concert",
      milestones: [
        Milestone(name: "start", at: Scene.instant(100)),
        Milestone(name: "end", at: Scene.instant(220)),
      ]))

  /// Users who come all at once at minute 60.
  @Sendable private static func surge(_ minute: Int) -> Double {
    Scene.ordinary(minute) * (minute < 60 ? 1 : 3)
  }

  private static let quiet: [Scene] = [
    Scene(name: "calm-day", minute: 150, historyDays: 15),
    Scene(name: "first-day", minute: 150),
    Scene(name: "low-confidence-auto-buffer", minute: 90, historyDays: 1, messages: [concert]),
    Scene(
      name: "stale-source", minute: 150, users: { $0 < 140 ? Scene.ordinary($0) : nil },
      historyDays: 15),
    Scene(
      name: "frozen-source", minute: 150, users: { Scene.ordinary(min($0, 120)) },
      historyDays: 15),
    Scene(name: "operators-floor", minute: 90, historyDays: 15, commands: [floor(400)]),
    Scene(
      name: "limit-reached", minute: 62,
      ladder: {
        var ladder = Scene.ladder
        ladder.limits.max = 200
        return ladder
      }(), users: surge, historyDays: 15),
    Scene(
      name: "max-step-up", minute: 62,
      ladder: {
        var ladder = Scene.ladder
        ladder.limits.maxStepUp = 40
        return ladder
      }(), users: surge, historyDays: 15),
    Scene(
      name: "freeze", minute: 62,
      ladder: {
        var ladder = Scene.ladder
        ladder.freezes = [
          Freeze(
            scope: .all, window: .once(from: Scene.instant(50), to: Scene.instant(90)),
            reason: "database upgrade")
        ]
        return ladder
      }(), users: surge, historyDays: 15),
    Scene(
      name: "pause", minute: 62, users: surge, historyDays: 15,
      commands: [
        .pause(
          Pause(service: "playback", until: Scene.instant(70), reason: "load balancer changes"))
      ]),
    Scene(
      name: "secondary-after-ice", minute: 62, users: surge, historyDays: 15,
      faults: [fault(from: 55, to: 90, noPrimary)]),
    Scene(
      name: "shortfall-after-ice", minute: 62, users: surge, historyDays: 15,
      faults: [fault(from: 55, to: 90, none)]),
    Scene(
      name: "observe-mode", minute: 62,
      ladder: {
        var ladder = Scene.ladder
        ladder.mode = .observe
        return ladder
      }(), users: surge, historyDays: 15),
  ]

  private static let matches: [Scene] = [
    Scene.match("before-the-match", Scene.kickOff - 20),
    Scene.match("announced-interruption", inTheRain),
    Scene.match("unannounced-fall", inTheRain) { scene in
      scene.messages = scene.messages.filter { $0.receivedAt < rain.from }
    },
    Scene.match("scale-in-after-the-end", matchEnd + 30),
  ]

  private static var matchEnd: Int {
    Int(((Scene.match.event.ends ?? .distantPast) - Scene.start).inMinutes)
  }

  @Test("a decision reads as recorded", arguments: (quiet + matches).map(\.name))
  func reads(name: String) throws {
    let scenes = (Self.quiet + Self.matches).filter { $0.name == name }
    let scene = try #require(scenes.first)
    try #require(scenes.count == 1)
    try Golden.expect(scene.text(), "decisions/\(name).txt")
  }
}
