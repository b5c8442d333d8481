import RungModel

/// The schedule messages of a cricket match.
enum CricketSchedule {
  /// All messages in the order in which they were received; the last one is the final state.
  static func messages(
    _ setting: MatchSetting, _ script: CricketScript, from random: inout SplitMix64
  ) -> [EventMessage] {
    let format = script.format
    let breakAt = setting.start + .minutes(format.firstInnings)
    let secondAt = breakAt + .minutes(format.inningsBreak)
    var log = ScheduleLog(
      setting,
      milestones: [
        Milestone(name: "toss", at: setting.start - .minutes(30)),
        Milestone(name: "start", at: setting.start),
        Milestone(name: "innings_break", at: breakAt),
        Milestone(name: "second_innings", at: secondAt),
        Milestone(name: "end", at: secondAt + .minutes(format.secondInnings)),
      ])
    let times = script.times
    let milestones: [(name: String, at: Int64)] = [
      ("toss", times.toss), ("start", times.start), ("innings_break", times.inningsBreak),
      ("second_innings", times.secondInnings), ("end", times.end),
    ]
    var rain = script.rain
    for milestone in milestones {
      if let stop = rain, milestone.at > stop.from {
        log.tell(stop, &random)
        // What an abandoned match never reached is told by nobody.
        if stop.isForGood { break }
        rain = nil
      }
      log.tell(milestone.name, milestone.at, &random)
    }
    return log.messages
  }
}
