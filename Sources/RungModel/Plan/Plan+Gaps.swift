extension Plan {
  /// Users that nobody serves, judged minute by minute against the rungs without buffer.
  package struct Unserved: Hashable, Codable, Sendable {
    /// The first such minute, and the end of the last.
    package var from: Timestamp
    package var to: Timestamp
    /// Minutes with somebody unserved.
    package var minutes: Int
    /// The most at once, in the driver's unit, and when.
    package var worst: Double
    package var worstAt: Timestamp
    /// The most servers that were lacking for them at once.
    package var serversLacking: Int
    /// Unserved demand times minutes: user-minutes; of requests a second, times 60 the requests.
    package var demandMinutes: Double

    package init(at minute: Timestamp) {
      from = minute
      to = minute
      worstAt = minute
      minutes = 0
      worst = 0
      serversLacking = 0
      demandMinutes = 0
    }

    enum CodingKeys: String, CodingKey {
      case from, to, minutes, worst
      case worstAt = "worst_at"
      case serversLacking = "servers_lacking"
      case demandMinutes = "demand_minutes"
    }
  }

  /// Servers that are not had: wanted and still not granted one step later, or beyond a bound.
  package struct Shortfall: Hashable, Codable, Sendable {
    package var from: Timestamp
    package var to: Timestamp
    /// The most at once, in reference servers, and when.
    package var most: Int
    package var mostAt: Timestamp

    package init(at instant: Timestamp) {
      from = instant
      to = instant
      most = 0
      mostAt = instant
    }

    /// Counts one more instant at which so many are not had.
    package mutating func take(_ servers: Int, at instant: Timestamp) {
      to = instant
      guard servers > most else { return }
      most = servers
      mostAt = instant
    }

    enum CodingKeys: String, CodingKey {
      case from, to, most
      case mostAt = "most_at"
    }
  }
}
