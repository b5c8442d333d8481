import RungModel
import RungPorts

/// A daemon of plain values: remembers what it was handed, answers what the test has set.
actor FakeDaemon: Inbox, AuditedReload, StatusView, LadderView {
  var samples: [Sample] = []
  var events: [(event: Event, who: String)] = []
  var commands: [OperatorCommand] = []
  var audits: [AuditEntry] = []
  var reloads: [AuditEntry] = []
  var askedSpans: [(from: Timestamp, to: Timestamp)] = []
  var storeError: StoreError?
  var reasonsNotReady: [String] = []
  /// Whether `take(samples)` never comes back by itself; cancelling it does.
  var isStuck = false

  func fail(_ error: StoreError?) { storeError = error }
  func notReady(_ reasons: [String]) { reasonsNotReady = reasons }
  func stick() { isStuck = true }

  private func checkStore() throws(StoreError) {
    if let storeError { throw storeError }
  }

  // MARK: Inbox

  func take(_ samples: [Sample]) async -> SampleReceipt {
    if isStuck {
      let never = AsyncStream<Void> { _ in }
      for await _ in never {}
    }
    self.samples += samples
    let used = samples.count { $0.metric == "platform_concurrency" }
    return SampleReceipt(accepted: used, unused: samples.count - used)
  }

  func take(_ event: Event, from who: String) throws(StoreError) -> EventReceipt {
    try checkStore()
    let isNew = !events.contains {
      $0.event.id == event.id && $0.event.sequence >= event.sequence
    }
    if isNew { events.append((event, who)) }
    return EventReceipt(id: event.id, sequence: event.sequence, changed: isNew)
  }

  func take(_ command: OperatorCommand, audit: AuditEntry) throws(StoreError) -> Bool {
    try checkStore()
    let service =
      switch command {
      case .floor(let floor): floor.service
      case .pause(let pause): pause.service
      case .unpause(let service): service
      }
    guard service == Sampled.playback.service else { return false }
    commands.append(command)
    audits.append(audit)
    return true
  }

  func reload() {}

  func reload(audit: AuditEntry) throws(StoreError) {
    try checkStore()
    reloads.append(audit)
  }

  // MARK: StatusView

  func status() -> Status {
    Status(
      version: "1.2.3", now: Sampled.now, clockSpeed: 60, startedAt: Sampled.now - .hours(1),
      services: [Sampled.playback], events: [Sampled.event], alarms: [Sampled.alarm])
  }

  func service(_ name: String) -> ServiceStatus? {
    name == Sampled.playback.service ? Sampled.playback : nil
  }

  func decisions(
    service: String, from: Timestamp, to: Timestamp, limit: Int
  ) throws(StoreError) -> [Decision] {
    try checkStore()
    askedSpans.append((from, to))
    return Array(repeating: Sampled.decision, count: min(3, limit))
  }

  func servers(from: Timestamp, to: Timestamp) throws(StoreError) -> [Server] {
    try checkStore()
    askedSpans.append((from, to))
    return Sampled.servers
  }

  func messages(event: String?) throws(StoreError) -> [EventMessage] {
    try checkStore()
    let old = EventMessage(receivedAt: Sampled.now - .hours(2), event: Sampled.earlierEvent)
    let new = EventMessage(receivedAt: Sampled.now - .hours(1), event: Sampled.event)
    return event == nil || event == Sampled.event.id ? [new, old] : []
  }

  func audit(limit: Int) throws(StoreError) -> [AuditEntry] {
    try checkStore()
    return Array(audits.reversed().prefix(limit))
  }

  func scorecards() -> [ForecastScores] { [Sampled.scores] }

  func facts() throws(StoreError) -> Facts {
    try checkStore()
    return Sampled.facts
  }

  func metrics() -> String { "rung_desired_servers{service=\"playback\"} 60\n" }

  func unreadiness() -> [String] { reasonsNotReady }

  // MARK: LadderView

  func needed(service: String, demand: Double) -> Int? {
    service == Sampled.playback.service ? Int((demand / 20_000).rounded(.up)) : nil
  }
}
