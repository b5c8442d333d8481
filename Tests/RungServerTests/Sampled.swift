import RungModel
import RungPorts

/// One of everything that the API shows, with every optional field filled somewhere.
enum Sampled {
  static let now = time("2026-11-28T20:00:00Z")

  static func time(_ text: String) -> Timestamp {
    guard let time = Timestamp(text) else { preconditionFailure("\(text) is no time") }
    return time
  }

  static let event = Event(
    id: "2026-11-28 ind/pak", kind: "cricket-t20", title: "India v Pakistan", sequence: 4,
    status: .interrupted, tags: ["stage": "final", "tagWithCapitals": "x"],
    expectedPeak: ["users": 45_000_000],
    milestones: [Milestone(name: "start", at: now - .hours(1), status: .actual)],
    interruptions: [Interruption(from: now - .minutes(5))])

  static let earlierEvent = Event(
    id: event.id, kind: event.kind, sequence: 3,
    milestones: [Milestone(name: "start", at: now - .hours(1))])

  static let alarm = Alarm(
    .limitReached, .critical, subject: "playback", message: "2,900 wanted, 2,600 allowed")

  static let decision = Decision(
    service: "playback", at: now, observed: 1_000_000, planned: 1_200_000, confidence: .high,
    desired: 60, launched: 55, serving: 50,
    reasons: [
      Reason(.rung, servers: 60, "rung 2 (1M users, 60 servers), for 20:06 at the 99.9 % level"),
      Reason(.observe, "observes only"),
    ])

  static let servers = [
    Server(
      id: ServerID("i-1"), service: "playback", pool: "primary",
      offering: Offering(type: "c6i.4xlarge", zone: "1a", servers: 2, pricePerHour: 0.68),
      order: OrderID("abc-1"), state: .serving, orderedAt: now - .hours(1),
      servingSince: now - .minutes(54), address: "127.0.0.1:31001", restarts: 1),
    Server(
      id: ServerID("i-2"), service: "playback", pool: "local", offering: Offering(type: "process"),
      order: OrderID("abc-2"), state: .ended, orderedAt: now - .hours(2), endedAt: now),
  ]

  static let forecast = Forecast(
    driver: DriverID("platform_concurrency"), madeAt: now, firstMinute: now.minute,
    levels: [0.5, 0.999], paths: [[1_000_000, 1_100_000], [1_200_000, 1_300_000]],
    holds: [
      Forecast.Hold(
        event: event.id, since: now - .minutes(5), until: now + .hours(2),
        values: [2_000_000, 2_400_000], isAnnounced: true, reason: "rain")
    ], confidence: .medium, reasons: ["12 comparable events"], largestRampPerMinute: 80_000)

  static let scoreRow: ScoreRow = {
    var row = ScoreRow(
      driver: DriverID("platform_concurrency"), kind: "cricket-t20", horizon: 10,
      lastMinute: now.minute)
    row.total.count = 1_240
    row.total.actual = 1e9
    row.recent.count = 600.5
    row.recent.actual = 1e8
    row.recent.absoluteError = 4.2e6
    row.recent.signedError = -1e6
    row.recent.persistenceError = 6.1e6
    row.recent.covered = [300, 540.45, 594.495, 600]
    row.recent.pinball = [1_201, 600.5, 60.05, 6.005]
    return row
  }()

  static let scores = ForecastScores(
    driver: scoreRow.driver, kind: "",
    rows: [ScoreRow(driver: scoreRow.driver, kind: "", horizon: 1, lastMinute: 5), scoreRow],
    overall: [scoreRow], losing: [30])

  static let playback = ServiceStatus(
    service: "playback", mode: .act, tier: .p0, driver: DriverID("platform_concurrency"),
    unit: .users, decision: decision, servedDemand: 1_050_000, leadTimeSeconds: 372,
    pausedUntil: now + .minutes(10),
    floor: OperatorFloor(service: "playback", servers: 90, until: now + .hours(3), reason: "final"),
    forecast: forecast, score: ServiceScore(level: 0.99, row: scoreRow, isLosing: false),
    servers: servers, ladderFile: "Ladders/playback.yaml")

  static let facts = Facts(
    installation: "abc", lastOrderNumber: 2, events: [event],
    minutes: [
      DriverID("platform_concurrency"): [MinuteValue(minute: now.minute, value: 1_000_000)],
      DriverID("http{service=\"a\"}"): [MinuteValue(minute: now.minute, value: 7)],
    ],
    orders: [
      Order(
        id: OrderID("abc-1"), service: "playback", pool: "primary", backend: "aws",
        action: .launch(offering: servers[0].offering, count: 10), issuedAt: now),
      Order(
        id: OrderID("abc-2"), service: "playback", pool: "primary", backend: "aws",
        action: .terminate(servers: [ServerID("i-2")]), issuedAt: now, state: .answered),
    ],
    outcomes: [
      LaunchOutcome(
        order: OrderID("abc-1"), launched: [ServerID("i-1")],
        shortfall: .init(count: 9, reason: .noCapacity, message: "none left in 1a"),
        answeredAt: now)
    ],
    leadTimes: [
      LeadTimeMeasurement(
        service: "playback", pool: "primary", offering: "c6i.4xlarge", server: ServerID("i-1"),
        orderedAt: now - .hours(1), servingAt: now - .minutes(54))
    ],
    floors: [OperatorFloor(service: "playback", servers: 9, until: now, reason: "r")],
    pauses: [Pause(service: "playback", until: now, reason: "r")], decisions: [decision],
    alarms: [alarm])
}
