package import RungModel

/// The decider: inputs in, directives out. Pure and deterministic.
package struct Controller: Hashable, Sendable {
  /// Rebuilds the controller from what the store kept.
  package init(facts: Facts, at now: Timestamp) {}

  /// Decides. State moves here, before anything is carried out: an order is in flight from the
  /// step that issued it.
  package mutating func step(_ inputs: [Input], at now: Timestamp) -> [Directive] { [] }

  /// The ladders in force, by service name.
  package var ladders: [Ladder] { [] }

  /// Servers in the newest listings that belong to a service.
  package func servers(of service: String) -> [Server] { [] }

  /// The newest decision of a service.
  package func decision(of service: String) -> Decision? { nil }

  /// The newest forecast of a driver.
  package func forecast(of driver: DriverID) -> Forecast? { nil }

  /// Events known, by id.
  package var events: [Event] { [] }

  /// Alarms that hold.
  package var alarms: [Alarm] { [] }

  /// The lead time planned with for a service.
  package func leadTime(of service: String) -> Duration { .zero }

  package func floor(of service: String) -> OperatorFloor? { nil }
  package func pause(of service: String) -> Pause? { nil }
}
