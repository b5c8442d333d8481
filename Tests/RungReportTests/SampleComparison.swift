import RungCore
import RungModel
import RungSimulation

/// A comparison made up by arithmetic: a match of an hour, three policies, two of them swept.
enum SampleComparison {
  static let start = Timestamp(minute: 29_900_000)
  static let from = start - .minutes(20)

  static let ladder = Ladder(
    service: "playback", driver: Driver(unit: .users, metric: "platform_concurrency"),
    rungs: [Rung(at: 0, servers: 2), Rung(at: 10_000, servers: 22)],
    limits: Limits(min: 2, max: 60),
    pools: [Pool(name: "primary", backend: "aws", offerings: [Offering(type: "c6i.4xlarge")])])

  static let event: Event = {
    var event = Event(id: "m1", kind: "cricket-t20", title: "India v <Pakistan>")
    event.status = .ended
    event.milestones = [
      Milestone(name: "toss", at: start - .minutes(10), status: .actual),
      Milestone(name: "start", at: start, status: .actual),
      Milestone(name: "end", at: start + .minutes(60), status: .actual),
    ]
    event.interruptions = [Interruption(from: start + .minutes(25), to: start + .minutes(40))]
    return event
  }()

  /// 2,000 users before, 9,000 at the end of a steep rise, a dip in the stop.
  static func demand(_ minute: Int) -> Double {
    switch minute {
    case ..<20: 2_000
    case ..<30: 2_000 + Double(minute - 19) * 700
    case 45..<60: 6_000
    default: 9_000 + Double(minute * 37 % 11) * 10
    }
  }

  /// Serves what demand was so many minutes before (or is, after), with a headroom.
  static func policy(_ name: String, late: Int, headroom: Double) -> Comparison.Policy {
    var tally = Tally()
    var minutes: [PolicyMoment] = []
    for minute in 0..<100 {
      let level = demand(minute)
      let serving = ladder.servers(for: demand(minute - late) * headroom).servers
      let launched = max(serving, ladder.servers(for: demand(minute - late + 6) * headroom).servers)
      let at = from + .minutes(minute)
      if minute >= 5 && minute < 95 {
        tally.count(
          ladder, demand: level, capacity: ladder.demand(servedBy: serving), launched: launched,
          serving: serving, at: at, for: .minutes(1))
      }
      minutes.append(
        PolicyMoment(
          minute: at.minute, demand: level, desired: launched, launched: launched,
          serving: serving, unserved: max(0, level - ladder.demand(servedBy: serving)),
          billed: Double(launched) / 60))
    }
    return Comparison.Policy(name: name, tally: tally, minutes: minutes)
  }

  static let comparison: Comparison = {
    var rung = policy("rung", late: -1, headroom: 1.1)
    rung.decisions = [10, 14, 60].map { minute in
      Decision(
        service: "playback", at: from + .minutes(minute), observed: 2_000, planned: 9_500,
        confidence: .high, desired: 10 + minute / 5, launched: 6, serving: 6,
        reasons: [
          Reason(.forecast, "9.5K users for 20:10 at the 99.9% level"),
          Reason(.rung, servers: 10 + minute / 5, "rung 2 (10K users, 22 servers)"),
        ])
    }
    rung.alarms = [12, 15, 31].map { minute in
      Comparison.RaisedAlarm(
        at: from + .minutes(minute),
        alarm: Alarm(
          .shortfall, .critical, subject: "playback", message: "4 servers short at \(minute)"))
    }
    rung.alarms.append(
      Comparison.RaisedAlarm(
        at: from + .minutes(50),
        alarm: Alarm(
          .staleDriver, .warning, subject: "platform_concurrency", message: "no sample for 3m")))
    rung.violations = ["ready before the load: 3 servers fewer than planned at 20:04, no alarm"]
    rung.frontier = Frontier([
      .init(knob: 0.9, costRatio: 1.05, unservedShare: 0.004),
      .init(knob: 0.99, costRatio: 1.2, unservedShare: 0.0002),
      .init(knob: 0.999, costRatio: 1.3, unservedShare: 0),
    ])
    var hpa = policy("hpa", late: 6, headroom: 1.3)
    hpa.frontier = Frontier([
      .init(knob: 1, costRatio: 0.98, unservedShare: 0.05),
      .init(knob: 1.5, costRatio: 1.4, unservedShare: 0.0008),
    ])
    var oracle = policy("oracle", late: 0, headroom: 1)
    oracle.frontier = Frontier([.init(knob: 1, costRatio: 1.02, unservedShare: 0)])
    return Comparison(
      ladder: ladder, lead: .minutes(6), from: from, to: from + .minutes(100),
      scored: [(from.minute + 5)...(from.minute + 94)], seed: 7, events: [event],
      policies: [rung, hpa, oracle],
      faults: FaultPlan([
        WorldFault(
          from: .milestone("start", offset: .minutes(-10)),
          to: .milestone("start", offset: .minutes(20)),
          .capacity(WorldFault.Target(pool: "primary"), machines: 14)),
        WorldFault(from: .at(start), .crash(WorldFault.Target(), share: 0.3)),
      ]),
      notes: ["3 minutes were missing and have the value before them"])
  }()
}
