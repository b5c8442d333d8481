extension Plan {
  /// A driver's forecast as it stood when the plan was made, thinned out for pictures.
  package struct Fan: Hashable, Codable, Sendable {
    /// More points than this are finer than a picture.
    private static let mostPoints = 288

    /// As the ladders name it.
    package var driver: String
    /// Quantile levels, rising; the first is 0.5.
    package var levels: [Double]
    package var from: Timestamp
    /// Minutes from point to point.
    package var everyMinutes: Int
    /// `paths[level][point]`, users or requests a second.
    package var paths: [[Double]]

    /// The part of a forecast in a window; of each stretch between two points its highest value,
    /// so that no peak is lost.
    package init(_ forecast: Forecast, from: Timestamp, to: Timestamp) {
      let first = max(0, Int(from.minute - forecast.firstMinute))
      let count = max(
        0, min(forecast.minuteCount, Int(to.minute - forecast.firstMinute) + 1) - first)
      let step = max(1, (count + Self.mostPoints - 1) / Self.mostPoints)
      driver = forecast.driver.selector
      levels = forecast.levels
      self.from = Timestamp(minute: forecast.firstMinute + Int64(first))
      everyMinutes = step
      paths = forecast.paths.map { path in
        stride(from: first, to: first + count, by: step).map { start in
          path[start..<min(start + step, first + count)].max() ?? 0
        }
      }
    }

    /// When a point stands.
    package func minute(_ point: Int) -> Int64 { from.minute + Int64(point * everyMinutes) }

    enum CodingKeys: String, CodingKey {
      case driver, levels, from, paths
      case everyMinutes = "every_minutes"
    }
  }
}
