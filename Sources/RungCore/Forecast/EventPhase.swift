import RungModel

/// One reading of an event's milestones on its play clock, and how much it is believed.
struct EventPhase {
  /// In order of time.
  var marks: [PhaseMark]
  var weight: Double

  /// A milestone planned in the past that nobody reported is about to happen, most likely ...
  static let imminentWeight = 0.5
  /// ... or happened as planned and unreported ...
  static let unreportedWeight = 0.3
  /// ... or happened at another minute. A milestone that is still ahead may have come early too;
  /// either way each minute looked at has little weight until the level speaks for it.
  static let shiftedWeight = 0.02
  static let earlyWeight = 0.005
  /// Minutes ago at which an unreported milestone may have happened.
  static let minutesAgo: [Int64] = [1, 2, 3, 4, 5, 7, 9, 12, 15, 20]
  /// Milestones come so many minutes before their plan.
  static let mostEarly: Int64 = 25
  /// After so many minutes the sender probably does not report milestones at all.
  static let givenUpMinutes: Int64 = 45

  /// An event's milestones as the schedule has them: the first of `readings`.
  static func planned(_ event: Event, clock: PlayClock) -> EventPhase {
    EventPhase(
      marks: event.milestones.sorted { $0.at < $1.at }.map {
        PhaseMark(name: $0.name, minute: Double(clock.play($0.at.minute)))
      }, weight: 1)
  }

  /// The readings of an event: first as planned, then with one unreported milestone, and all
  /// after it, moved. Weights are what is believed before looking at the level.
  static func readings(of event: Event, clock: PlayClock, now: Int64) -> [EventPhase] {
    let milestones = event.milestones.sorted { $0.at < $1.at }
    func reading(from first: Int, shiftedBy shift: Int64, weight: Double) -> EventPhase {
      let marks = milestones.enumerated().map { index, milestone in
        let minute = milestone.at.minute + (index >= first ? shift : 0)
        return PhaseMark(name: milestone.name, minute: Double(clock.play(minute)))
      }
      return EventPhase(marks: marks, weight: weight)
    }
    let open = unreported(milestones, event: event, now: now)
    let isOverdue = open.contains { milestones[$0].at.minute < now }
    var result = [
      reading(from: 0, shiftedBy: 0, weight: isOverdue ? unreportedWeight : 1)
    ]
    for index in open {
      let lag = now - milestones[index].at.minute
      if lag > 0 {
        result.append(reading(from: index, shiftedBy: lag, weight: imminentWeight))
      }
      let earliest = index > 0 ? milestones[index - 1].at.minute + 1 : Int64.min
      for ago in minutesAgo where ago != lag && ago <= lag + mostEarly && now - ago >= earliest {
        result.append(
          reading(
            from: index, shiftedBy: lag - ago, weight: lag > 0 ? shiftedWeight : earlyWeight))
      }
    }
    return result
  }

  /// Minutes from now to the next milestone that nobody has reported, below 0 when it is overdue;
  /// nil when there is none, or none that is still waited for.
  static func minutesToNext(_ event: Event, now: Int64) -> Int64? {
    guard !event.status.isOver else { return nil }
    return event.milestones
      .filter { $0.status == .planned && $0.at.minute > now - givenUpMinutes }
      .map { $0.at.minute - now }.min()
  }

  /// The play minute of the last milestone that was reported; nil when none was.
  static func lastReported(_ event: Event, clock: PlayClock, now: Int64) -> Double? {
    event.milestones.filter { $0.status == .actual && $0.at.minute <= now }
      .map { Double(clock.play($0.at.minute)) }.max()
  }

  /// Places of the milestones near now that should have happened, or soon should, and of which no
  /// report has come; at most two. What lies before a reported one has happened.
  private static func unreported(
    _ milestones: [Milestone], event: Event, now: Int64
  ) -> [Int] {
    guard !event.status.isOver else { return [] }
    var known = milestones.lastIndex { $0.status == .actual && $0.at.minute <= now } ?? -1
    if event.status == .live || event.status == .interrupted {
      known = max(known, milestones.firstIndex { $0.name == "start" } ?? 0)
    }
    return Array(
      milestones.indices.filter { index in
        index > known && milestones[index].at.minute > now - givenUpMinutes
          && milestones[index].at.minute < now + mostEarly
      }.prefix(2))
  }
}
