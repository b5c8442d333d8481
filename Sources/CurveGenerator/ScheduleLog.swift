import RungModel

/// The schedule messages of a match as they would have come in: each tells what was known then.
struct ScheduleLog {
  private let setting: MatchSetting
  private let script: MatchScript
  private var event: Event
  private var messages: [EventMessage] = []

  /// How long before the planned start a match is announced.
  private static let notice = Duration.hours(14 * 24)

  private init(_ setting: MatchSetting, _ script: MatchScript) {
    self.setting = setting
    self.script = script
    let kind = setting.kind
    let breakAt = setting.start + .minutes(kind.firstInnings)
    let secondAt = breakAt + .minutes(kind.inningsBreak)
    event = Event(
      id: setting.id, kind: kind.rawValue, title: setting.title, sequence: 0, tags: setting.tags,
      milestones: [
        Milestone(name: "toss", at: setting.start - .minutes(30)),
        Milestone(name: "start", at: setting.start),
        Milestone(name: "innings_break", at: breakAt),
        Milestone(name: "second_innings", at: secondAt),
        Milestone(name: "end", at: secondAt + .minutes(kind.secondInnings)),
      ])
  }

  /// All messages in the order in which they were received; the last one is the final state.
  static func messages(
    _ setting: MatchSetting, _ script: MatchScript, from random: inout SplitMix64
  ) -> [EventMessage] {
    var log = ScheduleLog(setting, script)
    log.send(at: setting.start - notice)
    let times = script.times
    var steps: [(name: String, at: Int64)] = [
      ("toss", times.toss), ("start", times.start), ("innings_break", times.inningsBreak),
      ("second_innings", times.secondInnings), ("end", times.end),
    ]
    if let rain = script.rain {
      let place = steps.firstIndex { $0.at > rain.from } ?? steps.count
      steps.insert(("rain", rain.from), at: place)
      // What an abandoned match never reached is told by nobody.
      if rain.isForGood { steps.removeSubrange((place + 1)...) }
    }
    for step in steps {
      if step.name == "rain" {
        log.tellRain(&random)
      } else {
        log.tell(step.name, step.at, &random)
      }
    }
    return log.messages
  }

  /// A milestone has happened: told in the same minute or the next, the end a little later.
  private mutating func tell(_ name: String, _ minute: Int64, _ random: inout SplitMix64) {
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
  private mutating func tellRain(_ random: inout SplitMix64) {
    guard let rain = script.rain else { return }
    let from = Timestamp(minute: rain.from)
    let to = Timestamp(minute: rain.to)
    event.status = .interrupted
    event.interruptions = [Interruption(from: from)]
    send(at: from + .minutes(1))
    if rain.isForGood {
      abandon(at: to)
      return
    }
    if let announced = rain.announced {
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
