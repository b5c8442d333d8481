/// Users who leave the platform, worked out from how many are there.
///
/// What is driven by departures is not what people watch but where they go then: a home page is
/// quiet while fifteen million watch, and meets three of them within a minute when rain stops play.
/// Fits, worlds and ingest all use this one definition.
package enum Departures {
  /// Users who left in a minute: by how much the level fell; 0 when it rose.
  ///
  /// Users who come in the same minute hide as many who leave, so that this is the least that left.
  /// - Parameters:
  ///   - before: users, mean of the minute before.
  ///   - now: users, mean of the minute.
  /// - Returns: users a minute; nil when either minute is missing: a gap is not a departure.
  package static func value(from before: Double?, to now: Double?) -> Double? {
    guard let before, let now else { return nil }
    return max(0, before - now)
  }

  /// Departures minute by minute, over the same minutes; the first has no value.
  /// - Complexity: O(minutes).
  package static func series(of users: MinuteSeries) -> MinuteSeries {
    MinuteSeries(firstMinute: users.firstMinute, values: values(of: users.values))
  }

  /// A users' curve as one of departures: its event, metric and minutes stay.
  package static func curve(of users: Curve) -> Curve {
    var curve = users
    curve.values = values(of: users.values)
    return curve
  }

  private static func values(of users: [Double?]) -> [Double?] {
    users.indices.map { index in
      index > 0 ? value(from: users[index - 1], to: users[index]) : nil
    }
  }
}
