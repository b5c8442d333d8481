import RungModel

extension FootballTimes {
  /// The two halves; extra time is added once the score is known.
  static func draw(plannedStart: Int64, from random: inout SplitMix64) -> FootballTimes {
    let isDelayed = random.chance(FootballAssumption.delayProbability)
    let delay = Int64(random.whole(FootballAssumption.delayMinutes))
    let notice = Int64(random.whole(FootballAssumption.delayNoticeMinutes))
    let start =
      plannedStart + Int64(random.whole(FootballAssumption.latenessMinutes))
      + (isDelayed ? delay : 0)
    let half = FootballFigures.halfMinutes
    let halfTime = start + Int64(half + random.whole(FootballFigures.firstStoppageMinutes))
    let secondHalf = halfTime + Int64(random.whole(FootballFigures.breakMinutes))
    let fullTime = secondHalf + Int64(half + random.whole(FootballFigures.secondStoppageMinutes))
    return FootballTimes(
      plannedStart: plannedStart, start: start, halfTime: halfTime, secondHalf: secondHalf,
      fullTime: fullTime, end: fullTime, delayTold: isDelayed ? plannedStart - notice : nil)
  }

  /// Adds extra time after the second half.
  mutating func addExtraTime(from random: inout SplitMix64) {
    let start = fullTime + Int64(random.whole(FootballAssumption.pauseMinutes))
    let added = random.whole(FootballFigures.firstStoppageMinutes)
    end = start + Int64(FootballFigures.extraMinutes + added)
    extraTime = ExtraTime(start: start, over: end)
  }

  /// Adds penalties after extra time.
  mutating func addPenalties(from random: inout SplitMix64) {
    let first = end + Int64(random.whole(FootballAssumption.pauseMinutes))
    extraTime?.penalties = first
    end = first + Int64(random.whole(FootballAssumption.penaltyMinutes))
  }

  /// Everything after a minute happens later.
  mutating func postpone(after minute: Int64, by length: Int64) {
    if halfTime > minute { halfTime += length }
    if secondHalf > minute { secondHalf += length }
    fullTime += length
    extraTime?.start += length
    extraTime?.over += length
    if let penalties = extraTime?.penalties { extraTime?.penalties = penalties + length }
    end += length
  }
}

extension Goal {
  /// Goals between two minutes, as rare events come: by a mean number, at any minute alike.
  static func draw(
    mean: Double, from: Int64, to: Int64, _ random: inout SplitMix64
  ) -> [Goal] {
    (0..<random.count(mean: mean)).map { _ in
      Goal(at: from + 1 + Int64(random.unit() * Double(to - from)), isOurs: random.chance(0.5))
    }
  }
}

extension [Goal] {
  /// Our goals minus theirs.
  var margin: Int { reduce(0) { $0 + ($1.isOurs ? 1 : -1) } }
}
