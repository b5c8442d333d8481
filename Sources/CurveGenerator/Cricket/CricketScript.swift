/// The two lengths of cricket.
enum CricketFormat: Sendable {
  /// Twenty overs a side, three and a half hours.
  case t20
  /// Fifty overs a side, a whole day.
  case odi

  /// Planned minutes from the start to the end of the first innings.
  var firstInnings: Int { self == .t20 ? 97 : 210 }
  /// Planned minutes of the innings break.
  var inningsBreak: Int { self == .t20 ? 20 : 40 }
  /// Planned minutes of the second innings; together 3 h 30 for a t20, 7 h 40 for a one-day match.
  var secondInnings: Int { self == .t20 ? 93 : 210 }
  /// How long rain lasts, in minutes.
  var rainLength: ClosedRange<Int> { self == .t20 ? 15...60 : 20...100 }
  /// How many moments draw a crowd.
  var spikeCount: ClosedRange<Int> { self == .t20 ? 2...5 : 3...7 }
}

/// How one cricket match really goes: instants in minutes since the epoch, levels, spikes, rain.
struct CricketScript: Sendable {
  var format: CricketFormat
  var times: CricketTimes
  var rain: Stop?
  var spikes: [Spike]
  var levels: CricketLevels
  var pace: CricketPace
  /// What the levels, which are those of a match of 25 million, are multiplied by.
  var scale: Double
  /// Standard deviation of the minute noise of the users and of the requests.
  var noise: (users: Double, requests: Double)
  var home: HomeHabits
}

/// The instants as they really were, minutes since the epoch.
struct CricketTimes: Hashable, Sendable {
  var toss: Int64
  var start: Int64
  var inningsBreak: Int64
  var secondInnings: Int64
  /// The last ball, or the minute in which the match was abandoned.
  var end: Int64
  /// When the crowd leaves: the key wicket, a little before the end.
  var exodus: Int64
}

/// Levels in users, for a match that peaks at 25 million.
struct CricketLevels: Sendable {
  /// 90 minutes before the toss.
  var early: Double
  /// At the top of the toss surge.
  var toss: Double
  /// Between the toss and the climb to the start.
  var receded: Double
  /// Once the climb is over.
  var start: Double
  /// Part of the level that the first innings adds.
  var growth: Double
  /// Level in the innings break over the level before it.
  var breakShare: Double
  /// At the end of the second innings, without spikes.
  var secondInnings: Double
  /// Those who stay when the crowd has left.
  var afterwards: Double
}

/// How fast the audience moves. Times in minutes, growth in users a minute at 25 million.
struct CricketPace: Sendable {
  /// Logarithm of the growth a minute up to half an hour before the toss.
  var earlyGrowth: Double
  /// The same in the half hour before the toss.
  var lateGrowth: Double
  /// From the toss to the top of its surge.
  var tossSurge: Int
  /// How long before the start the climb begins.
  var climbBefore: Int64
  /// Users a minute.
  var climb: Double
  /// Time constant of the fall in rain.
  var rain: Double
  /// Time constant of the fall at the end.
  var exodus: Double
}
