import RungCore
import RungModel

/// One policy through a whole series.
package struct PolicyRun: Sendable {
  package let setting: ComparisonSetting
  private var policy: any ScalingPolicy
  private var fleet: CohortFleet
  private var view: PolicyView
  private var schedule: ArraySlice<EventMessage>
  package private(set) var tally = Tally()
  private var at: Timestamp

  package init(_ policy: any ScalingPolicy, _ setting: ComparisonSetting) {
    self.policy = policy
    self.setting = setting
    at = setting.from
    view = PolicyView(
      now: at, ladder: setting.ladder, lead: setting.lead, minutes: setting.demand)
    fleet = CohortFleet(
      serving: view.servers(for: setting.demand.present.first?.value ?? 0), lead: setting.lead)
    schedule = setting.messages[...]
  }

  /// Plays the series, telling of each minute's end.
  package mutating func run(_ each: (PolicyMoment) -> Void = { _ in }) -> Tally {
    while at < setting.to {
      decide()
      let next = at + policy.sync
      while at < min(next, setting.to) { pass(until: min(next, setting.to), each) }
    }
    return tally
  }

  private mutating func decide() {
    fleet.advance(to: at)
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
    view.now = at
    // A minute is known when it is over.
    view.newest = setting.newest(at: at)
    view.launched = fleet.launched
    view.serving = fleet.serving
    let limits = setting.ladder.limits
    let wanted = min(max(policy.desired(view), limits.min), limits.max)
    fleet.resize(to: wanted, at: at)
  }

  /// Passes to the next instant at which something changes by itself.
  private mutating func pass(until end: Timestamp, _ each: (PolicyMoment) -> Void) {
    let minute = at.minute
    var next = min(end, Timestamp(minute: minute + 1))
    if let serving = fleet.nextServing, serving > at { next = min(next, serving) }
    let level = setting.demand[minute] ?? 0
    if setting.isScored(minute) {
      tally.count(
        setting.ladder, demand: level, launched: fleet.launched, serving: fleet.serving, at: at,
        for: next - at)
    }
    at = next
    fleet.advance(to: at)
    if at.minute != minute {
      each(
        PolicyMoment(
          minute: minute, demand: level, desired: fleet.launched, launched: fleet.launched,
          serving: fleet.serving, unserved: 0,
          billed: 0))
    }
  }
}
