package import RungModel

// Alarms are judged anew in every step: what holds is raised once, and again when its size has
// changed much; what no longer holds is cleared.
extension Controller {
  /// Raises what is new or has changed much, and clears what no longer holds, among the
  /// controller's own alarms.
  mutating func settle(_ holding: [Alarm]) -> [Directive] {
    guard !holding.isEmpty || !memory.alarms.isEmpty else { return [] }
    let newest = Dictionary(
      holding.map { (AlarmName($0), $0) }, uniquingKeysWith: { first, _ in first })
    let isOver = { (told: Alarm) in !told.kind.isOfShell && newest[AlarmName(told)] == nil }
    var directives: [Directive] = memory.alarms.filter(isOver).map { .clear($0) }
    if !directives.isEmpty { memory.alarms.removeAll(where: isOver) }
    var known: Set<AlarmName> = []
    for place in memory.alarms.indices {
      let name = AlarmName(memory.alarms[place])
      known.insert(name)
      guard let alarm = newest[name], alarm.isNews(after: memory.alarms[place]) else { continue }
      memory.alarms[place] = alarm
      directives.append(.raise(alarm))
    }
    for alarm in holding where known.insert(AlarmName(alarm)).inserted {
      insert(alarm)
      directives.append(.raise(alarm))
    }
    return directives
  }

  mutating func insert(_ alarm: Alarm) {
    let key = alarm.key
    let place = memory.alarms.place { $0.key > key }
    memory.alarms.insert(alarm, at: place)
  }
}

/// What an alarm's key says, without its text: a thousand services have thousands in a step.
private struct AlarmName: Hashable {
  let kind: Alarm.Kind
  let subject: String

  init(_ alarm: Alarm) {
    kind = alarm.kind
    subject = alarm.subject
  }
}

extension Alarm.Kind {
  /// Whether the shell raises and clears it; the controller judges the others in every step.
  package var isOfShell: Bool {
    switch self {
    case .ladderRejected, .crashLoop, .backendUnreachable, .storeFailing, .clockJump,
      .sourceUnreachable, .orderUnanswered, .clockSkew:
      true
    case .limitReached, .aboveTopRung, .staleDriver, .capacityLate, .shortfall,
      .unexplainedFall, .capacityLoss, .leadTimeAboveAssumed, .frozenSource, .implausibleFall,
      .unitSuspected, .forecastLosing, .serversFailing:
      false
    }
  }
}
