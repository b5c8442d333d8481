/// What a person asked for, by CLI or API. Each is in the audit log.
package enum OperatorCommand: Hashable, Codable, Sendable {
  /// Never fewer than this many reference servers until then; 0 takes the floor away.
  case floor(OperatorFloor)
  /// Nothing is launched or removed for this service until then.
  case pause(Pause)
  case unpause(service: String)
}

/// One of the maxima of desired capacity, with expiry and reason.
package struct OperatorFloor: Hashable, Codable, Sendable {
  package var service: String
  /// Reference servers.
  package var servers: Int
  package var until: Timestamp
  package var reason: String

  package init(service: String, servers: Int, until: Timestamp, reason: String) {
    self.service = service
    self.servers = servers
    self.until = until
    self.reason = reason
  }
}

/// A pause that expires by itself.
package struct Pause: Hashable, Codable, Sendable {
  package var service: String
  package var until: Timestamp
  package var reason: String

  package init(service: String, until: Timestamp, reason: String) {
    self.service = service
    self.until = until
    self.reason = reason
  }
}

/// Who did what, when and why.
package struct AuditEntry: Hashable, Codable, Sendable {
  package var at: Timestamp
  /// A token's name, a local user, or `schedule`.
  package var who: String
  package var what: String
  package var why: String

  package init(at: Timestamp, who: String, what: String, why: String) {
    self.at = at
    self.who = who
    self.what = what
    self.why = why
  }
}
