/// How one match really goes: instants in minutes since the epoch, levels, spikes, rain.
struct MatchScript: Sendable {
  var times: MatchTimes
  var rain: Rain?
  var spikes: [Spike]
  var levels: AudienceLevels
  var pace: AudiencePace
  /// What the levels, which are those of a match of 25 million, are multiplied by.
  var scale: Double
  /// Standard deviation of the minute noise of the users and of the requests.
  var noise: (users: Double, requests: Double)
  var home: HomeHabits
}

/// The instants as they really were, minutes since the epoch.
struct MatchTimes: Hashable, Sendable {
  var toss: Int64
  var start: Int64
  var inningsBreak: Int64
  var secondInnings: Int64
  /// The last ball, or the minute in which the match was abandoned.
  var end: Int64
  /// When the crowd leaves: the key wicket, a little before the end.
  var exodus: Int64
}

/// A stop of play.
struct Rain: Hashable, Sendable {
  var from: Int64
  /// When play goes on; the minute of the abandonment when it does not.
  var to: Int64
  var isForGood: Bool
  /// When the resume is announced; nil when it is not.
  var announced: Int64?
  /// Minutes until all are back.
  var resumeMinutes: Int

  /// Whether play is stopped in a minute.
  func contains(_ minute: Int64) -> Bool { from <= minute && minute < to }
}

/// A moment that draws a crowd: a wicket, a record, a last over.
struct Spike: Hashable, Sendable {
  var at: Int64
  /// Part of the level that it adds at its top.
  var height: Double
  /// Minutes to its top.
  var rise: Int
  /// Minutes in which it loses two thirds after it.
  var decay: Double
}

/// Levels in users, for a match that peaks at 25 million.
struct AudienceLevels: Sendable {
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
struct AudiencePace: Sendable {
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

/// What viewers and those who leave ask of the home page.
struct HomeHabits: Sendable {
  /// Requests a second per viewer.
  var perViewer: Double
  /// Part of those who leave that lands there.
  var landing: Double
  /// Minutes that they stay.
  var stay: Double
}
