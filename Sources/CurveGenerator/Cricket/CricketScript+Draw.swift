import RealModule
import RungModel

extension CricketScript {
  /// Draws how a match goes.
  static func draw(
    _ setting: MatchSetting, _ format: CricketFormat, from random: inout SplitMix64
  ) -> CricketScript {
    var times = CricketTimes.draw(setting, format, from: &random)
    let rain = Stop.draw(format, &times, from: &random)
    let spikes = Spike.draw(format, times, rain, from: &random)
    let stage = Assumption.stageFactors[setting.stage] ?? 1
    let level = Double.exp(Assumption.levelSpread * random.normal(within: 2))
    return CricketScript(
      format: format, times: times, rain: rain, spikes: spikes, levels: .draw(from: &random),
      pace: .draw(from: &random),
      scale: PublishedFigures.groupPeakMedian * stage * level / PublishedFigures.referencePeak,
      noise: (random.uniform(Assumption.noise), random.uniform(Assumption.noise)),
      home: .draw(from: &random))
  }
}

extension CricketTimes {
  /// The toss is half an hour before the start; what follows runs up to 20 minutes off the plan.
  static func draw(
    _ setting: MatchSetting, _ format: CricketFormat, from random: inout SplitMix64
  ) -> CricketTimes {
    let delay =
      random.chance(Assumption.delayProbability)
      ? random.whole(Assumption.delayMinutes) : 0
    let first =
      format.firstInnings + Int((Assumption.inningsSpread * random.normal(within: 2)).rounded())
    let pause = format.inningsBreak + random.whole(0...3)
    let second =
      format.secondInnings + Int((Assumption.inningsSpread * random.normal(within: 2)).rounded())
      - 1
    // The match is decided with the last ball, or some minutes before it.
    let early =
      random.chance(Assumption.earlyDecisionProbability)
      ? random.whole(Assumption.earlyDecisionMinutes) : random.whole(0...2)
    let start = setting.start.minute + Int64(delay)
    let end = start + Int64(first + pause + second)
    return CricketTimes(
      toss: start - 30, start: start, inningsBreak: start + Int64(first),
      secondInnings: start + Int64(first + pause), end: end, exodus: end - Int64(early))
  }

  /// Everything after a minute happens later.
  mutating func postpone(after minute: Int64, by length: Int64) {
    if inningsBreak > minute { inningsBreak += length }
    if secondInnings > minute { secondInnings += length }
    end += length
    exodus += length
  }
}

extension Stop {
  /// Rain in one of the innings, or none; the times are moved by it.
  static func draw(
    _ format: CricketFormat, _ times: inout CricketTimes, from random: inout SplitMix64
  )
    -> Stop?
  {
    let fate = random.unit()
    guard fate < Assumption.rainProbability else { return nil }
    let isForGood = fate < Assumption.abandonmentProbability
    let isSecond = random.chance(0.35)
    let (from, length) =
      isSecond
      ? (times.secondInnings, times.exodus - times.secondInnings)
      : (times.start, times.inningsBreak - times.start)
    // Not in the first 20 minutes, so that the climb is over, nor just before the innings ends.
    let latest = max(21, Int(0.8 * Double(length)))
    let begins = from + Int64(random.whole(20...latest))
    let minutes = Int64(random.whole(format.rainLength)) * (isForGood ? 2 : 1)
    let ahead = Int64(random.whole(Assumption.announcedMinutes))
    let isAnnounced =
      random.chance(Assumption.announcedProbability) && ahead <= minutes - 3 && !isForGood
    let rain = Stop(
      from: begins, to: begins + minutes, isForGood: isForGood,
      announced: isAnnounced ? begins + minutes - ahead : nil,
      resumeMinutes: random.whole(PublishedFigures.resumeMinutes))
    rain.move(&times)
    return rain
  }

  /// Later milestones shift by the stop; an abandonment is the end.
  func move(_ times: inout CricketTimes) {
    if isForGood {
      times.end = to
      times.exodus = to
    } else {
      times.postpone(after: from, by: to - from)
    }
  }
}

extension Spike {
  /// Spikes at minutes that no schedule knows; more of them as the match comes to its end.
  static func draw(
    _ format: CricketFormat, _ times: CricketTimes, _ rain: Stop?, from random: inout SplitMix64
  ) -> [Spike] {
    var spikes: [Spike] = []
    for _ in 0..<random.whole(format.spikeCount) {
      let isSecond = random.chance(0.6)
      let from = isSecond ? times.secondInnings + 8 : times.start + 20
      let to = isSecond ? times.exodus - 5 : times.inningsBreak - 5
      let place = random.unit()
      let spike = Spike(
        at: from + Int64(place * Double(max(1, to - from))),
        height: random.uniform(PublishedFigures.spikeHeight), rise: random.whole(1...3),
        decay: random.uniform(5...10))
      // Nothing happens while it rains, and nothing more after the end.
      let isDry = rain.map { spike.at < $0.from - 3 || spike.at > $0.to + 5 } ?? true
      if isDry && spike.at < times.exodus { spikes.append(spike) }
    }
    return spikes.sorted { ($0.at, $0.height) < ($1.at, $1.height) }
  }
}

extension CricketLevels {
  /// Draws all levels.
  static func draw(from random: inout SplitMix64) -> CricketLevels {
    let toss = random.uniform(PublishedFigures.tossUsers)
    return CricketLevels(
      early: random.uniform(Assumption.earlyUsers), toss: toss,
      receded: toss * random.uniform(Assumption.recededShare),
      start: random.uniform(PublishedFigures.startUsers),
      growth: random.uniform(Assumption.firstInningsGrowth),
      breakShare: random.uniform(Assumption.breakShare),
      secondInnings: random.uniform(PublishedFigures.secondInningsUsers),
      afterwards: random.uniform(PublishedFigures.afterwardsUsers))
  }
}

extension CricketPace {
  /// Draws all paces.
  static func draw(from random: inout SplitMix64) -> CricketPace {
    CricketPace(
      earlyGrowth: random.uniform(Assumption.earlyGrowth),
      lateGrowth: random.uniform(Assumption.lateGrowth), tossSurge: random.whole(4...8),
      climbBefore: Int64(random.whole(5...9)),
      climb: random.uniform(PublishedFigures.growthPerMinute),
      rain: random.uniform(Assumption.rainMinutes),
      exodus: random.uniform(Assumption.endMinutes))
  }
}
