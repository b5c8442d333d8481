import RungCore
import RungModel

/// Collects a plan's rows and changes while its world runs.
struct PlanLog: Sendable {
  private struct Track: Sendable {
    var rows: [Plan.Row] = []
    var changes: [Plan.Change] = []
    var alarms: [Alarm] = []
    var reasons: [String] = []
    var confidence = Confidence.high
    var running: Int?
    var desiredNow: Int?
    var score: Score
  }

  private let ladders: [Ladder]
  private let from: Timestamp
  private let to: Timestamp
  private let every: Duration
  private var tracks: [String: Track] = [:]
  private var lastAt: Timestamp?

  init(ladders: [Ladder], from: Timestamp, to: Timestamp, every: Duration) {
    self.ladders = ladders
    self.from = from
    self.to = to
    self.every = every
    for ladder in ladders { tracks[ladder.service] = Track(score: Score(service: ladder.service)) }
  }

  mutating func take(_ moment: World.Moment, in world: borrowing World) {
    let span = lastAt.map { moment.at - $0 } ?? .zero
    lastAt = moment.at
    for ladder in ladders {
      guard var track = tracks[ladder.service],
        let decision = world.controller.decision(of: ladder.service)
      else { continue }
      if track.running == nil {
        track.running = decision.launched
        track.desiredNow = decision.desired
        track.confidence = decision.confidence
        track.reasons = decision.reasons.map(\.text)
      }
      let demand = moment.demand[ladder.driver.id] ?? 0
      track.score.count(
        ladder, demand: demand, servers: world.controller.servers(of: ladder.service),
        at: moment.at, for: span)
      if moment.at >= from {
        note(decision, demand, ladder, moment.at, &track)
        note(moment.directives, ladder, world, &track)
      }
      tracks[ladder.service] = track
    }
  }

  private func note(
    _ decision: Decision, _ demand: Double, _ ladder: Ladder, _ at: Timestamp,
    _ track: inout Track
  ) {
    let isDue = track.rows.last.map { at - $0.at >= every } ?? true
    let isChange = track.rows.last.map { $0.desired != decision.desired } ?? true
    guard isDue || isChange else { return }
    track.rows.append(
      Plan.Row(
        at: at, median: demand, planned: decision.planned,
        rung: ladder.servers(for: decision.planned).rung, desired: decision.desired,
        launched: decision.launched, serving: decision.serving, reasons: decision.reasons))
  }

  private func note(
    _ directives: [Directive], _ ladder: Ladder, _ world: borrowing World, _ track: inout Track
  ) {
    for directive in directives {
      switch directive {
      case .launch(let order) where order.service == ladder.service:
        guard case .launch(let offering, let count) = order.action else { continue }
        track.changes.append(
          Plan.Change(
            at: order.issuedAt, action: .launch, pool: order.pool, offering: offering.type,
            count: count))
      case .terminate(let order) where order.service == ladder.service:
        guard case .terminate(let ids) = order.action else { continue }
        let types = Set(
          ids.compactMap { id in
            world.controller.servers(of: ladder.service).first { $0.id == id }?.offering.type
          })
        track.changes.append(
          Plan.Change(
            at: order.issuedAt, action: .remove, pool: order.pool,
            offering: types.sorted().joined(separator: ", "), count: ids.count))
      case .raise(let alarm) where alarm.subject == ladder.service:
        if !track.alarms.contains(where: { $0.key == alarm.key }) { track.alarms.append(alarm) }
      default: continue
      }
    }
  }

  func plan(madeAt now: Timestamp, events: [Event]) -> Plan {
    let touching = events.filter { event in
      guard let begins = event.begins, let ends = event.ends else { return false }
      return begins - .minutes(Curve.reachBefore) < to
        && from < ends + .minutes(Curve.reachAfter)
    }
    let services = ladders.compactMap { ladder -> Plan.Service? in
      guard let track = tracks[ladder.service] else { return nil }
      return Plan.Service(
        service: ladder.service, unit: ladder.driver.unit == .users ? .users : .rps,
        mode: ladder.mode, confidence: track.confidence, runningNow: track.running ?? 0,
        desiredNow: track.desiredNow ?? 0, rows: track.rows, changes: track.changes,
        alarms: track.alarms, reasons: track.reasons,
        serverHours: track.score.billedSeconds / 3_600,
        staticPeakServerHours: track.score.staticPeakSeconds / 3_600)
    }
    return Plan(from: from, to: to, madeAt: now, events: touching, services: services)
  }
}
