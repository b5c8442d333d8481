/// What the store keeps: enough to rebuild a controller equal to the one that crashed.
///
/// Ladders, fitted models and listings are not here: they come from files, from fitting and from
/// the backends, and enter a rebuilt controller as the same inputs.
package struct Facts: Hashable, Codable, Sendable {
  /// Random text chosen once when the store is made; the prefix of every order token.
  package var installation: String
  /// The number of the last order issued; the next one is one higher.
  package var lastOrderNumber: Int
  /// The newest state of every event that is not forgotten yet, by id.
  package var events: [Event]
  /// Driver minutes, oldest first.
  package var minutes: [DriverID: [MinuteValue]]
  /// Orders in flight, and orders issued within the last hour.
  package var orders: [Order]
  /// Launch outcomes of those orders, where answered.
  package var outcomes: [LaunchOutcome]
  package var leadTimes: [LeadTimeMeasurement]
  package var floors: [OperatorFloor]
  package var pauses: [Pause]
  /// The last decision of each service.
  package var decisions: [Decision]
  /// Alarms that were raised and not cleared.
  package var alarms: [Alarm]
  /// Forecasts and settled minutes as far back as a scorecard reaches, or further.
  package var forecasts: [ForecastRecord]
  package var settled: [SettledMinute]
  /// By driver, kind and horizon.
  package var scores: [ScoreRow]

  package init(
    installation: String, lastOrderNumber: Int = 0, events: [Event] = [],
    minutes: [DriverID: [MinuteValue]] = [:], orders: [Order] = [],
    outcomes: [LaunchOutcome] = [], leadTimes: [LeadTimeMeasurement] = [],
    floors: [OperatorFloor] = [], pauses: [Pause] = [], decisions: [Decision] = [],
    alarms: [Alarm] = [], forecasts: [ForecastRecord] = [], settled: [SettledMinute] = [],
    scores: [ScoreRow] = []
  ) {
    self.installation = installation
    self.lastOrderNumber = lastOrderNumber
    self.events = events
    self.minutes = minutes
    self.orders = orders
    self.outcomes = outcomes
    self.leadTimes = leadTimes
    self.floors = floors
    self.pauses = pauses
    self.decisions = decisions
    self.alarms = alarms
    self.forecasts = forecasts
    self.settled = settled
    self.scores = scores
  }
}

/// One measured lead time: from the step that issued the order to first serving.
package struct LeadTimeMeasurement: Hashable, Codable, Sendable {
  package var service: String
  package var pool: String
  package var offering: String
  package var server: ServerID
  package var orderedAt: Timestamp
  package var servingAt: Timestamp

  package init(
    service: String, pool: String, offering: String, server: ServerID, orderedAt: Timestamp,
    servingAt: Timestamp
  ) {
    self.service = service
    self.pool = pool
    self.offering = offering
    self.server = server
    self.orderedAt = orderedAt
    self.servingAt = servingAt
  }

  package var duration: Duration { servingAt - orderedAt }
}
