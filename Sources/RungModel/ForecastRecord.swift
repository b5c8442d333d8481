/// What one forecast of one driver said, kept to be scored against what came.
package struct ForecastRecord: Hashable, Codable, Sendable {
  /// Minutes ahead that are kept: about a tick, the lead times of servers, and what people look at.
  package static let horizons = [1, 6, 10, 15, 30, 60]
  /// Quantile levels that are kept, rising; the first is the median.
  package static let levels = [0.5, 0.9, 0.99, 0.999]
  /// Minutes back that a restart needs records of: three hours of scored targets, and the longest
  /// horizon before the first of them.
  package static let factMinutes: Int64 = 240

  package var driver: DriverID
  /// The minute it was made in, counted from the Unix epoch.
  package var minute: Int64
  /// The kind of the event in whose reach that minute lies, the one nearest its start when there
  /// are several; empty for ordinary time.
  package var kind: String
  /// That event's id; empty for ordinary time.
  package var event: String
  /// The newest complete minute's value when it was made: what the last-value rival would say.
  package var persistence: Double
  /// `values[horizon][level]`, in the order of `horizons` and `levels`; users or requests a second.
  /// Empty for a horizon that the forecast did not reach.
  package var values: [[Double]]

  package init(
    driver: DriverID, minute: Int64, kind: String, event: String, persistence: Double,
    values: [[Double]]
  ) {
    self.driver = driver
    self.minute = minute
    self.kind = kind
    self.event = event
    self.persistence = persistence
    self.values = values
  }
}

/// What came of one minute of one driver, as its forecasts were scored against it.
///
/// It may differ from the stored minute: a value that arrives later is not scored any more.
package struct SettledMinute: Hashable, Codable, Sendable {
  package var driver: DriverID
  /// Counted from the Unix epoch.
  package var minute: Int64
  /// Users, or requests a second; nil when there was none and nothing was scored.
  package var value: Double?

  package init(driver: DriverID, minute: Int64, value: Double?) {
    self.driver = driver
    self.minute = minute
    self.value = value
  }
}
