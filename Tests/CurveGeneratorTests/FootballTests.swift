import RealModule
import RungModel
import Testing

@testable import CurveGenerator

/// The shape of football matches, held over many seeds.
@Suite("Generated football matches keep to the figures")
struct FootballTests {
  static let drawn: [(script: FootballScript, setting: MatchSetting)] = (1...300).map { seed in
    let setting = MatchSetting(
      kind: .football, id: "m-\(seed)", title: "", start: Timestamp(minute: 29_000_000),
      tournament: "cup", stage: seed % 2 == 0 ? "group" : "quarter-final",
      simultaneous: seed % 6 == 0 ? 2 : 1)
    var random = SplitMix64(seed: UInt64(seed))
    return (FootballScript.draw(setting, from: &random), setting)
  }
  /// Matches that nobody stopped.
  static let whole = drawn.map(\.script.plays[0]).filter { $0.stop == nil }

  @Test("2.6 goals a match, more of them in second halves, all of them in play")
  func goals() {
    let inHalves = Self.whole.flatMap { play in
      play.goals.filter { $0.at <= play.times.fullTime }
        .map { $0.at <= play.times.halfTime }
    }
    let mean = Double(inHalves.count) / Double(Self.whole.count)
    #expect((2.3...2.9).contains(mean), "\(mean)")
    let second = Double(inHalves.filter { !$0 }.count) / Double(inHalves.count)
    #expect((0.54...0.66).contains(second), "\(second)")
    for play in Self.drawn.flatMap(\.script.plays) {
      for goal in play.goals {
        let times = play.times
        let extra = times.extraTime.map { $0.start < goal.at && goal.at <= $0.over } ?? false
        let inFirst = times.start < goal.at && goal.at <= times.halfTime
        #expect(inFirst || (times.secondHalf < goal.at && goal.at <= times.fullTime) || extra)
      }
    }
  }

  @Test("Added time moves half-time and the end; half-time lasts a quarter of an hour")
  func times() {
    for play in Self.whole {
      let times = play.times
      #expect((46...50).contains(times.halfTime - times.start))
      #expect((15...16).contains(times.secondHalf - times.halfTime))
      #expect((48...53).contains(times.fullTime - times.secondHalf))
      #expect(times.delayTold != nil || (0...1).contains(times.start - times.plannedStart))
    }
    let delayed = Self.drawn.filter { $0.script.plays[0].times.delayTold != nil }
    #expect((6...36).contains(delayed.count), "\(delayed.count) of 300")
  }

  @Test(
    "Extra time comes to level knock-out matches only, a quarter of them, and some need penalties")
  func extraTime() {
    let knockouts = Self.drawn.filter {
      $0.setting.stage != "group" && $0.script.plays[0].stop == nil
    }
    let extra = knockouts.filter { $0.script.plays[0].times.extraTime != nil }
    let share = Double(extra.count) / Double(knockouts.count)
    // 55 of 205 knock-out matches of World Cups up to 2014.
    #expect((0.18...0.36).contains(share), "\(share)")
    for (script, _) in extra {
      let play = script.plays[0]
      #expect(play.goals.filter { $0.at <= play.times.fullTime }.margin == 0)
      #expect((play.goals.margin == 0) == (play.times.extraTime?.penalties != nil))
    }
    let penalties = extra.filter { $0.script.plays[0].times.extraTime?.penalties != nil }
    let decided = Double(penalties.count) / Double(extra.count)
    #expect((0.35...0.75).contains(decided), "\(decided)")
    for (script, setting) in Self.drawn where setting.stage == "group" {
      #expect(script.plays.allSatisfy { $0.times.extraTime == nil })
    }
  }

  @Test("Viewers grow about twofold in the last half hour and surge around the kick-off")
  func kickOff() {
    var ratios: [Double] = []
    for play in Self.whole where play.times.delayTold == nil {
      let start = play.times.start
      let levels = FootballAudience.values(play, over: (start - 60)...(start + 15))
      #expect(zip(levels.dropFirst(), levels).allSatisfy { $0 >= $1 })
      ratios.append(levels[60] / levels[30])
      #expect(levels[75] > 0.9)
      #expect(levels[75] > 1.3 * levels[60])
    }
    let mean = ratios.reduce(0, +) / Double(ratios.count)
    #expect(abs(mean - FootballFigures.growthToKickOff) < 0.3, "\(mean)")
  }

  @Test("Half-time takes 10 to 35 % of the viewers and raises the requests; both come back")
  func halfTime() {
    for (script, _) in Self.drawn {
      var alone = script
      alone.plays = [script.plays[0]]
      alone.plays[0].pageSpikes = []
      alone.plays[0].viewerSpikes = []
      let times = alone.plays[0].times
      guard alone.plays[0].stop == nil else { continue }
      let (users, requests) = alone.load(over: (times.halfTime - 5)...(times.secondHalf + 20))
      let pause = 6...(5 + Int(times.secondHalf - times.halfTime))
      let dip = 1 - (users[pause].min() ?? 0) / users[5]
      #expect((0.10...0.35).contains(dip), "\(dip)")
      let rise = (requests[pause].max() ?? 0) / requests[5]
      #expect((1.1...2).contains(rise), "\(rise)")
      #expect(users[users.count - 1] > 0.85 * users[5])
      #expect(requests[requests.count - 1] < 1.3 * requests[5])
    }
  }

  @Test("After the whistle viewers go home and the page with the score is asked for more")
  func end() {
    var remaining: [Bool: [Double]] = [:]
    for (script, _) in Self.drawn where script.plays.count == 1 {
      let play = script.plays[0]
      guard play.stop == nil else { continue }
      var quiet = script
      quiet.plays[0].pageSpikes = []
      let end = play.times.end
      let (users, requests) = quiet.load(over: (end - 5)...(end + 60))
      #expect(users[65] < 0.2 * users[5])
      let rise = (requests[6...20].max() ?? 0) / requests[5]
      #expect((1.3...3.6).contains(rise), "\(rise)")
      let isLost = play.pace.exodus <= FootballAssumption.lostExodus.upperBound
      remaining[isLost, default: []].append(users[10] / users[5])
    }
    let lost = remaining[true, default: []].max() ?? 1
    let won = remaining[false, default: []].max() ?? 0
    #expect(lost < 0.4 && won > 0.4, "\(lost), \(won)")
  }

  @Test("A goal multiplies the requests by 1.5 to 6 within two minutes and hardly moves viewers")
  func goalSpikes() {
    let plays = Self.drawn.flatMap(\.script.plays)
    for play in plays {
      for (goal, page) in zip(play.goals, play.pageSpikes) {
        let factor = [page].factor(at: goal.at + 2)
        #expect((1.5...6).contains(factor))
        #expect([page].factor(at: goal.at) == 1)
        #expect([page].factor(at: goal.at + 20) < 1 + 0.1 * factor)
      }
      #expect(play.viewerSpikes.allSatisfy { (0.01...0.06).contains($0.height) })
    }
    let logs = plays.flatMap(\.pageSpikes).map { Double.log($0.height + 1) }
    let middle = Double.exp(logs.reduce(0, +) / Double(logs.count))
    #expect((2.6...3.4).contains(middle), "\(middle)")
  }

  @Test("Extra time lifts, and the peak comes with the penalties")
  func lifts() throws {
    for play in Self.whole {
      guard let extra = play.times.extraTime else { continue }
      let levels = FootballAudience.values(play, over: play.times.start...play.times.end)
      func level(_ minute: Int64) -> Double { levels[Int(minute - play.times.start)] }
      #expect(level(extra.start - 2) < level(play.times.fullTime))
      #expect(level(extra.over) > level(play.times.fullTime))
      if extra.penalties != nil { #expect(level(play.times.end) == levels.max()) }
    }
  }

  @Test("Two matches at once are more than one, and are said in the tags")
  func pairs() {
    var peaks: [Double] = []
    for (script, setting) in Self.drawn where setting.simultaneous == 2 {
      #expect(script.plays.count == 2 && setting.tags["simultaneous"] == "2")
      var alone = script
      alone.plays.removeLast()
      let minutes = script.plays[0].times.start...script.plays[0].times.start + 30
      let (both, one) = (script.load(over: minutes).users, alone.load(over: minutes).users)
      #expect(zip(both, one).allSatisfy { $0 > 1.2 * $1 && $0 < 3 * $1 })
      let times = script.plays[0].times
      peaks.append(script.load(over: times.start...times.end).users.max() ?? 0)
    }
    // The record of 9.7 million is among the highest of them.
    peaks.sort()
    #expect((4_000_000...6_500_000).contains(peaks[peaks.count / 2]), "\(peaks)")
    #expect((8_000_000...14_000_000).contains(peaks[peaks.count - 1]), "\(peaks)")
  }

  @Test("A few matches are stopped: most of the viewers stay, and all are back at the resume")
  func stops() throws {
    let stopped = Self.drawn.map(\.script.plays[0]).filter { $0.stop != nil }
    #expect((3...20).contains(stopped.count), "\(stopped.count) of 300")
    for play in stopped {
      let stop = try #require(play.stop)
      guard !stop.isForGood else {
        #expect(play.times.end == stop.to)
        continue
      }
      let back = stop.to + Int64(stop.resumeMinutes)
      let levels = FootballAudience.values(play, over: stop.from...back)
      let lowest = (levels.min() ?? 0) / levels[0]
      #expect((0.44...0.9).contains(lowest), "\(lowest)")
      #expect(levels[levels.count - 1] / levels[0] > 0.97)
    }
  }
}
