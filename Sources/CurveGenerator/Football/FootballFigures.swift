import RealModule

/// What has been published about football matches and their load, as ranges to draw from.
///
/// Levels are shares of a match's plateau; users are those of one streaming platform.
package enum FootballFigures {
  /// 163 goals in 63 matches of the World Cup of 2023 are 2.59 a match (PA news agency); the men's
  /// of 1998, 2014 and 2018 had 2.6 to 2.7 (Xinhua, 23 June 2018).
  package static let goalsPerMatch = 2.6
  /// 363 of 607 goals fell in second halves in the five World Cups from 1998 to 2014
  /// (soccergurublog, "When do the goals come?").
  package static let secondHalfShareOfGoals = 0.6
  /// Added time: 7.3 minutes a match in 2018 (ESPN in FiveThirtyEight, December 2022), 12 in the
  /// groups of 2022 (PA news agency). Up to 8 in one half, the second one longer.
  package static let firstStoppageMinutes = 1...5
  /// The same after the second half.
  package static let secondStoppageMinutes = 3...8
  /// Half-time is at most 15 minutes, extra time two halves of 15 (Laws of the Game, 7 and 10); a
  /// minute goes by until play begins.
  package static let halfMinutes = 45
  package static let breakMinutes = 15...16
  package static let extraMinutes = 31
  /// "The online audience doubled in between the start of the pregame show and the beginning of
  /// the match" (Teleport Media on a quarter-final of 2018).
  package static let growthToKickOff = 2.0
  /// Peaks of 9.7 million streams in 2018 and 5 million in 2014, both when two matches were played
  /// at once (Akamai in Broadcast, July 2018). Those are records: an ordinary match of the groups
  /// is at about a quarter of the higher one.
  package static let groupLevel = 2_500_000.0
  /// 22.5 Tbit/s in a semi-final and 20.7 in the final of 2018 (the same).
  package static let stageFactors = [
    "group": 1.0, "round-of-16": 1.2, "quarter-final": 1.35, "semi-final": 1.6, "final": 1.5,
  ]
  /// The last round of a group kicks off in pairs (competition regulations since 1986): 16 of 48
  /// matches of a World Cup with 32 teams.
  package static let pairedShareOfGroups = 1.0 / 3
  /// 2,940 messages a second within half a minute of a goal, and 750 on an ordinary day (Twitter,
  /// June 2010), are x3.9: in the middle of this range. Factor on the requests of a page with scores.
  package static let goalFactorOfPage = 1.5...6.0
  /// Viewers on average: 13.7 million by half-time, 18.3 by the end (England v Tunisia, 2018); on
  /// streams second halves "usually win" (Kentik). Part of the level that the second half adds.
  package static let secondHalfGrowth = 0.03...0.30
}

/// What nobody has published about football, and why this was chosen.
package enum FootballAssumption {
  /// Minutes of the day, UTC, of kick-offs: afternoon, early and late evening in Europe.
  package static let slotMinutes: [Int64] = [13 * 60, 16 * 60, 19 * 60]
  /// Minutes that a kick-off is late as a matter of course: anthems, the broadcast.
  package static let latenessMinutes = 0...1
  /// Share of matches that are put off before they begin, by how much, and how long before the
  /// planned start that is told: traffic at the gates, a failed light.
  package static let delayProbability = 0.06
  package static let delayMinutes = 5...30
  package static let delayNoticeMinutes = 2...15
  /// Share of matches that are stopped, and of those the part that never goes on: such a stop is
  /// news when it happens. Lengths as of a thunderstorm (2012) and a collapsed player (2021).
  package static let stopProbability = 0.03
  package static let abandonedShareOfStops = 0.2
  package static let stopMinutes = 10...100
  /// Level in a stop over the level before it, and the minutes in which it falls: most stay on, as
  /// play may go on at any minute.
  package static let stopShare = 0.45...0.75
  package static let stopFall = 5.0...9.0
  /// Level 90 and 30 minutes before the planned start.
  package static let earlyLevel = 0.05...0.10
  package static let pregameLevel = 0.20...0.30
  /// Growth a minute (logarithm) in the last half hour before the surge.
  package static let lateGrowth = 0.008...0.013
  /// Minutes before the start at which the surge begins, and what it adds a minute: the plateau is
  /// reached about 10 minutes into the match.
  package static let surgeBefore = 2...4
  package static let surge = 0.04...0.07
  /// How far the published growth to the kick-off is missed, as a factor.
  package static let growthSpread = 0.9...1.1
  /// Part of the level that the first half adds: a plateau that creeps up.
  package static let firstHalfGrowth = 0.0...0.12
  /// The same for the second half once three goals lie between the teams: some have seen enough.
  package static let decidedGrowth = -0.12...0.0
  package static let decidedMargin = 3
  /// Level in half-time over the level before it: a dip of 11 to 33 %; the surges of the electricity
  /// grid at that minute show that viewers get up. And the minutes in which it falls.
  package static let breakShare = 0.67...0.89
  package static let breakFall = 2.0...3.0
  /// Level in the pause before extra time over the level before it.
  package static let pauseShare = 0.90...0.97
  /// Extra time and penalties over the level before: "the highest spikes occurred at the beginning of
  /// extra time and at the end of the penalty shootout" (Teleport Media), without a number.
  package static let extraLift = 1.06...1.18
  package static let penaltiesLift = 1.08...1.20
  /// Minutes from the end of play to extra time, and from there to penalties; minutes of penalties.
  package static let pauseMinutes = 4...6
  package static let penaltyMinutes = 8...14
  /// Minutes in which viewers leave at the end: a lost match fastest, a won knock-out slowest.
  package static let lostExodus = 2.0...3.0
  package static let groupExodus = 3.0...5.0
  package static let knockoutExodus = 5.5...9.0
  /// Part of the level that stays for the talk afterwards; half of them are gone after 40 minutes.
  package static let afterwards = 0.08...0.18
  package static let afterwardsStay = 60.0
  /// What a goal adds to the viewers, and in how many minutes that goes: friends call friends.
  package static let goalHeight = 0.01...0.06
  package static let goalStay = 4.0...8.0
  /// Minutes in which two thirds of a goal's requests are over.
  package static let goalStayOfPage = 1.5...4.0
  /// Requests of the page with the score per viewer, over those of a page without: some viewers
  /// follow the other matches there.
  package static let pageHabit = 1.5
  /// Level of the other match of a pair over this one's.
  package static let pairedLevel = 0.5...1.0
}
