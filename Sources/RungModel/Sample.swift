/// One measured value as it was ingested.
package struct Sample: Hashable, Codable, Sendable {
  package var metric: String
  package var labels: [String: String]
  package var at: Timestamp
  /// In the unit of the sender; finite. `Driver.unit` says what it means.
  package var value: Double

  package init(metric: String, labels: [String: String] = [:], at: Timestamp, value: Double) {
    self.metric = metric
    self.labels = labels
    self.at = at
    self.value = value
  }
}

/// The value of one driver at one instant: matching series summed, in the unit used inside
/// (users, or requests a second).
package struct DriverSample: Hashable, Codable, Sendable {
  package var driver: DriverID
  package var at: Timestamp
  /// Finite and not negative.
  package var value: Double

  package init(driver: DriverID, at: Timestamp, value: Double) {
    self.driver = driver
    self.at = at
    self.value = value
  }
}

/// A driver's value for one minute: the mean of its samples.
package struct MinuteValue: Hashable, Codable, Sendable {
  /// Minutes since the Unix epoch.
  package var minute: Int64
  /// Users, or requests a second; finite and not negative.
  package var value: Double

  package init(minute: Int64, value: Double) {
    self.minute = minute
    self.value = value
  }
}
