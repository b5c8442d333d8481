package import RungFormats
import RungModel

/// The daemon at a glance, for a terminal.
package enum StatusText {
  /// Services in a table, how their forecasts did, then alarms and the events that are not over.
  package static func text(_ status: StatusDTO) -> String {
    let speed =
      status.clockSpeed == 1
      ? "" : ", clock at \(status.clockSpeed.fixedText(decimals: 2, dropsZeros: true)) times"
    var lines = [
      "rung \(status.version) at \(status.now), up since \(status.startedAt)\(speed)", "",
    ]
    lines += services(status.services)
    lines += scores(status.services)
    lines += [""] + alarms(status)
    let coming = status.events.filter { !$0.status.isOver }
    lines += [""] + (coming.isEmpty ? ["No event is coming."] : coming.map(event))
    return lines.joined(separator: "\n")
  }

  private static func services(_ services: [ServiceStatusDTO]) -> [String] {
    guard !services.isEmpty else { return ["No ladder is in force."] }
    var table = TextTable([
      .init("service"), .init("mode"), .init("observed", .right), .init("planned", .right),
      .init("served", .right), .init("desired", .right), .init("launched", .right),
      .init("serving", .right), .init("lead time", .right), .init("because"),
    ])
    for service in services {
      let decision = service.decision
      table.add(
        service.service, service.mode.rawValue,
        decision?.observed.map { $0.shortText } ?? "-",
        decision.map { "\($0.planned.shortText) \(service.unit.word)" } ?? "-",
        service.servedDemand?.shortText ?? "any",
        decision.map { "\($0.desired)" } ?? "-", decision.map { "\($0.launched)" } ?? "-",
        decision.map { "\($0.serving)" } ?? "-",
        Duration.seconds(Int(service.leadTimeSeconds.rounded())).text, because(service))
    }
    return table.lines()
  }

  /// How forecasts did, a line a service; nothing while none came.
  private static func scores(_ services: [ServiceStatusDTO]) -> [String] {
    var table = TextTable([.init("service"), .init("forecasts against what came lately")])
    for service in services {
      if let score = service.score { table.add(service.service, ScorecardText.line(score)) }
    }
    return table.rows.isEmpty ? [] : [""] + table.lines()
  }

  private static func because(_ service: ServiceStatusDTO) -> String {
    var notes: [String] = []
    if let until = service.pausedUntil { notes.append("paused until \(until.clockText)") }
    if let floor = service.floor {
      notes.append("floor \(floor.servers) until \(floor.until.clockText): \(floor.reason)")
    }
    if let decision = service.decision {
      let reason =
        decision.reasons.last { $0.servers == decision.desired } ?? decision.reasons.last
      if let reason { notes.append(reason.text) }
    }
    return notes.joined(separator: "; ")
  }

  private static func alarms(_ status: StatusDTO) -> [String] {
    guard !status.alarms.isEmpty else { return ["No alarms."] }
    return status.alarms.map {
      "! \($0.kind.rawValue) (\($0.severity.rawValue)) \($0.subject): \($0.message)"
    }
  }

  private static func event(_ event: Event) -> String {
    let title = event.title.isEmpty ? event.id : "\(event.title) (\(event.id))"
    let milestones = event.milestones.map {
      "\($0.name) \($0.at.clockText)\($0.status == .actual ? " done" : "")"
    }
    return "\(title), \(event.kind), \(event.status.rawValue): "
      + milestones.joined(separator: ", ")
  }
}
