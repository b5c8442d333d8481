import RungModel

/// The schedule messages of a football match: extra time and penalties are in them only once they
/// are certain, and the end moves then.
enum FootballSchedule {
  /// All messages in the order in which they were received; the last one is the final state.
  static func messages(
    _ setting: MatchSetting, _ play: FootballPlay, from random: inout SplitMix64
  ) -> [EventMessage] {
    let times = play.times
    var log = ScheduleLog(setting, milestones: planned(setting.start))
    if let told = times.delayTold {
      log.postpone(by: .minutes(Int(times.start - times.plannedStart)), toldAt: told)
    }
    let milestones: [(name: String, at: Int64)] = [
      ("start", times.start), ("half_time", times.halfTime), ("second_half", times.secondHalf),
      ("end", times.fullTime),
    ]
    var stop = play.stop
    for milestone in milestones {
      if let now = stop, milestone.at > now.from {
        log.tell(now, &random)
        // What an abandoned match never reached is told by nobody.
        if now.isForGood { return log.messages }
        stop = nil
      }
      if milestone.name == "end", let extraTime = times.extraTime {
        tell(extraTime, after: times, in: &log, &random)
      } else {
        log.tell(milestone.name, milestone.at, &random)
      }
    }
    return log.messages
  }

  /// What is announced: the middle of the figures' added times.
  private static func planned(_ start: Timestamp) -> [Milestone] {
    let half = FootballFigures.halfMinutes
    let halfTime = start + .minutes(half + middle(FootballFigures.firstStoppageMinutes))
    let secondHalf = halfTime + .minutes(FootballFigures.breakMinutes.lowerBound)
    let end = secondHalf + .minutes(half + middle(FootballFigures.secondStoppageMinutes))
    return [
      Milestone(name: "start", at: start), Milestone(name: "half_time", at: halfTime),
      Milestone(name: "second_half", at: secondHalf), Milestone(name: "end", at: end),
    ]
  }

  /// A minute after the whistle it is known what comes, and about how long that will be.
  private static func tell(
    _ extraTime: ExtraTime, after times: FootballTimes, in log: inout ScheduleLog,
    _ random: inout SplitMix64
  ) {
    let pause = Int64(middle(FootballAssumption.pauseMinutes))
    let length = Int64(FootballFigures.extraMinutes + middle(FootballFigures.firstStoppageMinutes))
    let begins = times.fullTime + pause
    log.add("extra_time", at: begins, end: begins + length, toldAt: times.fullTime + 1)
    log.tell("extra_time", extraTime.start, &random)
    if let penalties = extraTime.penalties {
      let first = extraTime.over + pause
      let last = first + Int64(middle(FootballAssumption.penaltyMinutes))
      log.add("penalties", at: first, end: last, toldAt: extraTime.over + 1)
      log.tell("penalties", penalties, &random)
    }
    log.tell("end", times.end, &random)
  }

  private static func middle(_ range: ClosedRange<Int>) -> Int {
    (range.lowerBound + range.upperBound) / 2
  }
}
