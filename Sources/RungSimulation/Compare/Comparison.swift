package import RungModel

/// What several policies made of the same demand, schedule and faults: the result of `simulate`.
package struct Comparison: Hashable, Sendable {
  package struct Policy: Hashable, Sendable {
    /// `rung`, or the word of a `PolicyKind`.
    package var name: String
    /// With the knob at its usual place.
    package var tally: Tally
    /// A minute each, with the knob at its usual place, in order.
    package var minutes: [PolicyMoment]
    /// Recorded decisions with their reasons; of Rung only.
    package var decisions: [Decision]
    /// Alarms as they were raised, with their instants; of Rung only.
    package var alarms: [RaisedAlarm]
    /// Of the sweep, when one was asked for.
    package var frontier: Frontier?
    /// Promises of the design that were broken, in words; of Rung only.
    package var violations: [String]

    package init(
      name: String, tally: Tally, minutes: [PolicyMoment] = [], decisions: [Decision] = [],
      alarms: [RaisedAlarm] = [], frontier: Frontier? = nil, violations: [String] = []
    ) {
      self.name = name
      self.tally = tally
      self.minutes = minutes
      self.decisions = decisions
      self.alarms = alarms
      self.frontier = frontier
      self.violations = violations
    }
  }

  package struct RaisedAlarm: Hashable, Sendable {
    package var at: Timestamp
    package var alarm: Alarm

    package init(at: Timestamp, alarm: Alarm) {
      self.at = at
      self.alarm = alarm
    }
  }

  package var ladder: Ladder
  package var lead: Duration
  package var from: Timestamp
  package var to: Timestamp
  /// Spans of minutes that are scored, in order, apart from each other.
  package var scored: [ClosedRange<Int64>]
  package var seed: UInt64
  /// The final state of each event that meets the series, in order of begin.
  package var events: [Event]
  /// In the order asked for.
  package var policies: [Policy]
  /// What went wrong in the world, for every policy alike.
  package var faults: FaultPlan
  /// What someone should know about the material, a sentence each without its full stop.
  package var notes: [String]

  package init(
    ladder: Ladder, lead: Duration, from: Timestamp, to: Timestamp, scored: [ClosedRange<Int64>],
    seed: UInt64, events: [Event], policies: [Policy], faults: FaultPlan = FaultPlan(),
    notes: [String] = []
  ) {
    self.ladder = ladder
    self.lead = lead
    self.from = from
    self.to = to
    self.scored = scored
    self.seed = seed
    self.events = events
    self.policies = policies
    self.faults = faults
    self.notes = notes
  }
}
