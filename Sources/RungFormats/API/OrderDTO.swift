package import RungModel

/// An order as the API shows it: `launch` with offering and count, or `terminate` with servers.
package struct OrderDTO: Hashable, Codable, Sendable {
  package enum Action: String, Codable, Sendable {
    case launch, terminate
  }

  package var id: OrderID
  package var service: String
  package var pool: String
  package var backend: String
  package var action: Action
  /// Launch orders only.
  package var offering: OfferingDTO?
  /// Launch orders only: machines asked for.
  package var count: Int?
  /// Terminate orders only.
  package var servers: [ServerID]?
  package var issuedAt: Timestamp
  package var state: Order.State

  enum CodingKeys: String, CodingKey {
    case id, service, pool, backend, action, offering, count, servers, state
    case issuedAt = "issued_at"
  }

  package init(_ order: Order) {
    id = order.id
    service = order.service
    pool = order.pool
    backend = order.backend
    issuedAt = order.issuedAt
    state = order.state
    switch order.action {
    case .launch(let offering, let count):
      action = .launch
      self.offering = OfferingDTO(offering)
      self.count = count
    case .terminate(let servers):
      action = .terminate
      self.servers = servers
    }
  }

  /// The order it was made from.
  /// - Throws: `DecodingError` when what its action needs is missing.
  package func order() throws -> Order {
    Order(
      id: id, service: service, pool: pool, backend: backend, action: try modelAction(),
      issuedAt: issuedAt, state: state)
  }

  private func modelAction() throws -> Order.Action {
    switch action {
    case .launch:
      guard let offering, let count else {
        throw missing("a launch order needs 'offering' and 'count'")
      }
      return .launch(offering: offering.offering, count: count)
    case .terminate:
      guard let servers else { throw missing("a terminate order needs 'servers'") }
      return .terminate(servers: servers)
    }
  }

  private func missing(_ what: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: [], debugDescription: "order \(id): \(what)"))
  }
}
