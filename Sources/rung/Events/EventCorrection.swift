import RungModel

/// Corrections that a person makes to an event; each gives its next full state.
enum EventCorrection {
  /// Everything that is still planned moves; what happened stays where it was.
  ///
  /// - Throws: `CommandFailure` when nothing is left to move.
  static func shifted(_ event: Event, by span: Duration) throws -> Event {
    var next = try open(event)
    guard next.milestones.contains(where: { $0.status == .planned }) else {
      throw CommandFailure("\(event.id) has no milestone that is still planned; nothing can move")
    }
    for index in next.milestones.indices where next.milestones[index].status == .planned {
      next.milestones[index].at += span
    }
    next.milestones.sort { $0.at < $1.at }
    return next
  }

  /// Play stops, and nobody knows until when.
  ///
  /// - Throws: `CommandFailure` when it is stopped already.
  static func interrupted(_ event: Event, at instant: Timestamp) throws -> Event {
    var next = try open(event)
    if let stop = event.interruption(at: instant) {
      throw CommandFailure(
        "\(event.id) is interrupted already, since \(stop.from); `rung events resume` ends that")
    }
    next.status = .interrupted
    next.interruptions.append(Interruption(from: instant))
    return next
  }

  /// The stop ends: now, or at an instant that has been announced.
  ///
  /// - Throws: `CommandFailure` when there is no stop, or it would end before it began.
  static func resumed(_ event: Event, at instant: Timestamp, now: Timestamp) throws -> Event {
    var next = try open(event)
    guard let index = next.interruptions.lastIndex(where: { ($0.to ?? .distantFuture) > now })
    else { throw CommandFailure("\(event.id) is not interrupted") }
    guard instant > next.interruptions[index].from else {
      throw CommandFailure(
        "\(event.id) was interrupted at \(next.interruptions[index].from); it cannot resume "
          + "at \(instant), before that")
    }
    next.interruptions[index].to = instant
    if instant <= now { next.status = .live }
    return next
  }

  /// It will not take place, or not go on.
  static func cancelled(_ event: Event) throws -> Event {
    var next = try open(event)
    next.status = .cancelled
    return next
  }

  private static func open(_ event: Event) throws -> Event {
    guard !event.status.isOver else {
      throw CommandFailure(
        "\(event.id) is \(event.status.rawValue) already; push a new state with a sequence above "
          + "\(event.sequence) if that is wrong")
    }
    var next = event
    next.sequence += 1
    return next
  }
}
