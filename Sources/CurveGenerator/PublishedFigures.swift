/// What has been published about the load of live cricket, as ranges to draw from.
///
/// Users are those of a match that peaks at 25 million; other matches are scaled. Sources: vendor
/// slides and press on the IPL 2018 final and the 2019 World Cup semi-final, operators' talks and
/// posts of 2019. What is not in them is under `Assumption`.
package enum PublishedFigures {
  /// Peak of the 2019 semi-final was 25.3 million; the talk draws its curve with 25 million.
  package static let referencePeak = 25_000_000.0
  /// The 2019 curve: the toss brings 5 to 10 million.
  package static let tossUsers = 5_000_000.0...10_000_000.0
  /// The 2019 curve: the start climbs to 15 million.
  package static let startUsers = 14_000_000.0...16_000_000.0
  /// Growth was +500 K a minute in 2018 and +1.1 M a minute in the 2019 semi-final.
  package static let growthPerMinute = 500_000.0...1_100_000.0
  /// The 2019 curve: the second innings climbs from 15 to 20 million and more.
  package static let secondInningsUsers = 19_500_000.0...21_500_000.0
  /// The 2019 curve: rain took 15 million to 3, a fifth.
  package static let rainShare = 0.2
  /// The 2019 curve: 3 back to 15 million "in minutes" after the resume.
  package static let resumeMinutes = 1...4
  /// The 2019 curve: spikes of 25 million over 20 to 22: up to a quarter above the level.
  package static let spikeHeight = 0.05...0.25
  /// 2019: under 1 million within minutes of the key wicket, so well under a tenth of the peak.
  package static let afterwardsUsers = 1_000_000.0...1_600_000.0
  /// Peaks of 10.3 million (IPL 2018 final) and 25.3 million (2019 semi-final) are the ones that
  /// made the news: an ordinary match of the group stage lies at or below the first.
  package static let groupPeakMedian = 12_000_000.0
  /// 1 million requests a second at 10 million viewers, over all services.
  package static let requestsPerViewer = 0.1
  /// 2019: most of those who left at the key wicket landed on the home page.
  package static let leavingForHome = 0.75...0.85
}

/// What nobody has published, and why this was chosen.
package enum Assumption {
  /// Share of matches that rain stops: between a fifth and a quarter of a rainy-season tournament.
  package static let rainProbability = 0.225
  /// Share of matches that rain ends for good; part of those above.
  package static let abandonmentProbability = 0.025
  /// How fast users leave when rain stops play, in minutes: two thirds are gone after about 5.
  package static let rainMinutes = 4.0...6.0
  /// How fast they leave at the end, in minutes: "within minutes" to a tenth is 6 to 10 minutes.
  package static let endMinutes = 2.5...3.7
  /// Share of matches that start late, and by how many minutes: a wet outfield, a late broadcast.
  package static let delayProbability = 0.3
  package static let delayMinutes = 2...8
  /// Standard deviation of an innings' length in minutes, cut at twice: milestones then stand up to
  /// 20 minutes off the plan, as they do in one-day cricket without rain.
  package static let inningsSpread = 4.0
  /// Share of matches decided well before the last ball, and how many minutes before it.
  package static let earlyDecisionProbability = 0.25
  package static let earlyDecisionMinutes = 4...10
  /// Part of the level that the first innings adds: the 2019 curve is nearly flat there.
  package static let firstInningsGrowth = 0.0...0.08
  /// Share of resumes that are announced, and how many minutes ahead.
  package static let announcedProbability = 0.6
  package static let announcedMinutes = 8...18
  /// Level in the innings break over the level before it: "a small dip".
  package static let breakShare = 0.77...0.92
  /// Level between toss and start over the toss surge: some look and leave.
  package static let recededShare = 0.62...0.78
  /// Users 90 minutes before the toss; a platform of this size is never empty.
  package static let earlyUsers = 520_000.0...800_000.0
  /// Growth a minute (logarithm) up to half an hour before the toss, and in that half hour.
  package static let earlyGrowth = 0.011...0.016
  /// The half hour before the toss, as above.
  package static let lateGrowth = 0.016...0.024
  /// Stage of the tournament on the level; finals draw more.
  package static let stageFactors = ["group": 1.0, "semi-final": 1.25, "final": 1.4]
  /// Standard deviation of the logarithm of the level between matches of one stage, cut at twice:
  /// peaks then reach from about 5 to about 30 million.
  package static let levelSpread = 0.40
  /// Standard deviation of a minute's log-noise: 1.9 % in the 1998 World Cup's requests is the
  /// lowest that real data shows; streams are a little noisier.
  package static let noise = 0.023...0.029
  /// Home page requests a second per viewer in play: 0.15 % of all requests, as a viewer in the
  /// player hardly ever asks for the home page.
  package static let homePerViewer = PublishedFigures.requestsPerViewer * 0.0015
  /// Home page requests a second of someone who has just landed there: one in about 11 minutes, the
  /// rest is answered from the client's cache.
  package static let homePerLanding = 0.00145
  /// How long those who land there stay, in minutes.
  package static let homeStay = 3.5...4.5
}
