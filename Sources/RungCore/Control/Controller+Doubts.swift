package import RungModel

// Implausible data: what a source in doubt says may add servers and never takes one away.
extension Controller {
  /// A milestone explains a fall so many minutes before and after it.
  static let explainedMinutes: Int64 = 10

  /// What is doubted about a driver since the newest step; nil when its minutes look sound.
  package func doubt(of driver: DriverID) -> SourceDoubt? { doubts[driver] }

  /// Judges every driver anew, once a step.
  mutating func judgeSources(at now: Timestamp) {
    doubts = [:]
    guard doubtsSources else { return }
    for (driver, _) in laddersByDriver() {
      // What is worked out from a source is as doubtful as the source; by itself it only jumps.
      guard let state = memory.drivers[driver.source.id] else { continue }
      doubts[driver.id] = SourceDoubt.judge(state.minutes, at: now.minute) { minute in
        memory.events.contains { $0.explainsFall(at: Timestamp(minute: minute)) }
      }
    }
  }

  /// The doubt about a ladder's driver; nil also when both levels of a jump need the same servers.
  func doubt(thatMattersTo ladder: Ladder) -> SourceDoubt? {
    guard let doubt = doubts[ladder.driver.id] else { return nil }
    // The rungs do not say what a level of users needs.
    guard ladder.driver.source == ladder.driver else { return doubt }
    let servers = [doubt.before, doubt.value].map { ladder.servers(for: $0).servers }
    return doubt.fault == .frozen || servers[0] != servers[1] ? doubt : nil
  }

  /// Holds what was wanted while the driver is in doubt, and says so.
  func holdWhileDoubtful(_ assessment: inout Assessment) {
    let ladder = assessment.ladder
    guard let doubt = doubt(thatMattersTo: ladder) else { return }
    let words = text(doubt, assessment)
    if doubt.forbidsRemoval {
      keepAtLastDecision(.doubt, "\(words.what): kept at what was wanted then", &assessment)
      assessment.removalBlocks.append(
        Reason(.doubt, "nothing is removed on doubtful data: \(words.what)"))
    }
    assessment.alarm(
      doubt.alarmKind, doubt.fault == .frozen ? .critical : .warning,
      "\(ladder.driver.source.id) \(words.what): \(words.remedy)")
  }

  private func text(_ doubt: SourceDoubt, _ assessment: Assessment) -> (
    what: String, remedy: String
  ) {
    let since = "\(Timestamp(minute: doubt.since).clockText)Z"
    let until = doubt.until.map { "until \(Timestamp(minute: $0).clockText)Z" } ?? ""
    let word = assessment.ladder.driver.source.unit.word
    let before = "\(doubt.before.shortText) \(word)"
    let value = "\(doubt.value.shortText) \(word)"
    switch doubt.fault {
    case .frozen:
      return (
        "is frozen at \(value) since \(since)",
        "it used to move; nothing is removed; check what sends it"
      )
    case .fall:
      return (
        "fell from \(before) to \(value) within a minute at \(since)",
        "nothing is removed \(until); after that it is believed; check what sends it"
      )
    case .unit where doubt.forbidsRemoval:
      let part = doubt.isMinuteScale ? "a 60th" : "a 1,000th"
      let guess = doubt.isMinuteScale ? "is it per second now?" : "has its scale changed?"
      return (
        "is \(part) of what it was (\(before) before \(since), now \(value))",
        "\(guess) nothing is removed \(until); put the sender or the ladder's unit right"
      )
    case .unit:
      let factor = doubt.isMinuteScale ? "60" : "1,000"
      let guess = doubt.isMinuteScale ? "is it per minute now?" : "has its scale changed?"
      return (
        "is \(factor) times what it was (\(before) before \(since), now \(value))",
        "\(guess) it is served as it says; put the sender or the ladder's unit right"
      )
    }
  }
}

extension SourceDoubt {
  /// The alarm that tells of it.
  var alarmKind: Alarm.Kind {
    switch fault {
    case .frozen: .frozenSource
    case .fall: .implausibleFall
    case .unit: .unitSuspected
    }
  }

  /// Whether the factor is nearer to 60 than to 1,000.
  var isMinuteScale: Bool {
    let factor = value > before ? value / before : before / max(value, .leastNonzeroMagnitude)
    return factor < 250
  }
}

extension Event {
  /// Whether viewers may leave all at once at an instant: near a milestone, or as play stops.
  fileprivate func explainsFall(at instant: Timestamp) -> Bool {
    guard status != .cancelled else { return false }
    let reach = Controller.explainedMinutes
    let isNear = { (other: Timestamp) in abs(other.minute - instant.minute) <= reach }
    return milestones.contains { isNear($0.at) }
      || interruptions.contains { $0.contains(instant) || isNear($0.from) }
  }
}
