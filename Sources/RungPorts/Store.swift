package import RungModel

/// Keeps facts. One writer; nothing outside a store's own target knows how.
package protocol Store: Sendable {
  /// Everything a controller is rebuilt from, as of an instant: minutes back to
  /// `historyFrom`, orders in flight and of the hour before `at`, forecasts and settled minutes as
  /// far back as `ForecastRecord.factMinutes`.
  func facts(at: Timestamp, historyFrom: Timestamp) async throws(StoreError) -> Facts

  /// Writes one step's facts in one durable commit, before its directives leave.
  func commit(_ batch: StepFacts) async throws(StoreError)

  /// Keeps a schedule message durably before its sender hears "accepted".
  /// - Returns: whether it changed the event (a higher sequence than the one kept).
  func accept(_ message: EventMessage, from who: String) async throws(StoreError) -> Bool

  /// Writes driver minutes behind; the newest value for a minute wins.
  func append(_ minutes: [DriverID: [MinuteValue]]) async throws(StoreError)

  /// Keeps an operator's command and its audit entry durably.
  func record(_ command: OperatorCommand, audit: AuditEntry) async throws(StoreError)

  /// Keeps an audit entry of something that is no operator's command (a reload), durably.
  func note(_ audit: AuditEntry) async throws(StoreError)

  /// Keeps what the backends listed: rows by server id, for bills and history.
  func upsert(_ servers: [Server]) async throws(StoreError)

  /// Decisions of a service in a span, newest first, at most `limit`.
  func decisions(service: String, from: Timestamp, to: Timestamp, limit: Int)
    async throws(StoreError) -> [Decision]

  /// Servers whose life touches a span, oldest order first.
  func servers(from: Timestamp, to: Timestamp) async throws(StoreError) -> [Server]

  /// Every schedule message of an event, oldest first; all events when nil.
  func messages(event: String?) async throws(StoreError) -> [EventMessage]

  /// Driver minutes in a span, oldest first.
  func minutes(driver: DriverID, from: Timestamp, to: Timestamp)
    async throws(StoreError) -> [MinuteValue]

  /// Audit entries, newest first.
  func audit(limit: Int) async throws(StoreError) -> [AuditEntry]

  /// A small text kept by name (the scaled clock's origin, a schema of ours); nil if never set.
  func value(_ name: String) async throws(StoreError) -> String?
  func setValue(_ name: String, _ value: String) async throws(StoreError)

  /// Forgets what retention says to forget.
  func prune(at: Timestamp, retention: Retention) async throws(StoreError)
}

/// What one step adds to the store, in one transaction.
package struct StepFacts: Hashable, Sendable {
  package var at: Timestamp
  /// New orders, in flight.
  package var orders: [Order]
  /// Launch orders answered.
  package var outcomes: [LaunchOutcome]
  /// Terminate orders answered.
  package var answered: [OrderID]
  package var leadTimes: [LeadTimeMeasurement]
  package var decisions: [Decision]
  package var alarmsRaised: [Alarm]
  package var alarmsCleared: [Alarm]
  /// Forecasts to be scored; the first of a driver and minute stands.
  package var forecasts: [ForecastRecord]
  /// The first of a driver and minute stands.
  package var settled: [SettledMinute]
  /// Each in place of the one of its driver, kind and horizon; a later one of the list wins.
  package var scores: [ScoreRow]

  package init(
    at: Timestamp, orders: [Order] = [], outcomes: [LaunchOutcome] = [],
    answered: [OrderID] = [], leadTimes: [LeadTimeMeasurement] = [],
    decisions: [Decision] = [], alarmsRaised: [Alarm] = [], alarmsCleared: [Alarm] = [],
    forecasts: [ForecastRecord] = [], settled: [SettledMinute] = [], scores: [ScoreRow] = []
  ) {
    self.at = at
    self.orders = orders
    self.outcomes = outcomes
    self.answered = answered
    self.leadTimes = leadTimes
    self.decisions = decisions
    self.alarmsRaised = alarmsRaised
    self.alarmsCleared = alarmsCleared
    self.forecasts = forecasts
    self.settled = settled
    self.scores = scores
  }

  package var isEmpty: Bool {
    orders.isEmpty && outcomes.isEmpty && answered.isEmpty && leadTimes.isEmpty
      && decisions.isEmpty && alarmsRaised.isEmpty && alarmsCleared.isEmpty
      && forecasts.isEmpty && settled.isEmpty && scores.isEmpty
  }
}

/// How long things are kept.
package struct Retention: Hashable, Sendable {
  /// Per-minute driver values; default a year.
  package var minutes: Duration
  /// Decisions, ended servers, answered orders, audit; default 90 days.
  package var history: Duration
  /// Forecasts and what was scored of them, one by one. A restart needs four hours of them, the
  /// rest is for a look back at last night; never less.
  package static let forecasts: Duration = .hours(48)
  /// Score rows after their last score: a scorecard forgets them then too.
  package static let scores: Duration = .hours(24 * 366)

  package init(minutes: Duration = .hours(24 * 366), history: Duration = .hours(24 * 90)) {
    self.minutes = minutes
    self.history = history
  }
}

/// A store that cannot do its work.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// Another daemon holds it.
    case locked
    case full, corrupt
    case readOnly = "read_only"
    case unreachable
    /// Written by a newer Rung.
    case tooNew = "too_new"
    case failed
  }

  package var code: Code
  /// What went wrong and what to do about it.
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { "store \(code.rawValue): \(message)" }
}
