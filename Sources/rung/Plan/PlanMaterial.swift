import RungCore
import RungModel
import RungSimulation

/// Everything a plan is made from, as values: what was read, and nothing that could act.
///
/// A test holds this to its word: no stored property is a store, a backend, an inbox or a sink.
struct PlanMaterial: Sendable {
  /// Of the instant the plan is made at, with all the history that models are fitted on.
  var facts: Facts
  var ladders: [Ladder]
  /// What ran at that instant, by backend.
  var listings: [Listing]
  var library: [Curve]
  var now: Timestamp

  /// How much history a controller starts with, as in the daemon: a week and a spare day.
  private static let recentHistory = Duration.hours(24 * 8)

  /// A planner with a fitted model for each driver, and for the users behind departures.
  ///
  /// Models are fitted on all history; the planner itself gets the recent part.
  func planner() -> Planner {
    let drivers = Driver.withSources(ladders.map(\.driver))
    let models = drivers.map { driver in
      FittedModel.fit(
        driver: driver, library: library,
        history: MinuteSeries(facts.minutes[driver.source.id] ?? []), events: facts.events, at: now)
    }
    var recent = facts
    let oldest = (now - Self.recentHistory).minute
    recent.minutes = facts.minutes.mapValues { minutes in minutes.filter { $0.minute >= oldest } }
    return Planner(facts: recent, ladders: ladders, models: models, listings: listings)
  }

  /// What runs, as the backends would list it: rows of servers, each under its pool's backend.
  static func listings(of servers: [Server], ladders: [Ladder], at now: Timestamp) -> [Listing] {
    var byBackend: [String: [Server]] = [:]
    for ladder in ladders {
      for pool in ladder.pools { byBackend[pool.backend, default: []] += [] }
    }
    for server in servers where server.state != .ended {
      let ladder = ladders.first { $0.service == server.service }
      guard let pool = ladder?.pools.first(where: { $0.name == server.pool }) else { continue }
      byBackend[pool.backend, default: []].append(server)
    }
    return byBackend.sorted { $0.key < $1.key }.map {
      Listing(backend: $0.key, at: now, servers: $0.value)
    }
  }
}
