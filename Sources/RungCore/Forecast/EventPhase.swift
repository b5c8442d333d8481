import RungModel

/// One reading of an event's milestones on its play clock, and how much it is believed.
struct EventPhase {
  /// In order of time.
  var marks: [PhaseMark]
  var weight: Double

  /// A milestone planned in the past that nobody reported may be about to happen, may have
  /// happened unreported, or may still be out. All three are planned for.
  static let imminentWeight = 0.4
  static let unreportedWeight = 0.3
  static let stillOutWeight = 0.3
  /// Minutes that "still out" pushes the milestone away: more than a lead time.
  static let stillOutMinutes: Int64 = 15
  /// After so many minutes the sender probably does not report milestones at all.
  static let givenUpMinutes: Int64 = 45

  /// The readings of an event, the likeliest plain one first; weights sum to 1.
  static func readings(of event: Event, clock: PlayClock, now: Int64) -> [EventPhase] {
    let milestones = event.milestones.sorted { $0.at < $1.at }
    func reading(from first: Int, shiftedBy shift: Int64, weight: Double) -> EventPhase {
      let marks = milestones.enumerated().map { index, milestone in
        let minute = min(
          milestone.at.minute + (index >= first ? shift : 0),
          event.status.isOver ? max(now, milestone.at.minute - shift) : Int64.max)
        return PhaseMark(name: milestone.name, minute: Double(clock.play(minute)))
      }
      return EventPhase(marks: marks, weight: weight)
    }
    guard let first = firstOverdue(milestones, event: event, now: now) else {
      return [reading(from: 0, shiftedBy: 0, weight: 1)]
    }
    let lag = now - milestones[first].at.minute
    let isGivenUp = lag > givenUpMinutes
    return [
      reading(from: first, shiftedBy: lag, weight: isGivenUp ? 0.1 : imminentWeight),
      reading(from: first, shiftedBy: 0, weight: isGivenUp ? 0.8 : unreportedWeight),
      reading(
        from: first, shiftedBy: lag + stillOutMinutes, weight: isGivenUp ? 0.1 : stillOutWeight),
    ]
  }

  /// The first milestone that should have happened and was not reported, unless something later
  /// shows that it did.
  private static func firstOverdue(
    _ milestones: [Milestone], event: Event, now: Int64
  ) -> Int? {
    guard !event.status.isOver else { return nil }
    var known = milestones.lastIndex { $0.status == .actual && $0.at.minute <= now } ?? -1
    if event.status == .live || event.status == .interrupted {
      known = max(known, milestones.firstIndex { $0.name == "start" } ?? 0)
    }
    let next = known + 1
    guard next < milestones.count, milestones[next].at.minute < now else { return nil }
    return next
  }
}
