import RungModel
import RungPorts

/// A store in memory that can be told to fail.
actor FakeStore: Store {
  private(set) var committed: [StepFacts] = []
  private(set) var accepted: [EventMessage] = []
  private(set) var appended: [DriverID: [MinuteValue]] = [:]
  private(set) var audits: [AuditEntry] = []
  private(set) var upserted: [Server] = []
  private(set) var failedCommits = 0
  var values: [String: String] = [:]
  private var isFailing = false
  private var base: Facts

  init(base: Facts = Facts(installation: "test"), values: [String: String] = [:]) {
    self.base = base
    self.values = values
  }

  func fail(_ isFailing: Bool) { self.isFailing = isFailing }

  private func check() throws(StoreError) {
    if isFailing { throw StoreError(.full, "the disk is full: make room") }
  }

  func facts(at: Timestamp, historyFrom: Timestamp) async throws(StoreError) -> Facts { base }

  func commit(_ batch: StepFacts) async throws(StoreError) {
    if isFailing { failedCommits += 1 }
    try check()
    committed.append(batch)
  }

  func accept(_ message: EventMessage, from who: String) async throws(StoreError) -> Bool {
    try check()
    let known = accepted.filter { $0.event.id == message.event.id }.map(\.event.sequence).max()
    guard message.event.sequence > known ?? -1 else { return false }
    accepted.append(message)
    return true
  }

  func append(_ minutes: [DriverID: [MinuteValue]]) async throws(StoreError) {
    try check()
    for (driver, values) in minutes {
      appended[driver] = MinuteSeries((appended[driver] ?? []) + values).present
    }
  }

  func note(_ audit: AuditEntry) async throws(StoreError) {
    try check()
    audits.append(audit)
  }

  func record(_ command: OperatorCommand, audit: AuditEntry) async throws(StoreError) {
    try check()
    audits.append(audit)
  }

  func upsert(_ servers: [Server]) async throws(StoreError) { upserted = servers }

  func decisions(
    service: String, from: Timestamp, to: Timestamp, limit: Int
  ) async throws(StoreError) -> [Decision] {
    Array(committed.flatMap(\.decisions).filter { $0.service == service }.prefix(limit))
  }

  func servers(from: Timestamp, to: Timestamp) async throws(StoreError) -> [Server] { upserted }
  func messages(event: String?) async throws(StoreError) -> [EventMessage] { accepted }

  func minutes(
    driver: DriverID, from: Timestamp, to: Timestamp
  ) async throws(StoreError) -> [MinuteValue] { appended[driver] ?? [] }

  func audit(limit: Int) async throws(StoreError) -> [AuditEntry] { audits }
  func value(_ name: String) async throws(StoreError) -> String? { values[name] }

  func setValue(_ name: String, _ value: String) async throws(StoreError) {
    try check()
    values[name] = value
  }

  func prune(at: Timestamp, retention: Retention) async throws(StoreError) {}
}
