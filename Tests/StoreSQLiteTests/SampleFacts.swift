import RungModel
import RungPorts

/// Facts with every field filled, to see that each comes back.
enum SampleFacts {
  static let now = Timestamp(milliseconds: 1_795_000_000_123)

  static func order(_ number: Int, at: Timestamp = now) -> Order {
    Order(
      id: OrderID("abcd2345-play-back-\(number)"), service: "play-back", pool: "primary",
      backend: "aws",
      action: .launch(
        offering: Offering(
          type: "c6i.4xlarge", zone: "ap-south-1a", servers: 2, pricePerHour: 0.1 + 0.2),
        count: 17),
      issuedAt: at)
  }

  static func ending(_ number: Int, at: Timestamp = now) -> Order {
    Order(
      id: OrderID("abcd2345-cdn-\(number)"), service: "cdn", pool: "spot", backend: "local",
      action: .terminate(servers: [ServerID("i-1"), ServerID("i-2")]), issuedAt: at)
  }

  static func outcome(_ order: Order) -> LaunchOutcome {
    LaunchOutcome(
      order: order.id, launched: [ServerID("i-9"), ServerID("i-8")],
      shortfall: .init(count: 15, reason: .noCapacity, message: "no c6i \"here\"\n – try ☂"),
      answeredAt: order.issuedAt + .seconds(2))
  }

  static func decision(_ service: String, at: Timestamp = now, desired: Int = 500) -> Decision {
    Decision(
      service: service, at: at, observed: 9_876_543.21, planned: 1e7 / 3, confidence: .medium,
      desired: desired, launched: 480, serving: 470,
      reasons: [Reason(.rung, servers: 500, "rung 7 (10M users)"), Reason(.stale, "old")])
  }

  static func alarm(_ subject: String, _ message: String = "it is so") -> Alarm {
    Alarm(.shortfall, .critical, subject: subject, message: message)
  }

  static func leadTime(_ server: String, at: Timestamp = now) -> LeadTimeMeasurement {
    LeadTimeMeasurement(
      service: "play-back", pool: "primary", offering: "c6i.4xlarge", server: ServerID(server),
      orderedAt: at - .seconds(361), servingAt: at)
  }

  static func event(
    _ id: String, sequence: Int = 4, status: Event.Status = .interrupted, at: Timestamp = now
  ) -> Event {
    Event(
      id: id, kind: "cricket-t20", title: "India v Pakistan", sequence: sequence, status: status,
      tags: ["stage": "final", "weekday": "sun", "a": "b"],
      expectedPeak: ["users": 45_000_000, "rps": 1.5],
      milestones: [
        Milestone(name: "start", at: at, status: .actual),
        Milestone(name: "end", at: at + .hours(4)),
      ],
      interruptions: [
        Interruption(from: at + .minutes(9), to: at + .minutes(12)),
        Interruption(from: at + .minutes(30)),
      ])
  }

  static func server(
    _ id: String, orderedAt: Timestamp = now, endedAt: Timestamp? = nil
  ) -> Server {
    Server(
      id: ServerID(id), service: "play-back", pool: "primary", offering: Offering(type: "process"),
      order: OrderID("abcd2345-play-back-3"), state: endedAt == nil ? .serving : .ended,
      orderedAt: orderedAt, servingSince: orderedAt + .seconds(5), endedAt: endedAt,
      address: "127.0.0.1:31001", restarts: 2)
  }

  static func forecast(_ driver: String, _ minute: Int64, _ value: Double = 1) -> ForecastRecord {
    ForecastRecord(
      driver: DriverID(driver), minute: minute, kind: minute % 2 == 0 ? "cricket-t20" : "",
      event: minute % 2 == 0 ? "final ☂" : "", persistence: value / 3,
      values: ForecastRecord.horizons.map { horizon in
        ForecastRecord.levels.map { value * Double(horizon) * (0.1 + $0) }
      })
  }

  static func settled(_ driver: String, _ minute: Int64, _ value: Double? = 1.0 / 3)
    -> SettledMinute
  {
    SettledMinute(driver: DriverID(driver), minute: minute, value: value)
  }

  static func score(
    _ driver: String, _ kind: String = "", horizon: Int = 10, count: Double,
    at minute: Int64 = now.minute
  ) -> ScoreRow {
    var row = ScoreRow(
      driver: DriverID(driver), kind: kind, horizon: horizon, lastMinute: minute)
    row.total.count = count
    row.total.absoluteError = count / 7
    row.total.pinball = [0.1, 0.2, count / 3, 1e-300]
    row.recent.signedError = -count * 1e9 / 3
    return row
  }

  static func audit(_ what: String, at: Timestamp = now) -> AuditEntry {
    AuditEntry(at: at, who: "asha", what: what, why: "derby")
  }
}

extension Store {
  /// Facts as of the sample's instant, with all history.
  func factsNow(_ at: Timestamp = SampleFacts.now) async throws -> Facts {
    try await facts(at: at, historyFrom: .distantPast)
  }
}
