/// Something a person should know. Raised when it begins to hold, raised again when its size has
/// changed much, cleared when it no longer holds.
package struct Alarm: Hashable, Codable, Sendable {
  package enum Severity: String, Codable, Sendable {
    case warning, critical
  }

  package enum Kind: String, CaseIterable, Codable, Sendable {
    case limitReached = "limit_reached"
    case aboveTopRung = "above_top_rung"
    case staleDriver = "stale_driver"
    case capacityLate = "capacity_late"
    case shortfall
    case unexplainedFall = "unexplained_fall"
    case capacityLoss = "capacity_loss"
    case ladderRejected = "ladder_rejected"
    case crashLoop = "crash_loop"
    case backendUnreachable = "backend_unreachable"
    case storeFailing = "store_failing"
    case clockJump = "clock_jump"
    case leadTimeAboveAssumed = "lead_time_above_assumed"
    case sourceUnreachable = "source_unreachable"
    case orderUnanswered = "order_unanswered"
    case frozenSource = "frozen_source"
    case implausibleFall = "implausible_fall"
    case unitSuspected = "unit_suspected"
    case clockSkew = "clock_skew"
    case forecastLosing = "forecast_losing"
    case serversFailing = "servers_failing"
  }

  package var kind: Kind
  package var severity: Severity
  /// The service, driver, file or backend it is about.
  package var subject: String
  package var message: String
  /// How many servers the message speaks of; nil where it counts none.
  package var servers: Int?

  package init(
    _ kind: Kind, _ severity: Severity, subject: String, servers: Int? = nil, message: String
  ) {
    self.kind = kind
    self.severity = severity
    self.subject = subject
    self.message = message
    self.servers = servers
  }

  /// What makes two alarms the same one: kind and subject.
  package var key: String { "\(kind.rawValue)/\(subject)" }

  /// Whether it must be told again, having been told in these words: it has become more or less
  /// severe, half as large again, or a third of what it was. Between those it would only repeat
  /// itself while servers come and go.
  package func isNews(after told: Alarm) -> Bool {
    guard severity == told.severity else { return true }
    guard let servers, let before = told.servers else { return servers != told.servers }
    return 2 * servers >= 3 * before && servers > before
      || 3 * servers <= before && servers < before
  }
}
