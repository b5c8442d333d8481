package import RungModel

/// A driver's forecast as the API shows it.
package struct ForecastDTO: Hashable, Codable, Sendable {
  /// Capacity kept for a resume that may come at any minute.
  package struct Hold: Hashable, Codable, Sendable {
    /// The event that is interrupted, or whose level fell without explanation.
    package var event: String
    package var since: Timestamp
    package var until: Timestamp
    /// Demand at the resume at each of the forecast's levels.
    package var values: [Double]
    /// Whether the schedule announced it.
    package var announced: Bool
    package var reason: String
  }

  package var driver: String
  package var madeAt: Timestamp
  /// The instant of the first value of every path; later ones follow minute by minute.
  package var from: Timestamp
  /// Quantile levels, rising; the first is 0.5.
  package var levels: [Double]
  /// `paths[level][minute]`, users or requests a second.
  package var paths: [[Double]]
  package var holds: [Hold]
  package var confidence: Confidence
  /// Why it predicts this, most important first.
  package var reasons: [String]
  /// The largest rise within one minute that comparable events showed; 0 if unknown.
  package var largestRampPerMinute: Double

  enum CodingKeys: String, CodingKey {
    case driver, from, levels, paths, holds, confidence, reasons
    case madeAt = "made_at"
    case largestRampPerMinute = "largest_ramp_per_minute"
  }

  package init(_ forecast: Forecast) {
    driver = forecast.driver.selector
    madeAt = forecast.madeAt
    from = Timestamp(minute: forecast.firstMinute)
    levels = forecast.levels
    paths = forecast.paths
    holds = forecast.holds.map {
      Hold(
        event: $0.event, since: $0.since, until: $0.until, values: $0.values,
        announced: $0.isAnnounced, reason: $0.reason)
    }
    confidence = forecast.confidence
    reasons = forecast.reasons
    largestRampPerMinute = forecast.largestRampPerMinute
  }

  /// The forecast it was made from.
  package var forecast: Forecast {
    Forecast(
      driver: DriverID(driver), madeAt: madeAt, firstMinute: from.minute, levels: levels,
      paths: paths,
      holds: holds.map {
        Forecast.Hold(
          event: $0.event, since: $0.since, until: $0.until, values: $0.values,
          isAnnounced: $0.announced, reason: $0.reason)
      },
      confidence: confidence, reasons: reasons, largestRampPerMinute: largestRampPerMinute)
  }
}
