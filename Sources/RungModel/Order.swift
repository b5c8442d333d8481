/// The idempotency token of an order: at most 64 ASCII characters, unique for one installation.
package struct OrderID: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
  package var token: String

  package init(_ token: String) { self.token = token }

  package init(from decoder: any Decoder) throws {
    token = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(token)
  }

  package var description: String { token }

  package static func < (left: OrderID, right: OrderID) -> Bool { left.token < right.token }
}

/// One launch or terminate request, written to the store before it leaves.
package struct Order: Hashable, Codable, Sendable {
  package enum Action: Hashable, Codable, Sendable {
    /// Launch this many machines of one offering.
    case launch(offering: Offering, count: Int)
    /// Take these servers out of the upstream list, drain them, end them.
    case terminate(servers: [ServerID])
  }

  package enum State: String, Codable, Sendable {
    /// Issued; the outcome is not known yet. Re-sent with the same token after a crash.
    case inFlight = "in_flight"
    /// The backend answered.
    case answered
  }

  package var id: OrderID
  package var service: String
  package var pool: String
  package var backend: String
  package var action: Action
  package var issuedAt: Timestamp
  package var state: State

  package init(
    id: OrderID, service: String, pool: String, backend: String, action: Action,
    issuedAt: Timestamp, state: State = .inFlight
  ) {
    self.id = id
    self.service = service
    self.pool = pool
    self.backend = backend
    self.action = action
    self.issuedAt = issuedAt
    self.state = state
  }
}

/// What came of a launch order. What fell short is data, never a thrown error.
package struct LaunchOutcome: Hashable, Codable, Sendable {
  package enum Class: String, Codable, Sendable {
    case noCapacity = "no_capacity"
    case quota, throttled
    case noAddresses = "no_addresses"
    case invalid, unknown
  }

  package struct Shortfall: Hashable, Codable, Sendable {
    /// Machines that were asked for and not granted.
    package var count: Int
    package var reason: Class
    /// The vendor's words, with the remedy where one is known.
    package var message: String

    package init(count: Int, reason: Class, message: String) {
      self.count = count
      self.reason = reason
      self.message = message
    }
  }

  package var order: OrderID
  package var launched: [ServerID]
  package var shortfall: Shortfall?
  /// When the answer came, by the shell's clock: what is remembered of an offering counts from it.
  package var answeredAt: Timestamp

  package init(
    order: OrderID, launched: [ServerID], shortfall: Shortfall? = nil, answeredAt: Timestamp
  ) {
    self.order = order
    self.launched = launched
    self.shortfall = shortfall
    self.answeredAt = answeredAt
  }

  enum CodingKeys: String, CodingKey {
    case order, launched, shortfall
    case answeredAt = "answered_at"
  }
}
