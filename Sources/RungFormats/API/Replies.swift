package import RungModel

/// `GET /v1/services`.
package struct ServicesReply: Hashable, Codable, Sendable {
  package var services: [ServiceStatusDTO]

  package init(services: [ServiceStatusDTO]) { self.services = services }
}

/// `GET /v1/services/{name}/decisions`: newest first.
package struct DecisionsReply: Hashable, Codable, Sendable {
  package var decisions: [Decision]

  package init(decisions: [Decision]) { self.decisions = decisions }
}

/// `GET /v1/services/{name}/needed`.
package struct NeededReply: Hashable, Codable, Sendable {
  /// Reference servers that the rungs, without buffer, want for the demand.
  package var servers: Int

  package init(servers: Int) { self.servers = servers }
}

/// `GET /v1/servers`: servers whose life touches the span, oldest order first.
package struct ServersReply: Hashable, Codable, Sendable {
  package var servers: [ServerDTO]

  package init(servers: [ServerDTO]) { self.servers = servers }
}

/// `GET /v1/events`: the newest state of every event that is kept.
package struct EventsReply: Hashable, Codable, Sendable {
  package var events: [Event]

  package init(events: [Event]) { self.events = events }
}

/// `GET /v1/events/{id}`: its newest state, and every message about it, oldest first.
package struct EventReply: Hashable, Codable, Sendable {
  package var event: Event
  package var messages: [EventMessage]

  package init(event: Event, messages: [EventMessage]) {
    self.event = event
    self.messages = messages
  }
}

/// `GET /v1/audit`: newest first.
package struct AuditReply: Hashable, Codable, Sendable {
  package var entries: [AuditEntry]

  package init(entries: [AuditEntry]) { self.entries = entries }
}

/// What an operator's request came to: the entry that the audit log now has.
package struct OperatorReply: Hashable, Codable, Sendable {
  package var audit: AuditEntry

  package init(audit: AuditEntry) { self.audit = audit }
}

/// `GET /readyz`: why the daemon is not ready; empty when it is.
package struct ReadinessReply: Hashable, Codable, Sendable {
  package var ready: Bool
  package var reasons: [String]

  package init(reasons: [String]) {
    ready = reasons.isEmpty
    self.reasons = reasons
  }
}
