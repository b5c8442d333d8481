import RealModule

/// The users of one football match minute by minute, without noise, as shares of its plateau.
///
/// As in `CricketAudience`, each minute moves the level towards where the phase wants it.
struct FootballAudience {
  private let play: FootballPlay
  private var level: Double
  /// The level when play last paused: half-time, the pause before extra time, a stop, the end.
  private var levelBefore = 0.0

  private init(_ play: FootballPlay) {
    self.play = play
    level = play.levels.early
  }

  /// The levels without goals over minutes since the epoch.
  ///
  /// The level starts 90 minutes before the planned start; what lies before it stays as it is there.
  static func values(_ play: FootballPlay, over minutes: ClosedRange<Int64>) -> [Double] {
    var audience = FootballAudience(play)
    var levels: [Double] = []
    for minute in min(minutes.lowerBound, play.times.plannedStart - 90)...minutes.upperBound {
      audience.move(to: minute)
      if minute >= minutes.lowerBound { levels.append(audience.level) }
    }
    return levels
  }

  private mutating func move(to minute: Int64) {
    let times = play.times
    let planned = times.plannedStart
    if let stop = play.stop, stop.from <= minute,
      minute <= stop.to + (stop.isForGood ? -1 : Int64(stop.resumeMinutes))
    {
      move(through: stop, minute)
    } else if minute < planned - 90 {
      level = play.levels.early
    } else if minute < planned - 30 {
      level *= Double.exp(Double.log(play.levels.pregame / play.levels.early) / 60)
    } else if minute < planned - play.pace.surgeBefore {
      level *= Double.exp(play.pace.lateGrowth)
    } else if minute < times.start {
      climb(to: play.levels.gathered)
    } else if minute >= times.end {
      leave(minute)
    } else if minute <= times.fullTime {
      playHalves(minute)
    } else if let extraTime = times.extraTime {
      playOn(extraTime, minute)
    }
  }

  private mutating func playHalves(_ minute: Int64) {
    let times = play.times
    let levels = play.levels
    if minute <= times.halfTime {
      let part = share(of: minute, from: times.start, to: times.halfTime)
      climb(to: 1 + levels.firstHalfGrowth * part)
      levelBefore = level
    } else if minute <= times.secondHalf - 2 {
      bend(to: levelBefore * levels.breakShare, in: play.pace.breakFall)
    } else {
      let part = share(of: minute, from: times.secondHalf, to: times.fullTime)
      climb(to: levels.firstTop + (levels.secondTop - levels.firstTop) * part)
      if minute == times.fullTime { levelBefore = level }
    }
  }

  private mutating func playOn(_ extraTime: ExtraTime, _ minute: Int64) {
    let levels = play.levels
    if minute < extraTime.start - 1 {
      bend(to: levelBefore * levels.pauseShare, in: play.pace.breakFall)
    } else if minute <= extraTime.over {
      climb(to: levels.extraTop)
    } else {
      let part = share(of: minute, from: extraTime.over, to: play.times.end)
      climb(to: levels.extraTop + (levels.penaltiesTop - levels.extraTop) * part)
    }
  }

  private mutating func move(through stop: Stop, _ minute: Int64) {
    if minute == stop.from {
      // At the minute of the stop everyone is still there.
      levelBefore = level
    } else if minute <= stop.to {
      bend(to: levelBefore * play.levels.stopShare, in: play.pace.stopFall)
    } else {
      level += (levelBefore - level) / Double(stop.to + Int64(stop.resumeMinutes) - minute + 1)
    }
  }

  private mutating func leave(_ minute: Int64) {
    if minute == play.times.end {
      levelBefore = level
      return
    }
    let since = Double(minute - play.times.end)
    let stayers = play.levels.afterwards * Double.exp(-since / FootballAssumption.afterwardsStay)
    bend(to: levelBefore * stayers, in: play.pace.exodus)
  }

  private mutating func climb(to target: Double) {
    // The last tenth comes late: a straight line would end in a corner that no real curve has.
    if level < 0.92 * target {
      level = min(level + play.pace.surge, 0.93 * target)
    } else {
      bend(to: target, in: 5)
    }
  }

  private mutating func bend(to target: Double, in minutes: Double) {
    level = target + (level - target) * Double.exp(-1 / minutes)
  }

  private func share(of minute: Int64, from: Int64, to: Int64) -> Double {
    min(1, max(0, Double(minute - from) / Double(max(1, to - from))))
  }
}

extension FootballScript {
  /// The users and the home page's requests a second of the whole platform, without noise.
  ///
  /// The home page shows the score: whoever leaves the player lands there, so that its requests
  /// rise in half-time and at the end, and each goal calls many more.
  func load(over minutes: ClosedRange<Int64>) -> (users: [Double], requests: [Double]) {
    var users = minutes.map { _ in 0.0 }
    var requests = users
    for play in plays {
      let plain = FootballAudience.values(play, over: minutes).map {
        $0 * scale * play.levels.share
      }
      let page = HomePage.requests(users: plain, withoutSpikes: plain, home)
      for (index, minute) in minutes.enumerated() {
        users[index] += plain[index] * play.viewerSpikes.factor(at: minute)
        requests[index] += page[index] * play.pageSpikes.factor(at: minute)
      }
    }
    return (users, requests)
  }
}
