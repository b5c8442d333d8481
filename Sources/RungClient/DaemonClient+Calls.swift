package import RungFormats
package import RungModel

// One function for each thing the API can do.
extension DaemonClient {
  /// The daemon at a glance, services without their servers and forecasts.
  package func status() async throws(ClientError) -> StatusDTO {
    try await call(["status"])
  }

  /// One service with its servers and forecast.
  package func service(_ name: String) async throws(ClientError) -> ServiceStatusDTO {
    try await call(["services", name])
  }

  /// How forecasts did, by driver.
  package func scorecard() async throws(ClientError) -> ScorecardReply {
    try await call(["scorecard"])
  }

  /// Newest first, at most `limit`.
  package func decisions(
    service: String, from: Timestamp, to: Timestamp, limit: Int = 100
  ) async throws(ClientError) -> [Decision] {
    let query = span(from, to) + [("limit", String(limit))]
    let reply: DecisionsReply = try await call(["services", service, "decisions"], query: query)
    return reply.decisions
  }

  /// How many reference servers the ladder gives to a demand, without buffers.
  package func needed(service: String, demand: Double) async throws(ClientError) -> Int {
    let reply: NeededReply = try await call(
      ["services", service, "needed"], query: [("demand", String(demand))])
    return reply.servers
  }

  /// Servers whose life touches a span, oldest order first.
  package func servers(from: Timestamp, to: Timestamp) async throws(ClientError) -> [Server] {
    let reply: ServersReply = try await call(["servers"], query: span(from, to))
    return reply.servers.map(\.server)
  }

  /// The newest state of every event that the daemon knows.
  package func events() async throws(ClientError) -> [Event] {
    let reply: EventsReply = try await call(["events"])
    return reply.events
  }

  /// One event with every message about it, oldest first.
  package func event(_ id: String) async throws(ClientError) -> EventReply {
    try await call(["events", id])
  }

  /// Everything a plan is made from, as of the daemon's now.
  package func facts() async throws(ClientError) -> Facts {
    let reply: FactsDTO = try await call(["facts"])
    do {
      return try reply.facts()
    } catch {
      throw ClientError(
        .unreadable,
        "\(address) answered GET /v1/facts with what this version of Rung cannot read: \(error)")
    }
  }

  /// Newest first, at most `limit`.
  package func audit(limit: Int = 100) async throws(ClientError) -> [AuditEntry] {
    let reply: AuditReply = try await call(["audit"], query: [("limit", String(limit))])
    return reply.entries
  }

  /// Hands a schedule message in; it is durable when this returns.
  package func push(_ event: Event) async throws(ClientError) -> EventTaken {
    try await call("POST", ["events"], body: event)
  }

  /// Hands measured values in; those that no ladder asks for are counted and dropped.
  package func push(_ samples: [Sample]) async throws(ClientError) -> SamplesTaken {
    struct Batch: Encodable { var samples: [Sample] }
    return try await call("POST", ["samples"], body: Batch(samples: samples))
  }

  // Each of these returns what the daemon's audit log now says.

  /// Never fewer than this many servers for a while; 0 takes the floor away.
  package func setFloor(
    service: String, _ request: FloorRequest
  ) async throws(ClientError) -> AuditEntry {
    try await order(["services", service, "floor"], request)
  }

  /// Launches and removes nothing for a while.
  package func pause(
    service: String, _ request: PauseRequest
  ) async throws(ClientError) -> AuditEntry {
    try await order(["services", service, "pause"], request)
  }

  /// Ends a pause early.
  package func unpause(
    service: String, _ request: UnpauseRequest
  ) async throws(ClientError) -> AuditEntry {
    try await order(["services", service, "unpause"], request)
  }

  /// Asks for the ladders to be read again.
  package func reload(reason: String) async throws(ClientError) -> AuditEntry {
    try await order(["reload"], UnpauseRequest(reason: reason))
  }

  private func order(
    _ path: [String], _ request: some Encodable
  ) async throws(ClientError) -> AuditEntry {
    let reply: OperatorReply = try await call("POST", path, body: request)
    return reply.audit
  }

  private func span(_ from: Timestamp, _ to: Timestamp) -> [(String, String)] {
    [("from", from.description), ("to", to.description)]
  }
}

/// What became of a schedule message.
package struct EventTaken: Decodable, Hashable, Sendable {
  package var id: String
  /// As it was sent.
  package var sequence: Int
  /// False when the daemon knew this sequence or a higher one already.
  package var changed: Bool
}

/// What became of a batch of samples.
package struct SamplesTaken: Decodable, Hashable, Sendable {
  /// Used by at least one ladder / named by none / not finite, negative, too old or too new.
  package var accepted: Int
  package var unused: Int
  package var refused: Int
}
