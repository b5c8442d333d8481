package import RungModel

/// A server as the API shows it.
package struct ServerDTO: Hashable, Codable, Sendable {
  package var id: ServerID
  package var service: String
  package var pool: String
  package var offering: OfferingDTO
  /// The token of the launch order it came from.
  package var order: OrderID
  package var state: Server.State
  /// When its order was issued: billing and lead time count from here.
  package var orderedAt: Timestamp
  /// When it first served; absent until then.
  package var servingSince: Timestamp?
  /// When it ended; absent until then.
  package var endedAt: Timestamp?
  /// Where it is reached, `127.0.0.1:31001`; absent until known.
  package var address: String?
  /// Times its process was started anew after a crash.
  package var restarts: Int

  enum CodingKeys: String, CodingKey {
    case id, service, pool, offering, order, state, address, restarts
    case orderedAt = "ordered_at"
    case servingSince = "serving_since"
    case endedAt = "ended_at"
  }

  package init(_ server: Server) {
    id = server.id
    service = server.service
    pool = server.pool
    offering = OfferingDTO(server.offering)
    order = server.order
    state = server.state
    orderedAt = server.orderedAt
    servingSince = server.servingSince
    endedAt = server.endedAt
    address = server.address
    restarts = server.restarts
  }

  /// The server it was made from.
  package var server: Server {
    Server(
      id: id, service: service, pool: pool, offering: offering.offering, order: order,
      state: state, orderedAt: orderedAt, servingSince: servingSince, endedAt: endedAt,
      address: address, restarts: restarts)
  }
}

/// An offering as the API shows it.
package struct OfferingDTO: Hashable, Codable, Sendable {
  /// `c6i.4xlarge`; `process` for a local pool.
  package var type: String
  /// Availability zone; absent where the backend chooses.
  package var zone: String?
  /// How many reference servers one of these counts for, at least 1.
  package var servers: Int
  /// US dollars an hour; absent where unknown.
  package var pricePerHour: Double?

  enum CodingKeys: String, CodingKey {
    case type, zone, servers
    case pricePerHour = "price_per_hour"
  }

  package init(_ offering: Offering) {
    type = offering.type
    zone = offering.zone
    servers = offering.servers
    pricePerHour = offering.pricePerHour
  }

  /// The offering it was made from.
  package var offering: Offering {
    Offering(type: type, zone: zone, servers: servers, pricePerHour: pricePerHour)
  }
}

/// How many servers of a service stand in each state; machines, not reference servers.
package struct ServerCountsDTO: Hashable, Codable, Sendable {
  package var starting: Int
  package var serving: Int
  package var unhealthy: Int
  package var draining: Int
  package var ended: Int

  package init(_ servers: [Server]) {
    func count(_ state: Server.State) -> Int { servers.count { $0.state == state } }
    starting = count(.starting)
    serving = count(.serving)
    unhealthy = count(.unhealthy)
    draining = count(.draining)
    ended = count(.ended)
  }
}
