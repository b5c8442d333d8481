import RungCore
package import RungModel
package import RungPorts

extension Daemon: StatusView {
  package func status() -> Status {
    let now = steadyNow()
    return Status(
      version: settings.version, now: now, clockSpeed: clock.speed, startedAt: startedAt ?? now,
      services: ladders.entries.map { status(of: $0) }, events: decider?.events ?? [],
      alarms: decider?.alarms ?? [])
  }

  package func service(_ name: String) -> ServiceStatus? {
    ladders.entries.first { $0.ladder.service == name }.map { status(of: $0) }
  }

  package func decisions(
    service: String, from: Timestamp, to: Timestamp, limit: Int
  ) async throws(StoreError) -> [Decision] {
    try await store.decisions(service: service, from: from, to: to, limit: limit)
  }

  package func servers(from: Timestamp, to: Timestamp) async throws(StoreError) -> [Server] {
    try await store.servers(from: from, to: to)
  }

  package func messages(event: String?) async throws(StoreError) -> [EventMessage] {
    try await store.messages(event: event)
  }

  package func audit(limit: Int) async throws(StoreError) -> [AuditEntry] {
    try await store.audit(limit: limit)
  }

  /// The store's facts as they are; a planner sees events also in a reactive daemon.
  package func facts() async throws(StoreError) -> Facts {
    let now = steadyNow()
    return try await store.facts(at: now, historyFrom: now - settings.recentHistory)
  }

  package func unreadiness() -> [String] {
    var reasons: [String] = []
    if decider == nil { reasons.append("the store is being read") }
    if decider != nil, !hasStepped { reasons.append("the first step has not been taken") }
    for name in surveys.keys.sorted() where surveys[name]?.last == nil {
      reasons.append("backend \(name) has not been listed")
    }
    if !alarmBook.subjects(of: .storeFailing).isEmpty { reasons.append("the store is failing") }
    return reasons
  }

  private func status(of entry: LadderDesk.Entry) -> ServiceStatus {
    let ladder = entry.ladder
    let servers = decider?.servers(of: ladder.service) ?? []
    return ServiceStatus(
      service: ladder.service, mode: ladder.mode, tier: ladder.tier, driver: ladder.driver.id,
      unit: ladder.driver.unit, decision: decider?.decision(of: ladder.service),
      servedDemand: ladder.demand(servedBy: servers.servingCount),
      leadTimeSeconds: (decider?.leadTime(of: ladder.service) ?? .zero).inSeconds,
      pausedUntil: decider?.pause(of: ladder.service)?.until,
      floor: decider?.floor(of: ladder.service),
      forecast: decider?.forecast(of: ladder.driver.id), score: score(of: ladder),
      servers: servers, ladderFile: entry.file)
  }
}

extension Daemon: LadderView {
  package func needed(service: String, demand: Double) -> Int? {
    ladders.entries.first { $0.ladder.service == service }
      .map { $0.ladder.servers(for: demand).servers }
  }
}

extension [Server] {
  /// Reference servers that serve.
  var servingCount: Int {
    reduce(0) { $0 + ($1.state == .serving ? $1.offering.servers : 0) }
  }
}
