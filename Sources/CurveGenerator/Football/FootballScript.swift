/// How one football match really goes, and the one beside it if two kick off together.
struct FootballScript: Sendable {
  /// The event's own match first; one or two.
  var plays: [FootballPlay]
  /// What the levels are multiplied by to give users.
  var scale: Double
  /// Standard deviation of the minute noise of the users and of the requests.
  var noise: (users: Double, requests: Double)
  var home: HomeHabits
}

/// One match: instants in minutes since the epoch, goals, levels.
struct FootballPlay: Sendable {
  var times: FootballTimes
  /// In order of time; none after an abandonment.
  var goals: [Goal]
  var stop: Stop?
  var levels: FootballLevels
  var pace: FootballPace
  /// What goals add to the viewers.
  var viewerSpikes: [Spike]
  /// What goals add to the requests of the page with the score.
  var pageSpikes: [Spike]
}

/// The instants as they really were.
struct FootballTimes: Hashable, Sendable {
  /// As announced two weeks ahead.
  var plannedStart: Int64
  var start: Int64
  var halfTime: Int64
  var secondHalf: Int64
  /// The end of the second half with its added time.
  var fullTime: Int64
  var extraTime: ExtraTime?
  /// The last whistle, or the minute in which the match was abandoned.
  var end: Int64
  /// When a delay of the start was told; nil when there was none to tell.
  var delayTold: Int64?
}

/// What follows a knock-out match that is level.
struct ExtraTime: Hashable, Sendable {
  var start: Int64
  /// The end of its second half.
  var over: Int64
  /// When the first penalty is taken; nil when a goal decided.
  var penalties: Int64?
}

/// A goal of one of the sides.
struct Goal: Hashable, Sendable {
  var at: Int64
  /// Of the side that the platform's viewers are for.
  var isOurs: Bool
}

/// Levels as shares of the plateau that the first half reaches.
struct FootballLevels: Sendable {
  /// The plateau over that of the event's own match; 1 for that one.
  var share = 1.0
  /// 90 and 30 minutes before the planned start.
  var early: Double
  var pregame: Double
  /// At the planned start; a delayed one keeps it until play begins.
  var gathered: Double
  /// Parts of the level that the halves add.
  var firstHalfGrowth: Double
  var secondHalfGrowth: Double
  /// Levels in half-time and before extra time, over the level before each.
  var breakShare: Double
  var pauseShare: Double
  /// Extra time over the end of the second half; penalties over extra time.
  var extraLift: Double
  var penaltiesLift: Double
  /// Part of the last level that stays.
  var afterwards: Double
  /// Level in a stop over the level before it.
  var stopShare: Double

  /// At the end of the first half.
  var firstTop: Double { 1 + firstHalfGrowth }
  /// At the end of the second half.
  var secondTop: Double { firstTop * (1 + secondHalfGrowth) }
  /// In extra time.
  var extraTop: Double { secondTop * extraLift }
  /// At the last penalty.
  var penaltiesTop: Double { extraTop * penaltiesLift }
}

/// How fast the audience moves, times in minutes.
struct FootballPace: Sendable {
  /// Logarithm of the growth a minute from 30 minutes before the planned start to the surge.
  var lateGrowth: Double
  /// How long before the planned start the surge begins.
  var surgeBefore: Int64
  /// Part of the plateau a minute.
  var surge: Double
  /// Time constants of the falls in half-time, in a stop, and at the end.
  var breakFall: Double
  var stopFall: Double
  var exodus: Double
}
