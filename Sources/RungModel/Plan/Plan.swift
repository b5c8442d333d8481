/// What Rung would do over a window, and why. Made by the controller in a fault-free world.
///
/// Its JSON is what `rung plan --format json` prints and `--against` reads back: keys in
/// snake_case, times in ISO 8601, demand in each service's unit.
package struct Plan: Hashable, Codable, Sendable {
  package var from: Timestamp
  package var to: Timestamp
  package var madeAt: Timestamp
  /// What a what-if supposed, a sentence each; empty in a plan proper.
  package var assumptions: [String]
  /// Events whose span touches the window.
  package var events: [Event]
  /// What was forecast when the plan was made, one for each driver, by name.
  package var forecasts: [Fan]
  /// By name of the service.
  package var services: [Service]

  package init(
    from: Timestamp, to: Timestamp, madeAt: Timestamp, events: [Event] = [],
    services: [Service] = []
  ) {
    self.from = from
    self.to = to
    self.madeAt = madeAt
    self.events = events
    self.services = services
    assumptions = []
    forecasts = []
  }

  enum CodingKeys: String, CodingKey {
    case from, to, assumptions, events, forecasts, services
    case madeAt = "made_at"
  }
}

extension Plan {
  /// Whether any server would be launched or removed in the window.
  package var hasChanges: Bool { services.contains { !$0.changes.isEmpty } }

  /// The part of a service; nil when the plan has none.
  package func service(_ name: String) -> Service? { services.first { $0.service == name } }

  /// The forecast of a service's driver.
  package func forecast(of service: Service) -> Fan? {
    forecasts.first { $0.driver == service.driver }
  }
}
