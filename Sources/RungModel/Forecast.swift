/// Quantile paths of one driver, a value a minute.
package struct Forecast: Hashable, Codable, Sendable {
  /// Capacity kept for a resume that may come at any minute.
  package struct Hold: Hashable, Codable, Sendable {
    /// The event that is interrupted, or whose level fell without explanation.
    package var event: String
    /// When the interruption began.
    package var since: Timestamp
    /// The last instant it can matter (planned end + 30 min); the ladder's hold limit may be less.
    package var until: Timestamp
    /// Demand at the resume at each of the forecast's levels.
    package var values: [Double]
    /// Whether the schedule announced it; false is an alarm.
    package var isAnnounced: Bool
    package var reason: String

    package init(
      event: String, since: Timestamp, until: Timestamp, values: [Double], isAnnounced: Bool,
      reason: String
    ) {
      self.event = event
      self.since = since
      self.until = until
      self.values = values
      self.isAnnounced = isAnnounced
      self.reason = reason
    }
  }

  package var driver: DriverID
  package var madeAt: Timestamp
  /// The minute of the first value; later ones follow minute by minute.
  package var firstMinute: Int64
  /// Quantile levels, rising, above 0 and below 1; the first is 0.5.
  package var levels: [Double]
  /// `paths[level][minute]`, users or requests a second; finite, not negative, never crossing.
  package var paths: [[Double]]
  package var holds: [Hold]
  package var confidence: Confidence
  /// Why it predicts this and why it is trusted so much, most important first.
  package var reasons: [String]
  /// The largest rise within one minute that comparable events showed, per minute; 0 if unknown.
  package var largestRampPerMinute: Double

  package init(
    driver: DriverID, madeAt: Timestamp, firstMinute: Int64, levels: [Double],
    paths: [[Double]], holds: [Hold] = [], confidence: Confidence, reasons: [String],
    largestRampPerMinute: Double = 0
  ) {
    self.driver = driver
    self.madeAt = madeAt
    self.firstMinute = firstMinute
    self.levels = levels
    self.paths = paths
    self.holds = holds
    self.confidence = confidence
    self.reasons = reasons
    self.largestRampPerMinute = largestRampPerMinute
  }

  /// Values for this many minutes from `firstMinute`.
  package var minuteCount: Int { paths.first?.count ?? 0 }
}
