import RungCore
import RungModel

/// The time that a plan is about.
struct PlanWindow: Sendable {
  var from: Timestamp
  var to: Timestamp
  /// Rows are so far apart where nothing happens.
  var every: Duration
}

/// Collects a plan's parts while its world runs.
struct PlanLog: Sendable {
  private let window: PlanWindow
  private let backends: [String: VirtualBackend]
  /// Minutes with a milestone: rows stand there, so that tables can name them.
  private let milestones: Set<Int64>
  private var tracks: [PlanTrack]
  private var places: [String: Int] = [:]

  init(_ stage: PlanStage, window: PlanWindow, events: [Event]) {
    self.window = window
    milestones = Set(events.flatMap { $0.milestones.map(\.at.minute) })
    backends = stage.backends
    tracks = stage.ladders.sorted { $0.service < $1.service }.compactMap { ladder in
      // The backends of a ladder's pools differ in nothing but their names.
      stage.backend(of: ladder).map { PlanTrack(ladder, window: window, backend: $0) }
    }
    for (place, track) in tracks.enumerated() { places[track.ladder.service] = place }
    let running = Dictionary(grouping: stage.listings.flatMap(\.servers), by: \.service)
    for place in tracks.indices {
      tracks[place].adopt(running[tracks[place].ladder.service] ?? [])
    }
  }

  mutating func take(_ moment: World.Moment, in world: borrowing World) {
    let isMilestone = milestones.contains(moment.at.minute)
    for place in tracks.indices {
      let ladder = tracks[place].ladder
      guard var decision = world.controller.figures(of: ladder.service) else { continue }
      if tracks[place].shows(decision, isMilestone: isMilestone, at: moment.at) {
        decision = world.controller.decision(of: ladder.service) ?? decision
      }
      tracks[place].take(
        decision, demand: moment.demand[ladder.driver.id] ?? 0, isMilestone: isMilestone,
        at: moment.at)
    }
    for directive in moment.directives { take(directive, at: moment.at, in: world) }
  }

  private mutating func take(
    _ directive: Directive, at now: Timestamp, in world: borrowing World
  ) {
    switch directive {
    case .launch(let order):
      guard case .launch(let offering, let count) = order.action, let place = places[order.service]
      else { return }
      let isEmpty = backends[order.backend]?.emptyPools.contains(order.pool) ?? false
      tracks[place].take(order, offering, asked: count, granted: isEmpty ? 0 : count)
    case .terminate(let order):
      guard case .terminate(let ids) = order.action, let place = places[order.service] else {
        return
      }
      let ending = Set(ids)
      let servers = world.controller.servers(of: order.service).filter { ending.contains($0.id) }
      tracks[place].take(order, ending: servers)
    case .raise(let alarm):
      if let place = places[alarm.subject] { tracks[place].raise(alarm, at: now) }
    case .clear(let alarm):
      if let place = places[alarm.subject] { tracks[place].clear(alarm, at: now) }
    case .record, .learn, .forecasted, .scored: return
    }
  }

  /// - Parameters:
  ///   - events: as the plan supposes them.
  ///   - demand: what users do, by driver and minute.
  func plan(madeAt now: Timestamp, events: [Event], demand: [DriverID: MinuteSeries]) -> Plan {
    Plan(
      from: window.from, to: window.to, madeAt: now,
      events: events.filter { $0.touches(window.from..<window.to) },
      services: tracks.map { $0.closed(demand: demand[$0.ladder.driver.id]) })
  }
}
