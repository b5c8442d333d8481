import RungCore
import RungModel
import RungSimulation

/// A plan made up by hand, so that a better forecaster does not change how it reads.
enum SamplePlan {
  static let from = Timestamp("2026-11-29T13:00:00Z") ?? .distantPast
  static let to = from + .minutes(120)

  static let event = Event(
    id: "final", kind: "football", title: "Home & <Away>", expectedPeak: ["users": 12e6],
    milestones: [
      Milestone(name: "start", at: from + .minutes(30)),
      Milestone(name: "half_time", at: from + .minutes(75)),
      Milestone(name: "end", at: from + .minutes(140)),
    ])

  static let ladder = Ladder(
    service: "playback", mode: .act, driver: Driver(unit: .users, metric: "viewers"),
    rungs: [
      Rung(at: 0, servers: 2), Rung(at: 1e6, servers: 10), Rung(at: 10e6, servers: 100),
    ], limits: Limits(min: 2, max: 90),
    pools: [
      Pool(
        name: "primary", backend: "aws",
        offerings: [Offering(type: "c6i.4xlarge", pricePerHour: 0.68)]),
      Pool(
        name: "secondary", backend: "aws",
        offerings: [Offering(type: "c6i.8xlarge", servers: 2, pricePerHour: 1.36)]),
    ])

  /// Users at a minute: a ramp around the start, times a factor.
  static func users(_ minute: Int, _ factor: Double = 1) -> Double {
    1e6 + 80_000 * factor * Double(max(0, min(90, minute - 10)))
  }

  static func row(_ minute: Int, factor: Double) -> Plan.Row {
    let planned = users(minute + 7, factor) * 1.1
    let answer = ladder.servers(for: planned)
    let desired = min(90, answer.servers)
    var reasons = [
      Reason(.quantile, "\(planned.shortText) users at 13:07Z: the 99.9% level (median 1M users)"),
      Reason(.rung, servers: answer.servers, "rung 2 (1M users: 10 servers) gives \(desired)"),
    ]
    if answer.servers > 90 {
      reasons.append(
        Reason(.limit, servers: 90, "clamped from \(answer.servers) to the ladder's max 90"))
    }
    return Plan.Row(
      at: from + .minutes(minute), median: users(minute, factor), rung: answer.rung,
      decision: Decision(
        service: "playback", at: from + .minutes(minute), observed: nil, planned: planned,
        confidence: .high, desired: desired, launched: desired,
        serving: max(12, desired - 8), reasons: reasons))
  }

  static func service(factor: Double = 1) -> Plan.Service {
    var part = Plan.Service(ladder)
    part.runningNow = 12
    part.desiredNow = 14
    part.rows = stride(from: 0, to: 120, by: 5).map { row($0, factor: factor) }
    part.changes = stride(from: 0, to: 95, by: 5).map { minute in
      Plan.Change(
        at: from + .minutes(minute), action: .launch, pool: "primary", offering: "c6i.4xlarge",
        count: minute < 60 ? 4 : 0, servers: minute < 60 ? 4 : 0, refused: minute < 60 ? 0 : 4)
    }
    part.changes.append(
      Plan.Change(
        at: from + .minutes(95), action: .launch, pool: "secondary", offering: "c6i.8xlarge",
        count: 9, servers: 18))
    part.reasons = ["final: 24 comparable football events", "lead time 6m (assumed)"]
    part.cost.peakDesired = part.rows.map(\.desired).max() ?? 0
    part.cost.lines = [
      Plan.Cost.Line(
        pool: "primary", offering: ladder.pools[0].offerings[0], machineHours: 80 * factor),
      Plan.Cost.Line(
        pool: "secondary", offering: ladder.pools[1].offerings[0], machineHours: 7.5),
    ]
    part.cost.serverHours = 80 * factor + 15
    part.cost.dollars = 54.4 * factor + 10.2
    part.cost.staticPeakServerHours = Double(part.cost.peakDesired) * 2
    part.cost.staticPeakDollars = part.cost.staticPeakServerHours * 0.68
    return part
  }

  /// A service that does nothing and has no prices.
  static var idle: Plan.Service {
    var ladder = ladder
    ladder.service = "chat"
    ladder.mode = .observe
    ladder.driver = Driver(unit: .users, metric: "chatters")
    ladder.pools = [Pool(name: "local", backend: "local", offerings: [Offering(type: "process")])]
    var part = Plan.Service(ladder)
    part.runningNow = 2
    part.desiredNow = 2
    part.rows = [row(0, factor: 0)]
    part.rows[0].desired = 2
    part.cost.peakDesired = 2
    part.cost.serverHours = 4
    part.cost.staticPeakServerHours = 4
    return part
  }

  static var plan: Plan {
    var plan = Plan(
      from: from, to: to, madeAt: from - .minutes(5), events: [event],
      services: [idle, service()])
    let median = (0...130).map { users($0) }
    plan.forecasts = [
      Plan.Fan(
        Forecast(
          driver: ladder.driver.id, madeAt: from, firstMinute: from.minute,
          levels: [0.5, 0.9, 0.999],
          paths: [median, median.map { $0 * 1.05 }, median.map { $0 * 1.2 }], confidence: .high,
          reasons: []), from: from, to: to)
    ]
    return plan
  }

  /// Half as many again: some are unserved, and the ladder's bound bites.
  static var supposed: Plan {
    var plan = plan
    plan.assumptions = ["1.5 times the predicted users come"]
    var part = service(factor: 1.5)
    var unserved = Plan.Unserved(at: from + .minutes(80))
    unserved.to = from + .minutes(95)
    unserved.minutes = 15
    unserved.worst = 1.24e6
    unserved.worstAt = from + .minutes(88)
    unserved.serversLacking = 13
    unserved.demandMinutes = 9.9e6
    part.unserved = unserved
    part.beyondLimit = Plan.Shortfall(at: from + .minutes(70))
    part.beyondLimit?.take(42, at: from + .minutes(119))
    part.shortfall = Plan.Shortfall(at: from + .minutes(61))
    part.shortfall?.take(4, at: from + .minutes(61))
    part.alarms = [
      Plan.Notice(
        Alarm(.limitReached, .critical, subject: "playback", message: "132 servers wanted"),
        at: from + .minutes(70))
    ]
    plan.services[1] = part
    return plan
  }
}
