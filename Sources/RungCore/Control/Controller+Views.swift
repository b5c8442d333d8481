package import RungModel

// What shells may look at. Nothing here changes anything.
extension Controller {
  /// Servers in the newest listings that belong to a service, by id.
  package func servers(of service: String) -> [Server] {
    fleet.roster(service).servers
  }

  /// The newest decision of a service; nil before its first step.
  package func decision(of service: String) -> Decision? { decisions[service].map(worded) }

  /// The same without the words of what the forecast asked for: cheap enough for every step.
  package func figures(of service: String) -> Decision? { decisions[service] }

  /// The newest forecast of a driver; nil before its first step.
  package func forecast(of driver: DriverID) -> Forecast? { forecasts[driver] }

  /// How a driver's forecasts did; nil before the first was kept.
  package func scorecard(of driver: DriverID) -> Scorecard? { memory.scorecards[driver] }

  /// Events known, by id.
  package var events: [Event] { memory.events }

  /// Alarms that hold, by key.
  package var alarms: [Alarm] { memory.alarms }

  /// The lead time planned with for a service.
  package func leadTime(of service: String) -> Duration {
    leads[service]?.planned
      ?? (ladders.first { $0.service == service }?.leadTime.assume ?? .zero)
  }

  /// The operator's floor of a service, while it holds.
  package func floor(of service: String) -> OperatorFloor? {
    memory.floors.first { $0.service == service }
  }

  /// The pause of a service, while it holds.
  package func pause(of service: String) -> Pause? {
    memory.pauses.first { $0.service == service }
  }

  /// The driver's observed level (3-minute median); nil when stale or never seen.
  package func observed(_ driver: DriverID) -> Double? { memory.drivers[driver]?.observed }

  /// When the driver was last heard of; nil if never.
  package func lastSample(of driver: DriverID) -> Timestamp? { memory.drivers[driver]?.newestAt }

  /// The driver's minutes as far back as the controller keeps them.
  package func minutes(of driver: DriverID) -> MinuteSeries {
    memory.drivers[driver]?.minutes ?? MinuteSeries()
  }
}
