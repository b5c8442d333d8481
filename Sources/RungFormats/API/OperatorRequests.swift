package import RungModel

/// The body of `POST /v1/services/{name}/floor`: give `until` or `for`, not both.
package struct FloorRequest: Hashable, Codable, Sendable {
  /// Reference servers, from 0; 0 takes the floor away.
  package var servers: Int
  package var until: Timestamp?
  /// A span of the daemon's clock: `90m`, `1h30m`.
  package var duration: String?
  package var reason: String

  enum CodingKeys: String, CodingKey {
    case servers, until, reason
    case duration = "for"
  }

  package init(
    servers: Int, until: Timestamp? = nil, duration: String? = nil, reason: String
  ) {
    self.servers = servers
    self.until = until
    self.duration = duration
    self.reason = reason
  }
}

/// The body of `POST /v1/services/{name}/pause`: give `until` or `for`, not both.
package struct PauseRequest: Hashable, Codable, Sendable {
  package var until: Timestamp?
  /// A span of the daemon's clock: `90m`, `1h30m`.
  package var duration: String?
  package var reason: String

  enum CodingKeys: String, CodingKey {
    case until, reason
    case duration = "for"
  }

  package init(until: Timestamp? = nil, duration: String? = nil, reason: String) {
    self.until = until
    self.duration = duration
    self.reason = reason
  }
}

/// The body of `POST /v1/services/{name}/unpause`, which may be empty.
package struct UnpauseRequest: Hashable, Codable, Sendable {
  package var reason: String?

  package init(reason: String? = nil) { self.reason = reason }
}
