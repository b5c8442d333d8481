import RungCore
import RungModel

/// One policy through a whole series, with the same demand, schedule and faults as Rung.
package struct PolicyRun: Sendable {
  package let setting: ComparisonSetting
  private var policy: any ScalingPolicy
  private var fleet: CohortFleet
  private var view: PolicyView
  private var schedule: ArraySlice<EventMessage>
  private var feed: MetricFeed?
  private var strikes: ArraySlice<FaultSchedule.Entry>
  private var book: MinuteBook
  private var at: Timestamp

  package init(_ policy: any ScalingPolicy, _ setting: ComparisonSetting) {
    self.policy = policy
    self.setting = setting
    at = setting.from
    view = PolicyView(
      now: at, ladder: setting.ladder, lead: setting.lead, minutes: setting.demand)
    fleet = CohortFleet(serving: setting.firstNeed)
    schedule = setting.faults.delivered(setting.messages)[...]
    if !setting.faults.isEmpty {
      let driver = setting.ladder.driver
      feed = MetricFeed(
        [driver.source.id: setting.source], departing: driver == driver.source ? [] : [driver],
        timing: .wholeMinutes, faults: setting.faults)
      view.minutes = MinuteSeries()
    }
    strikes = setting.faults.entries.filter { setting.strikesRivals($0.kind) }[...]
    book = MinuteBook(setting.ladder, setting)
  }

  /// Plays the series, telling of each minute's end.
  package mutating func run(_ each: (PolicyMoment) -> Void = { _ in }) -> Tally {
    while at < setting.to {
      decide()
      let next = min(at + policy.sync, setting.to)
      while at < next { pass(until: next, each) }
    }
    return book.tally
  }

  private mutating func decide() {
    fleet.advance(to: at)
    hear()
    view.now = at
    view.launched = fleet.launched
    view.serving = fleet.serving
    let limits = setting.ladder.limits
    let wanted = min(max(policy.desired(view), limits.min), limits.max)
    let conditions = PolicyConditions(setting, at: at)
    let allowed = wanted > fleet.launched ? min(wanted, conditions.capacity) : wanted
    fleet.resize(to: max(allowed, min(wanted, fleet.launched)), at: at, lead: conditions.lead)
  }

  /// Takes in what has come of the schedule and the metric.
  private mutating func hear() {
    while let message = schedule.first, message.receivedAt <= at {
      schedule.removeFirst()
      if let place = view.events.firstIndex(where: { $0.id == message.event.id }) {
        if message.event.sequence > view.events[place].sequence {
          view.events[place] = message.event
        }
      } else {
        view.events.append(message.event)
      }
    }
    view.events.removeAll { ($0.ends ?? .distantFuture) + .hours(6) < at }
    guard feed != nil else {
      // A minute is known when it is over.
      view.newest = setting.newest(at: at)
      return
    }
    let driver = setting.ladder.driver.id
    for sample in feed?.samples(at: at) ?? [] where sample.driver == driver {
      view.minutes[sample.at.minute] = sample.value
      view.newest = max(view.newest ?? sample.at.minute, sample.at.minute)
    }
  }

  /// Passes to the next instant at which something changes by itself.
  private mutating func pass(until end: Timestamp, _ each: (PolicyMoment) -> Void) {
    var next = end
    if let serving = fleet.nextServing, serving > at { next = min(next, serving) }
    if let strike = strikes.first { next = min(next, max(strike.from, at + .milliseconds(1))) }
    book.pass(at..<next, launched: fleet.launched, serving: fleet.serving, each)
    at = next
    fleet.advance(to: at)
    while let strike = strikes.first, strike.from <= at {
      strikes.removeFirst()
      fleet.lose(strike.kind.shareLost)
    }
  }
}

/// What a policy's one group of servers meets when it launches: it has no pools to fall back on,
/// so that only faults of the first pool's first offering, or of all, concern it.
private struct PolicyConditions {
  var capacity = Int.max
  var lead: Duration

  init(_ setting: ComparisonSetting, at now: Timestamp) {
    lead = setting.lead
    guard !setting.faults.isEmpty, let pool = setting.ladder.pools.first,
      let offering = pool.offerings.first
    else { return }
    for entry in setting.faults.entries where entry.from <= now && now < entry.to {
      switch entry.kind {
      case .capacity(let target, let machines) where target.covers(pool: pool.name, offering):
        capacity = min(capacity, machines * offering.servers)
      case .capacityTrace(let target, let gap, let trace)
      where target.covers(pool: pool.name, offering) && !trace.isEmpty:
        let step = Int((now - entry.from).inSeconds / gap.inSeconds)
        capacity = min(capacity, trace[min(step, trace.count - 1)] * offering.servers)
      case .throttled(let target) where target.covers(pool: pool.name, offering): capacity = 0
      case .slowBoot(let target, let factor) where target.covers(pool: pool.name, offering):
        lead = .milliseconds(Int64(Double(lead.milliseconds) * factor))
      default: continue
      }
    }
  }
}

extension ComparisonSetting {
  /// Whether a fault takes servers of the first pool's first offering away.
  fileprivate func strikesRivals(_ kind: WorldFault.Kind) -> Bool {
    guard let pool = ladder.pools.first, let offering = pool.offerings.first else { return false }
    switch kind {
    case .reclaim(let target, _, _), .crash(let target, _):
      return target.covers(pool: pool.name, offering)
    default: return false
    }
  }
}

extension WorldFault.Kind {
  /// The share of servers that it takes away.
  fileprivate var shareLost: Double {
    switch self {
    case .reclaim(_, let share, _), .crash(_, let share): share
    default: 0
    }
  }
}
