import RungClient
import RungFormats
import RungModel

/// One performance: what is still to be sent, and what was seen.
struct Stage {
  /// Samples missed while the daemon was down are sent late up to this age; older ones are as
  /// lost as those of a collector that was not read.
  private static let lateSamples = Duration.minutes(5)

  private let script: RehearsalScript
  private let cast: Cast
  private let daemon: PersistentDaemon
  private let time: DaemonTime
  private(set) var scoreboard: Scoreboard
  /// Messages not sent yet, in order of receipt.
  private var pending: ArraySlice<EventMessage>
  /// Milestones and interruptions not told yet, in order of time.
  private var marks: ArraySlice<(at: Timestamp, text: String)>
  /// By part and demand: what the rungs give.
  private var needed: [[Double: Int]]

  /// - Parameter script: shifted to the daemon's clock.
  init(script: RehearsalScript, cast: Cast, daemon: PersistentDaemon, time: DaemonTime) {
    self.script = script
    self.cast = cast
    self.daemon = daemon
    self.time = time
    scoreboard = Scoreboard(script, cast)
    pending = script.messages[...]
    marks = Self.marks(script)[...]
    needed = cast.parts.map { _ in [:] }
  }

  /// By part, what the rungs give to the highest demand of the window.
  mutating func staticPeak() async throws -> [Int] {
    var result: [Int] = []
    for (index, part) in cast.parts.enumerated() {
      let demands = (script.billingFrom.minute..<script.billingTo.minute).compactMap {
        cast.demand(part, script, at: Timestamp(minute: $0))
      }
      result.append(try await servers(for: demands.max() ?? 0, part: index))
    }
    return result
  }

  /// Pushes what the schedule had said before playing begins: the newest state of each event.
  mutating func pushWhatIsKnown() async throws {
    let known = pending.prefix { $0.receivedAt < script.playFrom }
    pending = pending.dropFirst(known.count)
    for event in RehearsalScript.newestStates(Array(known)) {
      let taken = try await daemon.ask { try await $0.push(event) }
      if !taken.changed { try await checkKnown(event) }
    }
  }

  /// A message that changed nothing is fine when it was sent twice, not when the daemon knows the
  /// event from elsewhere: it would go by another day's milestones.
  private func checkKnown(_ event: Event) async throws {
    let known = try await daemon.ask { try await $0.events() }.first { $0.id == event.id }
    guard let known else { return }
    guard known.sequence != event.sequence || Set(known.milestones) != Set(event.milestones)
    else { return }
    throw RehearsalError(
      .mismatch,
      """
      the daemon knows event \(event.id) in another state already (sequence \(known.sequence), \
      the script begins at \(event.sequence)): rehearse on a daemon with a store of its own
      """)
  }

  /// Plays from the first instant to the end of the window.
  mutating func play() async throws {
    let step = Scoreboard.step
    var instant = script.playFrom
    var sentUntil = script.playFrom - step
    while instant < script.billingTo {
      try await time.sleep(until: instant)
      // Behind after an outage or a slow answer: go on with the newest instant that is due.
      let now = time.now()
      while instant + step <= now, instant + step < script.billingTo { instant += step }
      tell(until: instant)
      try await pushMessages(until: instant)
      try await pushSamples(after: sentUntil, until: instant)
      sentUntil = instant
      try await observe(at: instant)
      instant += step
    }
  }

  private mutating func pushMessages(until instant: Timestamp) async throws {
    while let message = pending.first, message.receivedAt <= instant {
      let event = message.event
      let taken = try await daemon.ask { try await $0.push(event) }
      pending.removeFirst()
      let note = taken.changed ? "" : " (the daemon knew it already)"
      say(instant, "schedule: \(event.id) #\(event.sequence), \(event.status.rawValue)\(note)")
    }
  }

  private func pushSamples(after sent: Timestamp, until instant: Timestamp) async throws {
    var samples: [Sample] = []
    var at = max(sent + Scoreboard.step, instant - Self.lateSamples)
    while at <= instant {
      samples += Cast.samples(script, at: at)
      at += Scoreboard.step
    }
    guard !samples.isEmpty else { return }
    let batch = samples
    let taken = try await daemon.ask { try await $0.push(batch) }
    if taken.refused > 0 || taken.unused > 0 {
      say(
        instant,
        """
        of \(batch.count) samples the daemon refused \(taken.refused) and had no use for \
        \(taken.unused)
        """)
    }
  }

  private mutating func observe(at instant: Timestamp) async throws {
    let status = try await daemon.ask { try await $0.status() }
    let services = try cast.parts.map { part in
      guard let service = status.services.first(where: { $0.service == part.service }) else {
        throw RehearsalError(
          .mismatch, "the daemon has no service \(part.service) any more: its ladder is gone")
      }
      return service
    }
    let observed = services.map { service in
      Scoreboard.Observed(
        served: service.servedDemand ?? .infinity,
        serving: service.decision?.serving ?? service.serverCounts.serving)
    }
    for missed in scoreboard.unsettled(until: instant) {
      for (index, part) in cast.parts.enumerated() {
        guard let demand = cast.demand(part, script, at: missed) else { continue }
        _ = try await servers(for: demand, part: index)
      }
    }
    let needed = needed
    scoreboard.observe(observed, at: instant) { needed[$0][$1] ?? 0 }
    daemon.report(.status(line(services, observed, at: instant)))
  }

  /// Asked once for each demand: a ladder is not edited during a rehearsal.
  private mutating func servers(for demand: Double, part: Int) async throws -> Int {
    if let known = needed[part][demand] { return known }
    let service = cast.parts[part].service
    let count = try await daemon.ask { try await $0.needed(service: service, demand: demand) }
    needed[part][demand] = count
    return count
  }
}

// What people see.
extension Stage {
  /// `20:04  14.2M users  playback 16/16 (want 18)  chat 12/12  unserved 0`: serving of launched.
  private func line(
    _ services: [ServiceStatusDTO], _ observed: [Scoreboard.Observed], at instant: Timestamp
  ) -> String {
    var words = [instant.clockText]
    for unit in [DriverUnit.users, .rps, .departures] {
      let demands = cast.parts.filter { $0.unit.word == unit.word }
        .compactMap { cast.demand($0, script, at: instant) }
      if let highest = demands.max() { words.append("\(compact(highest)) \(unit.word)") }
    }
    for (service, now) in zip(services, observed) {
      let launched = service.decision?.launched ?? now.serving
      let desired = service.decision?.desired ?? launched
      let want = desired == launched ? "" : " (want \(desired))"
      words.append("\(service.service) \(now.serving)/\(launched)\(want)")
    }
    let unserved = scoreboard.unserved(observed, at: instant)
      .map { "\($0.service) \(compact($0.demand))" }
    words.append("unserved \(unserved.isEmpty ? "0" : unserved.joined(separator: ", "))")
    return words.joined(separator: "  ")
  }

  private mutating func tell(until instant: Timestamp) {
    while let mark = marks.first, mark.at <= instant {
      marks.removeFirst()
      if mark.at >= script.playFrom { say(mark.at, mark.text) }
    }
  }

  private func say(_ at: Timestamp, _ text: String) {
    daemon.report(.log("\(at.clockText)  \(text)"))
  }

  /// What really happened, as the newest state of each event tells it.
  private static func marks(_ script: RehearsalScript) -> [(at: Timestamp, text: String)] {
    var marks: [(at: Timestamp, text: String)] = []
    for event in RehearsalScript.newestStates(script.messages) {
      let name = event.title.isEmpty ? event.id : event.title
      for milestone in event.milestones {
        let words = milestone.name.split(separator: "_").joined(separator: " ")
        marks.append((milestone.at, "\(name): \(words)"))
      }
      for stop in event.interruptions {
        marks.append((stop.from, "\(name): interrupted"))
        if let to = stop.to { marks.append((to, "\(name): resumed")) }
      }
    }
    return marks.sorted { $0.at < $1.at }
  }
}
