import RealModule
import RungModel

extension FootballScript {
  /// Draws how a match goes, and the match beside it if the setting has one.
  static func draw(_ setting: MatchSetting, from random: inout SplitMix64) -> FootballScript {
    var plays = [FootballPlay.draw(setting, from: &random)]
    if setting.simultaneous > 1 {
      var other = FootballPlay.draw(setting, from: &random)
      other.levels.share = random.uniform(FootballAssumption.pairedLevel)
      plays.append(other)
    }
    var home = HomeHabits.draw(from: &random)
    home.perViewer *= FootballAssumption.pageHabit
    let stage = FootballFigures.stageFactors[setting.stage] ?? 1
    let level = Double.exp(Assumption.levelSpread * random.normal(within: 2))
    return FootballScript(
      plays: plays, scale: FootballFigures.groupLevel * stage * level,
      noise: (random.uniform(Assumption.noise), random.uniform(Assumption.noise)),
      home: home)
  }
}

extension FootballPlay {
  /// Draws one match.
  static func draw(_ setting: MatchSetting, from random: inout SplitMix64) -> FootballPlay {
    let isKnockout = setting.stage != "group"
    var times = FootballTimes.draw(plannedStart: setting.start.minute, from: &random)
    var goals = halves(times, from: &random)
    let isDecided = abs(goals.margin) >= FootballAssumption.decidedMargin
    var wonOnPenalties = true
    if isKnockout, goals.margin == 0 {
      times.addExtraTime(from: &random)
      goals += extra(times, from: &random)
      if goals.margin == 0 {
        times.addPenalties(from: &random)
        wonOnPenalties = random.chance(0.5)
      }
    }
    let stop = Stop.draw(&times, from: &random)
    if let stop { stop.move(&goals) }
    goals.sort { ($0.at, $0.isOurs ? 0 : 1) < ($1.at, $1.isOurs ? 0 : 1) }
    let isLost = goals.margin < 0 || !wonOnPenalties
    return FootballPlay(
      times: times, goals: goals, stop: stop,
      levels: .draw(isDecided: isDecided, from: &random),
      pace: .draw(isKnockout: isKnockout, isLost: isLost, from: &random),
      viewerSpikes: goals.map { goal in
        Spike(
          at: goal.at, height: random.uniform(FootballAssumption.goalHeight),
          rise: random.whole(2...4), decay: random.uniform(FootballAssumption.goalStay))
      },
      pageSpikes: goals.map { goal in
        Spike(
          at: goal.at, height: random.scale(FootballFigures.goalFactorOfPage) - 1, rise: 2,
          decay: random.uniform(FootballAssumption.goalStayOfPage))
      })
  }

  private static func halves(_ times: FootballTimes, from random: inout SplitMix64) -> [Goal] {
    let second = FootballFigures.goalsPerMatch * FootballFigures.secondHalfShareOfGoals
    return Goal.draw(
      mean: FootballFigures.goalsPerMatch - second, from: times.start, to: times.halfTime, &random)
      + Goal.draw(mean: second, from: times.secondHalf, to: times.fullTime, &random)
  }

  /// Extra time is a third as long as a match and has a third of its goals.
  private static func extra(_ times: FootballTimes, from random: inout SplitMix64) -> [Goal] {
    guard let extraTime = times.extraTime else { return [] }
    return Goal.draw(
      mean: FootballFigures.goalsPerMatch / 3, from: extraTime.start, to: extraTime.over, &random)
  }
}

extension Stop {
  /// A stop in one of the halves, or none, as in most matches; the times are moved by it.
  static func draw(_ times: inout FootballTimes, from random: inout SplitMix64) -> Stop? {
    guard random.chance(FootballAssumption.stopProbability) else { return nil }
    let isForGood = random.chance(FootballAssumption.abandonedShareOfStops)
    let from = random.chance(0.5) ? times.start : times.secondHalf
    let begins = from + Int64(random.whole(5...(FootballFigures.halfMinutes - 5)))
    let ends = begins + Int64(random.whole(FootballAssumption.stopMinutes))
    let ahead = Int64(random.whole(Assumption.announcedMinutes))
    let isAnnounced =
      random.chance(Assumption.announcedProbability) && ahead <= ends - begins - 3 && !isForGood
    let stop = Stop(
      from: begins, to: ends, isForGood: isForGood, announced: isAnnounced ? ends - ahead : nil,
      resumeMinutes: random.whole(PublishedFigures.resumeMinutes))
    if isForGood {
      times.end = ends
    } else {
      times.postpone(after: begins, by: ends - begins)
    }
    return stop
  }

  /// Goals after the stop fall later, or never.
  func move(_ goals: inout [Goal]) {
    if isForGood { goals.removeAll { $0.at > from } }
    for index in goals.indices where goals[index].at > from { goals[index].at += to - from }
  }
}

extension FootballLevels {
  /// Draws all levels.
  static func draw(isDecided: Bool, from random: inout SplitMix64) -> FootballLevels {
    let pregame = random.uniform(FootballAssumption.pregameLevel)
    return FootballLevels(
      early: random.uniform(FootballAssumption.earlyLevel), pregame: pregame,
      gathered: pregame * FootballFigures.growthToKickOff
        * random.uniform(FootballAssumption.growthSpread),
      firstHalfGrowth: random.uniform(FootballAssumption.firstHalfGrowth),
      secondHalfGrowth: random.uniform(
        isDecided ? FootballAssumption.decidedGrowth : FootballFigures.secondHalfGrowth),
      breakShare: random.uniform(FootballAssumption.breakShare),
      pauseShare: random.uniform(FootballAssumption.pauseShare),
      extraLift: random.uniform(FootballAssumption.extraLift),
      penaltiesLift: random.uniform(FootballAssumption.penaltiesLift),
      afterwards: random.uniform(FootballAssumption.afterwards),
      stopShare: random.uniform(FootballAssumption.stopShare))
  }
}

extension FootballPace {
  /// Draws all paces.
  static func draw(isKnockout: Bool, isLost: Bool, from random: inout SplitMix64) -> FootballPace {
    let exodus =
      isLost
      ? FootballAssumption.lostExodus
      : isKnockout ? FootballAssumption.knockoutExodus : FootballAssumption.groupExodus
    return FootballPace(
      lateGrowth: random.uniform(FootballAssumption.lateGrowth),
      surgeBefore: Int64(random.whole(FootballAssumption.surgeBefore)),
      surge: random.uniform(FootballAssumption.surge),
      breakFall: random.uniform(FootballAssumption.breakFall),
      stopFall: random.uniform(FootballAssumption.stopFall), exodus: random.uniform(exodus))
  }
}
