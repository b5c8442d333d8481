package import RungModel

/// The kinds of match that can be generated; the raw value is the event's kind.
package enum MatchKind: String, CaseIterable, Sendable {
  /// Twenty overs a side, three and a half hours.
  case t20 = "cricket-t20"
  /// Fifty overs a side, a whole day.
  case odi = "cricket-odi"

  /// `t20`, `odi`: part of event ids.
  package var shortName: String { self == .t20 ? "t20" : "odi" }

  /// Planned minutes from the start to the end of the first innings.
  var firstInnings: Int { self == .t20 ? 97 : 210 }
  /// Planned minutes of the innings break.
  var inningsBreak: Int { self == .t20 ? 20 : 40 }
  /// Planned minutes of the second innings; together 3 h 30 for a t20, 7 h 40 for a one-day match.
  var secondInnings: Int { self == .t20 ? 93 : 210 }
  /// Minute of the day, UTC, of the start: 19:30 in India for a t20, 14:00 for a one-day match.
  var startMinute: Int64 { self == .t20 ? 14 * 60 : 8 * 60 + 30 }
  /// How long rain lasts, in minutes.
  var rainLength: ClosedRange<Int> { self == .t20 ? 15...60 : 20...100 }
  /// How many moments draw a crowd.
  var spikeCount: ClosedRange<Int> { self == .t20 ? 2...5 : 3...7 }
}

/// The series that a generated match has.
package enum GeneratedMetric: String, CaseIterable, Sendable {
  /// Concurrent users of the whole platform.
  case platformConcurrency = "platform_concurrency"
  /// Requests a second of the home page, which users fall back on when play ends.
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
  /// `group`, `semi-final` or `final`.
  package var stage: String

  package init(
    kind: MatchKind, id: String, title: String, start: Timestamp, tournament: String,
    stage: String = "group"
  ) {
    self.kind = kind
    self.id = id
    self.title = title
    self.start = start
    self.tournament = tournament
    self.stage = stage
  }

  /// The event's tags: tournament, stage and the weekday of the start (UTC).
  var tags: [String: String] {
    let weekday = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][CivilTime(start).weekday]
    return ["tournament": tournament, "stage": stage, "weekday": weekday]
  }
}
