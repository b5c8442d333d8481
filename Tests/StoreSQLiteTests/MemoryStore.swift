import RungModel
import RungPorts

/// The contract of `Store` in the plainest words: arrays, no cleverness, nothing survives.
actor MemoryStore: Store {
  private let installation = "reference"
  private var lastOrderNumber = 0
  private var orders: [Order] = []
  private var outcomes: [LaunchOutcome] = []
  private var leadTimes: [LeadTimeMeasurement] = []
  private var decisions: [Decision] = []
  private var alarms: [Alarm] = []
  private var states: [EventMessage] = []
  private var log: [EventMessage] = []
  private var history: [DriverID: [Int64: Double]] = [:]
  private var floors: [OperatorFloor] = []
  private var pauses: [Pause] = []
  private var entries: [AuditEntry] = []
  private var listed: [Server] = []
  private var texts: [String: String] = [:]
  private var forecasts: [ForecastRecord] = []
  private var settled: [SettledMinute] = []
  private var scores: [ScoreRow] = []

  func facts(at now: Timestamp, historyFrom: Timestamp) -> Facts {
    let current = orders.filter { $0.state == .inFlight || $0.issuedAt >= now - .hours(1) }
    let newest = Dictionary(grouping: decisions, by: \.service).values.compactMap {
      $0.max { $0.at < $1.at }
    }
    let kept = states.filter {
      !$0.event.status.isOver || ($0.event.ends ?? $0.receivedAt) >= now - .hours(24 * 14)
    }
    let minutes = history.mapValues { values in
      values.filter { $0.key >= historyFrom.minute }.sorted { $0.key < $1.key }
        .map { MinuteValue(minute: $0.key, value: $0.value) }
    }
    return Facts(
      installation: installation, lastOrderNumber: lastOrderNumber,
      events: kept.map(\.event).sorted { $0.id < $1.id },
      minutes: minutes.filter { !$0.value.isEmpty },
      orders: current.sorted { $0.id < $1.id },
      outcomes: outcomes.filter { outcome in current.contains { $0.id == outcome.order } }
        .sorted { $0.order < $1.order },
      leadTimes: leadTimes.sorted { ($0.servingAt, $0.server) < ($1.servingAt, $1.server) },
      floors: floors.filter { $0.until > now }.sorted { $0.service < $1.service },
      pauses: pauses.filter { $0.until > now }.sorted { $0.service < $1.service },
      decisions: newest.sorted { $0.service < $1.service },
      alarms: alarms.sorted { $0.key < $1.key },
      forecasts: forecasts.filter { $0.minute >= now.minute - ForecastRecord.factMinutes }
        .sorted { ($0.driver, $0.minute) < ($1.driver, $1.minute) },
      settled: settled.filter { $0.minute >= now.minute - ForecastRecord.factMinutes }
        .sorted { ($0.driver, $0.minute) < ($1.driver, $1.minute) },
      scores: scores.sorted {
        ($0.driver, $0.kind, $0.horizon) < ($1.driver, $1.kind, $1.horizon)
      })
  }

  func commit(_ batch: StepFacts) {
    for order in batch.orders where !orders.contains(where: { $0.id == order.id }) {
      orders.append(order)
      let number = order.id.token.split(separator: "-").last.flatMap { Int($0) } ?? 0
      lastOrderNumber = max(lastOrderNumber, number)
    }
    for outcome in batch.outcomes where orders.contains(where: { $0.id == outcome.order }) {
      outcomes.removeAll { $0.order == outcome.order }
      outcomes.append(outcome)
    }
    let answered = Set(batch.answered + batch.outcomes.map(\.order))
    for index in orders.indices where answered.contains(orders[index].id) {
      orders[index].state = .answered
    }
    for new in batch.leadTimes
    where !leadTimes.contains(where: { $0.server == new.server && $0.orderedAt == new.orderedAt }) {
      leadTimes.append(new)
    }
    for decision in batch.decisions {
      decisions.removeAll { $0.service == decision.service && $0.at == decision.at }
      decisions.append(decision)
    }
    let replaced = Set((batch.alarmsCleared + batch.alarmsRaised).map(\.key))
    alarms.removeAll { replaced.contains($0.key) }
    for alarm in batch.alarmsRaised {
      alarms.removeAll { $0.key == alarm.key }
      alarms.append(alarm)
    }
    keepScores(batch)
  }

  private func keepScores(_ batch: StepFacts) {
    for record in batch.forecasts
    where !forecasts.contains(where: { ($0.driver, $0.minute) == (record.driver, record.minute) }) {
      forecasts.append(record)
    }
    for minute in batch.settled
    where !settled.contains(where: { ($0.driver, $0.minute) == (minute.driver, minute.minute) }) {
      settled.append(minute)
    }
    for row in batch.scores {
      scores.removeAll { $0.key == row.key }
      scores.append(row)
    }
  }

  func accept(_ message: EventMessage, from who: String) -> Bool {
    let event = message.event
    if !log.contains(where: { $0.event == event }) { log.append(message) }
    let known = states.firstIndex { $0.event.id == event.id }
    if let known, states[known].event.sequence >= event.sequence { return false }
    if let known { states.remove(at: known) }
    states.append(message)
    entries.append(
      AuditEntry(
        at: message.receivedAt, who: who,
        what: "event \(event.id) sequence \(event.sequence) \(event.status.rawValue)",
        why: "schedule message"))
    return true
  }

  func append(_ minutes: [DriverID: [MinuteValue]]) {
    for (driver, values) in minutes {
      for value in values where value.value.isFinite {
        history[driver, default: [:]][value.minute] = value.value
      }
    }
  }

  func note(_ audit: AuditEntry) { entries.append(audit) }

  func record(_ command: OperatorCommand, audit: AuditEntry) {
    switch command {
    case .floor(let floor):
      floors.removeAll { $0.service == floor.service }
      if floor.servers > 0 { floors.append(floor) }
    case .pause(let pause):
      pauses.removeAll { $0.service == pause.service }
      pauses.append(pause)
    case .unpause(let service):
      pauses.removeAll { $0.service == service }
    }
    entries.append(audit)
  }

  func upsert(_ servers: [Server]) {
    for server in servers {
      listed.removeAll { $0.id == server.id }
      listed.append(server)
    }
  }

  func prune(at now: Timestamp, retention: Retention) {
    let cutoff = now - retention.history
    history = history.mapValues { values in
      values.filter { $0.key >= (now - retention.minutes).minute }
    }
    orders.removeAll {
      $0.state == .answered && $0.issuedAt < min(cutoff, now - .hours(1))
    }
    leadTimes.removeAll { $0.servingAt < cutoff }
    let newest = Dictionary(grouping: decisions, by: \.service).compactMapValues {
      $0.map(\.at).max()
    }
    decisions.removeAll { $0.at < cutoff && $0.at < newest[$0.service, default: .distantPast] }
    listed.removeAll { ($0.endedAt ?? .distantFuture) < cutoff }
    entries.removeAll { $0.at < cutoff }
    forecasts.removeAll { $0.minute < (now - Retention.forecasts).minute }
    settled.removeAll { $0.minute < (now - Retention.forecasts).minute }
    scores.removeAll { $0.lastMinute < (now - Retention.scores).minute }
    log.removeAll { message in
      message.receivedAt < cutoff
        && states.contains {
          $0.event.id == message.event.id && $0.event.status.isOver
            && ($0.event.ends ?? $0.receivedAt) < cutoff
        }
    }
  }
}

extension MemoryStore {
  func decisions(service: String, from: Timestamp, to: Timestamp, limit: Int) -> [Decision] {
    let found = decisions.filter { $0.service == service && from <= $0.at && $0.at <= to }
    return Array(found.sorted { $0.at > $1.at }.prefix(limit))
  }

  func servers(from: Timestamp, to: Timestamp) -> [Server] {
    listed.filter { $0.orderedAt <= to && ($0.endedAt ?? .distantFuture) >= from }
      .sorted { ($0.orderedAt, $0.id) < ($1.orderedAt, $1.id) }
  }

  func messages(event: String?) -> [EventMessage] {
    let found = log.filter { event == nil || $0.event.id == event }.enumerated()
    return found.sorted { ($0.element.receivedAt, $0.offset) < ($1.element.receivedAt, $1.offset) }
      .map(\.element)
  }

  func minutes(driver: DriverID, from: Timestamp, to: Timestamp) -> [MinuteValue] {
    history[driver, default: [:]].filter { from.minute <= $0.key && $0.key <= to.minute }
      .sorted { $0.key < $1.key }.map { MinuteValue(minute: $0.key, value: $0.value) }
  }

  func audit(limit: Int) -> [AuditEntry] {
    let found = entries.enumerated().sorted {
      ($0.element.at, $0.offset) > ($1.element.at, $1.offset)
    }
    return Array(found.map(\.element).prefix(limit))
  }

  func value(_ name: String) -> String? { texts[name] }
  func setValue(_ name: String, _ value: String) { texts[name] = value }
}
