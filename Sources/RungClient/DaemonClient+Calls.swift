package import RungModel

// One function for each thing the API can do.
extension DaemonClient {
  package func status() async throws(ClientError) -> DaemonStatus {
    try await call(["status"])
  }

  package func service(_ name: String) async throws(ClientError) -> DaemonService {
    try await call(["services", name])
  }

  /// Newest first, at most `limit`.
  package func decisions(
    service: String, from: Timestamp, to: Timestamp, limit: Int = 100
  ) async throws(ClientError) -> [Decision] {
    let query = span(from, to) + [("limit", String(limit))]
    return try await call(
      ["services", service, "decisions"], query: query, as: Rows<Decision>.self
    ).rows
  }

  /// How many reference servers the ladder gives to a demand, without buffers.
  package func needed(service: String, demand: Double) async throws(ClientError) -> Int {
    struct Answer: Decodable { var servers: Int }
    let answer: Answer = try await call(
      ["services", service, "needed"], query: [("demand", String(demand))])
    return answer.servers
  }

  /// Servers whose life touches a span, oldest order first.
  package func servers(from: Timestamp, to: Timestamp) async throws(ClientError) -> [Server] {
    try await call(["servers"], query: span(from, to), as: Rows<Server>.self).rows
  }

  /// The newest state of every event that the daemon knows.
  package func events() async throws(ClientError) -> [Event] {
    try await call(["events"], as: Rows<Event>.self).rows
  }

  /// Hands a schedule message in; it is durable when this returns.
  package func push(_ event: Event) async throws(ClientError) -> EventTaken {
    try await call("POST", ["events"], body: event)
  }

  package func push(_ samples: [Sample]) async throws(ClientError) -> SamplesTaken {
    struct Batch: Encodable { var samples: [Sample] }
    return try await call("POST", ["samples"], body: Batch(samples: samples))
  }

  /// Never fewer than this many servers until then; 0 takes the floor away.
  package func setFloor(_ floor: OperatorFloor) async throws(ClientError) {
    struct Body: Encodable {
      var servers: Int
      var until: Timestamp
      var reason: String
    }
    let _: Nothing = try await call(
      "POST", ["services", floor.service, "floor"],
      body: Body(servers: floor.servers, until: floor.until, reason: floor.reason))
  }

  package func pause(_ pause: Pause) async throws(ClientError) {
    struct Body: Encodable {
      var until: Timestamp
      var reason: String
    }
    let _: Nothing = try await call(
      "POST", ["services", pause.service, "pause"],
      body: Body(until: pause.until, reason: pause.reason))
  }

  package func unpause(service: String, reason: String) async throws(ClientError) {
    struct Body: Encodable { var reason: String }
    let _: Nothing = try await call(
      "POST", ["services", service, "unpause"], body: Body(reason: reason))
  }

  private func span(_ from: Timestamp, _ to: Timestamp) -> [(String, String)] {
    [("from", from.description), ("to", to.description)]
  }
}

/// What became of a schedule message.
package struct EventTaken: Decodable, Hashable, Sendable {
  package var id: String
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

/// A list, bare or as the one array inside an object (`{"servers": […]}`).
private struct Rows<Row: Decodable>: Decodable {
  var rows: [Row]

  init(from decoder: any Decoder) throws {
    do {
      rows = try [Row](from: decoder)
    } catch DecodingError.typeMismatch {
      let lists = try [String: [Row]](from: decoder)
      guard lists.count == 1, let only = lists.first?.value else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "one list expected"))
      }
      rows = only
    }
  }
}
