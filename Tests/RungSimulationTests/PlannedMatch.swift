import CurveGenerator
import RungCore
import RungModel
import RungSimulation

/// A small football match and ladders for it, for tests of plans. It begins within the hour, so that
/// the event has its say from the first minute: nothing else is known.
struct PlannedMatch {
  static let now = Timestamp("2026-11-28T08:00:00Z") ?? .distantPast

  var event = Event(
    id: "final", kind: "football", expectedPeak: ["users": 10e6],
    milestones: [
      Milestone(name: "start", at: now + .minutes(45)),
      Milestone(name: "half_time", at: now + .minutes(92)),
      Milestone(name: "second_half", at: now + .minutes(107)),
      Milestone(name: "end", at: now + .minutes(155)),
    ])
  var ladders: [Ladder] = [ladder("playback")]
  /// Servers that run when the plan is made, of each service.
  var running = 14

  static func ladder(_ service: String, lead: Duration = .minutes(6)) -> Ladder {
    Ladder(
      service: service, mode: .observe,
      driver: Driver(unit: .users, metric: "platform_concurrency"),
      rungs: [Rung(at: 0, servers: 2), Rung(at: 1e6, servers: 4), Rung(at: 20e6, servers: 100)],
      leadTime: LeadTime(assume: lead), limits: Limits(min: 2, max: 120),
      pools: [
        Pool(
          name: "primary", backend: "aws", offerings: [Offering(type: "small", pricePerHour: 0.5)]),
        Pool(
          name: "secondary", backend: "aws",
          offerings: [Offering(type: "big", servers: 2, pricePerHour: 1.25)]),
      ])
  }

  func planner() -> Planner {
    let driver = ladders[0].driver
    let library = Generator.library(seed: 1).filter { $0.metric == driver.metric }
    let model = FittedModel.fit(
      driver: driver, library: library, history: MinuteSeries(),
      events: [event], at: Self.now)
    let servers = ladders.flatMap { ladder in
      (0..<running).map { number in
        Server(
          id: ServerID("\(ladder.service)-\(number)"), service: ladder.service, pool: "primary",
          offering: ladder.pools[0].offerings[0], order: OrderID("old"), state: .serving,
          orderedAt: Self.now - .hours(2), servingSince: Self.now - .hours(1))
      }
    }
    return Planner(
      facts: Facts(installation: "test", events: [event]),
      ladders: ladders, models: [model],
      listings: [Listing(backend: "aws", at: Self.now, servers: servers)])
  }

  /// From now until long after the end.
  func plan(_ suppositions: [Supposition] = [], isClose: Bool = false) -> Plan {
    planner().plan(
      at: Self.now, from: Self.now, to: Self.now + .minutes(320), isClose: isClose,
      whatIf: WhatIf(suppositions, events: ["final"]))
  }
}
