/// A driver's series over one event, a value a minute, with the milestones to align it by.
package struct Curve: Hashable, Codable, Sendable {
  /// Where a curve comes from.
  package enum Origin: String, Codable, Sendable {
    /// Cut from a measured series.
    case measured
    /// Made by a generator from published figures.
    case synthetic
  }

  /// Minutes before the first milestone from which an event has a say in the driver.
  package static let reachBefore = 60
  /// Minutes after the end for which it still has one.
  package static let reachAfter = 90
  /// Minutes kept before the first milestone: the reach, and the hour that growth is read from.
  package static let minutesBefore = 120
  /// Minutes kept after the end: the reach, and half an hour of what comes then.
  package static let minutesAfter = 120

  /// The event as it was in the end: actual milestones and interruptions, tags, kind.
  package var event: Event
  /// The series it was cut from, as the ladders name it.
  package var metric: String
  /// `users` or `rps`; curves are stored in these only.
  package var unit: DriverUnit
  package var origin: Origin
  /// The minute of `values[0]`, counted from the Unix epoch.
  package var firstMinute: Int64
  /// One value a minute, users or requests a second; nil where nothing was measured.
  package var values: [Double?]

  package init(
    event: Event, metric: String, unit: DriverUnit, origin: Origin, firstMinute: Int64,
    values: [Double?]
  ) {
    self.event = event
    self.metric = metric
    self.unit = unit
    self.origin = origin
    self.firstMinute = firstMinute
    self.values = values
  }

  enum CodingKeys: String, CodingKey {
    case event, metric, unit, origin, values
    case firstMinute = "first_minute"
  }

  /// The highest value and the minute it stood at; nil when every minute is missing.
  package var peak: MinuteValue? {
    var best: MinuteValue?
    for (index, value) in values.enumerated() {
      if let value, value > (best?.value ?? -1) {
        best = MinuteValue(minute: firstMinute + Int64(index), value: value)
      }
    }
    return best
  }

  /// The value at a minute since the epoch; nil outside the curve or where it is missing.
  package subscript(minute minute: Int64) -> Double? {
    let index = minute - firstMinute
    guard index >= 0, index < Int64(values.count) else { return nil }
    return values[Int(index)]
  }
}
