import RungModel

/// The schedule messages of a match as they would have come in: each tells what was known then.
struct ScheduleLog {
  private var event: Event
  /// In the order in which they were received.
  private(set) var messages: [EventMessage] = []

  /// How long before the planned start a match is announced.
  private static let notice = Duration.hours(14 * 24)

  /// Announces a match.
  /// - Parameter milestones: as planned, in order of time.
  init(_ setting: MatchSetting, milestones: [Milestone]) {
    event = Event(
      id: setting.id, kind: setting.kind.rawValue, title: setting.title, sequence: 0,
      tags: setting.tags, milestones: milestones)
    send(at: setting.start - Self.notice)
  }

  /// A milestone has happened: told in the same minute or the next, the end a little later. What
  /// is still planned moves by as much as this one was late.
  mutating func tell(_ name: String, _ minute: Int64, _ random: inout SplitMix64) {
    let happened = Timestamp(minute: minute)
    guard let index = event.milestones.firstIndex(where: { $0.name == name }) else { return }
    let late = happened - event.milestones[index].at
    event.milestones[index] = Milestone(name: name, at: happened, status: .actual)
    shiftPlanned(by: late)
    if name == "start" { event.status = .live }
    if name == "end" { event.status = .ended }
    let delay = name == "end" ? random.whole(1...2) : random.whole(0...1)
    send(at: happened + .minutes(delay))
  }

  /// The stop, told a minute later; the announcement of the resume, if there is one; its end.
  mutating func tell(_ stop: Stop, _ random: inout SplitMix64) {
    let from = Timestamp(minute: stop.from)
    let to = Timestamp(minute: stop.to)
    event.status = .interrupted
    event.interruptions = [Interruption(from: from)]
    send(at: from + .minutes(1))
    if stop.isForGood {
      abandon(at: to)
      return
    }
    if let announced = stop.announced {
      event.interruptions = [Interruption(from: from, to: to)]
      shiftPlanned(by: to - from)
      send(at: Timestamp(minute: announced))
    } else {
      shiftPlanned(by: to - from)
    }
    event.interruptions = [Interruption(from: from, to: to)]
    event.status = .live
    send(at: to + .minutes(random.whole(0...1)))
  }

  /// The planned start moves, and all that is planned with it.
  mutating func postpone(by length: Duration, toldAt minute: Int64) {
    shiftPlanned(by: length)
    send(at: Timestamp(minute: minute))
  }

  /// A milestone that nobody had planned comes before the end, which moves.
  mutating func add(_ name: String, at minute: Int64, end: Int64, toldAt told: Int64) {
    let place = event.milestones.firstIndex { $0.name == "end" } ?? event.milestones.count
    event.milestones[place].at = Timestamp(minute: end)
    event.milestones.insert(Milestone(name: name, at: Timestamp(minute: minute)), at: place)
    send(at: Timestamp(minute: told))
  }

  /// Play never went on, so the interruption stays open; the match ended there, and what it did
  /// not reach is no longer planned.
  private mutating func abandon(at instant: Timestamp) {
    event.status = .abandoned
    event.milestones.removeAll { $0.status == .planned }
    event.milestones.append(Milestone(name: "end", at: instant, status: .actual))
    send(at: instant + .minutes(1))
  }

  private mutating func shiftPlanned(by length: Duration) {
    for index in event.milestones.indices where event.milestones[index].status == .planned {
      event.milestones[index].at += length
    }
  }

  private mutating func send(at instant: Timestamp) {
    event.sequence += 1
    messages.append(EventMessage(receivedAt: instant, event: event))
  }
}
