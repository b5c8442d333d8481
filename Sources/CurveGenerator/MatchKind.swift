package import RungModel

/// The kinds of match that can be generated; the raw value is the event's kind.
package enum MatchKind: String, CaseIterable, Sendable {
  /// Twenty overs a side, three and a half hours.
  case t20 = "cricket-t20"
  /// Fifty overs a side, a whole day.
  case odi = "cricket-odi"

  /// Two halves, and extra time and penalties when a knock-out match needs them.
  case football

  /// `t20`, `odi`, `football`: part of event ids.
  package var shortName: String {
    switch self {
    case .t20: "t20"
    case .odi: "odi"
    case .football: "football"
    }
  }

  /// Stages of a tournament, each with the share of matches up to and with it; semi-finals and the
  /// final are drawn more often than they come in cricket, so that libraries have some.
  var stages: [(name: String, upTo: Double)] {
    switch self {
    case .t20, .odi: [("group", 0.75), ("semi-final", 0.92), ("final", 1)]
    // As in a World Cup of 32 teams: 48, 8, 4, 2 and the final.
    case .football:
      [
        ("group", 48 / 63.0), ("round-of-16", 56 / 63.0), ("quarter-final", 60 / 63.0),
        ("semi-final", 62 / 63.0), ("final", 1),
      ]
    }
  }

  /// Minute of the day, UTC, at which a match may start, one of them by chance.
  var startMinutes: [Int64] {
    switch self {
    // 19:30 in India.
    case .t20: [14 * 60]
    // 14:00 in India.
    case .odi: [8 * 60 + 30]
    case .football: FootballAssumption.slotMinutes
    }
  }
}

/// The series that a generated match has.
package enum GeneratedMetric: String, CaseIterable, Sendable {
  /// Concurrent users of the whole platform.
  case platformConcurrency = "platform_concurrency"
  /// Requests a second of the home page, which users fall back on when play ends or pauses.
  case homeRequests = "home_requests_per_second"

  /// The unit of its values.
  package var unit: DriverUnit { self == .platformConcurrency ? .users : .rps }
}

/// What is known of a match before anyone has drawn how it goes.
package struct MatchSetting: Hashable, Sendable {
  package var kind: MatchKind
  /// The event's id; part of a file name later.
  package var id: String
  package var title: String
  /// Planned start, on a whole minute.
  package var start: Timestamp
  package var tournament: String
  /// `group`, `semi-final` or `final`; football has `round-of-16` and `quarter-final` too.
  package var stage: String
  /// Matches that kick off together on the platform, this one among them: 1, or 2 in football.
  package var simultaneous: Int

  package init(
    kind: MatchKind, id: String, title: String, start: Timestamp, tournament: String,
    stage: String = "group", simultaneous: Int = 1
  ) {
    precondition((1...2).contains(simultaneous), "\(simultaneous) matches at once are not drawn")
    self.kind = kind
    self.id = id
    self.title = title
    self.start = start
    self.tournament = tournament
    self.stage = stage
    self.simultaneous = simultaneous
  }

  /// The event's tags: tournament, stage, the weekday of the start (UTC), and how many matches are
  /// played at once if more than one.
  var tags: [String: String] {
    let weekday = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][CivilTime(start).weekday]
    var tags = ["tournament": tournament, "stage": stage, "weekday": weekday]
    if simultaneous > 1 { tags["simultaneous"] = String(simultaneous) }
    return tags
  }
}
