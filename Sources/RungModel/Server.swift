/// The backend's name of a server: an instance id, or a local server id.
package struct ServerID: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
  package var name: String

  package init(_ name: String) { self.name = name }

  package init(from decoder: any Decoder) throws {
    name = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }

  package var description: String { name }

  package static func < (left: ServerID, right: ServerID) -> Bool { left.name < right.name }
}

/// A server of ours as its backend lists it.
package struct Server: Hashable, Codable, Sendable {
  package enum State: String, CaseIterable, Codable, Sendable {
    /// Granted, not serving yet.
    case starting
    /// Health check passed and in the upstream list.
    case serving
    /// Was serving; its health check fails, or its process is being restarted.
    case unhealthy
    /// Out of the upstream list, ending.
    case draining
    /// Ended: listed once more so that its bill can be closed.
    case ended

    /// Whether it counts as launched capacity.
    package var isLaunched: Bool { self == .starting || self == .serving || self == .unhealthy }
  }

  package var id: ServerID
  package var service: String
  package var pool: String
  package var offering: Offering
  /// The launch order it came from.
  package var order: OrderID
  package var state: State
  /// When its order was issued: billing and lead time count from here.
  package var orderedAt: Timestamp
  /// When it first served.
  package var servingSince: Timestamp?
  /// When it ended; while it serves, when its market has said that it takes it back.
  package var endedAt: Timestamp?
  /// Where it is reached, `127.0.0.1:31001`; nil until known.
  package var address: String?
  /// Times its process was started anew after a crash.
  package var restarts: Int

  package init(
    id: ServerID, service: String, pool: String, offering: Offering, order: OrderID,
    state: State, orderedAt: Timestamp, servingSince: Timestamp? = nil,
    endedAt: Timestamp? = nil, address: String? = nil, restarts: Int = 0
  ) {
    self.id = id
    self.service = service
    self.pool = pool
    self.offering = offering
    self.order = order
    self.state = state
    self.orderedAt = orderedAt
    self.servingSince = servingSince
    self.endedAt = endedAt
    self.address = address
    self.restarts = restarts
  }
}
