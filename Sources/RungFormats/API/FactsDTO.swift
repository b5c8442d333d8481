package import RungModel

/// What a daemon's store keeps, as the API shows it, so that a plan can be made elsewhere.
///
/// Without what the scorecard is rebuilt from: a plan scores nothing, and it is long.
package struct FactsDTO: Hashable, Codable, Sendable {
  package var installation: String
  package var lastOrderNumber: Int
  package var events: [Event]
  /// By driver name, in rising order.
  package var minutes: [DriverMinutesDTO]
  package var orders: [OrderDTO]
  package var outcomes: [LaunchOutcome]
  package var leadTimes: [LeadTimeDTO]
  package var floors: [OperatorFloor]
  package var pauses: [Pause]
  package var decisions: [Decision]
  package var alarms: [Alarm]

  enum CodingKeys: String, CodingKey {
    case installation, events, minutes, orders, outcomes, floors, pauses, decisions, alarms
    case lastOrderNumber = "last_order_number"
    case leadTimes = "lead_times"
  }

  package init(_ facts: Facts) {
    installation = facts.installation
    lastOrderNumber = facts.lastOrderNumber
    events = facts.events
    minutes = facts.minutes.sorted { $0.key < $1.key }.map {
      DriverMinutesDTO(driver: $0.key.selector, values: $0.value)
    }
    orders = facts.orders.map(OrderDTO.init)
    outcomes = facts.outcomes
    leadTimes = facts.leadTimes.map(LeadTimeDTO.init)
    floors = facts.floors
    pauses = facts.pauses
    decisions = facts.decisions
    alarms = facts.alarms
  }

  /// The facts it was made from.
  /// - Throws: `DecodingError` when an order is neither a launch nor a terminate order.
  package func facts() throws -> Facts {
    Facts(
      installation: installation, lastOrderNumber: lastOrderNumber, events: events,
      minutes: Dictionary(
        minutes.map { (DriverID($0.driver), $0.values) }, uniquingKeysWith: { $0 + $1 }),
      orders: try orders.map { try $0.order() }, outcomes: outcomes,
      leadTimes: leadTimes.map(\.measurement), floors: floors, pauses: pauses,
      decisions: decisions, alarms: alarms)
  }
}

/// One driver's minutes, oldest first.
package struct DriverMinutesDTO: Hashable, Codable, Sendable {
  package var driver: String
  package var values: [MinuteValue]

  package init(driver: String, values: [MinuteValue]) {
    self.driver = driver
    self.values = values
  }
}

/// One measured lead time.
package struct LeadTimeDTO: Hashable, Codable, Sendable {
  package var service: String
  package var pool: String
  package var offering: String
  package var server: ServerID
  package var orderedAt: Timestamp
  package var servingAt: Timestamp

  enum CodingKeys: String, CodingKey {
    case service, pool, offering, server
    case orderedAt = "ordered_at"
    case servingAt = "serving_at"
  }

  package init(_ measurement: LeadTimeMeasurement) {
    service = measurement.service
    pool = measurement.pool
    offering = measurement.offering
    server = measurement.server
    orderedAt = measurement.orderedAt
    servingAt = measurement.servingAt
  }

  /// The measurement it was made from.
  package var measurement: LeadTimeMeasurement {
    LeadTimeMeasurement(
      service: service, pool: pool, offering: offering, server: server, orderedAt: orderedAt,
      servingAt: servingAt)
  }
}
