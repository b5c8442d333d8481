import RealModule

/// The users of a cricket match minute by minute, without noise, for a match of 25 million.
///
/// Each minute the level moves towards where the phase wants it: in a straight line where the
/// figures give a growth a minute, in a bend (a time constant) where they give a share and a time.
struct CricketAudience {
  private let script: CricketScript
  private var level: Double
  /// The level when the rain began, which comes back at the resume.
  private var levelBeforeRain = 0.0
  /// The level when the crowd left.
  private var levelAtExodus = 0.0

  private init(_ script: CricketScript) {
    self.script = script
    level = script.levels.early
  }

  /// The levels with and without spikes over minutes since the epoch; scaled to the match.
  ///
  /// The level starts 90 minutes before the toss; what lies before it stays as it is there.
  static func values(_ script: CricketScript, over minutes: ClosedRange<Int64>)
    -> (users: [Double], withoutSpikes: [Double])
  {
    var audience = CricketAudience(script)
    var users: [Double] = []
    var plain: [Double] = []
    for minute in min(minutes.lowerBound, script.times.toss - 90)...minutes.upperBound {
      audience.move(to: minute)
      guard minute >= minutes.lowerBound else { continue }
      let level = audience.level * script.scale
      plain.append(level)
      users.append(level * script.spikes.factor(at: minute))
    }
    return (users, plain)
  }

  private mutating func move(to minute: Int64) {
    let times = script.times
    let levels = script.levels
    if let rain = script.rain, rain.from <= minute, minute <= rain.to + Int64(rain.resumeMinutes),
      !(rain.isForGood && minute >= rain.to)
    {
      moveThroughRain(rain, minute)
    } else if minute < times.toss - 90 {
      level = levels.early
    } else if minute < times.toss - 30 {
      level *= Double.exp(script.pace.earlyGrowth)
    } else if minute <= times.toss {
      level *= Double.exp(script.pace.lateGrowth)
    } else if minute <= times.toss + Int64(script.pace.tossSurge) {
      reach(levels.toss, in: times.toss + Int64(script.pace.tossSurge) - minute + 1)
    } else if minute < times.start - script.pace.climbBefore {
      bend(to: levels.receded, in: 8)
    } else if minute >= times.exodus {
      leave(minute)
    } else {
      play(minute)
    }
  }

  /// From the climb before the start to the key wicket.
  private mutating func play(_ minute: Int64) {
    let times = script.times
    let levels = script.levels
    let firstTop = levels.start * (1 + levels.growth)
    if minute > times.inningsBreak && minute <= times.secondInnings - 2 {
      bend(to: firstTop * levels.breakShare, in: 4)
    } else if minute <= times.inningsBreak {
      let part = share(of: minute, from: times.start, to: times.inningsBreak)
      climb(to: levels.start + (firstTop - levels.start) * part)
    } else {
      let part = share(of: minute, from: times.secondInnings, to: times.exodus)
      climb(to: firstTop + (levels.secondInnings - firstTop) * part)
    }
  }

  private mutating func moveThroughRain(_ rain: Stop, _ minute: Int64) {
    if minute == rain.from { levelBeforeRain = level }
    if minute <= rain.to {
      // At the minute of the stop everyone is still there.
      if minute > rain.from {
        bend(to: levelBeforeRain * PublishedFigures.rainShare, in: script.pace.rain)
      }
    } else {
      reach(levelBeforeRain, in: rain.to + Int64(rain.resumeMinutes) - minute + 1)
    }
  }

  /// To a tenth within minutes, then slowly home.
  private mutating func leave(_ minute: Int64) {
    if minute == script.times.exodus {
      levelAtExodus = level
      return
    }
    let since = Double(minute - script.times.exodus)
    // Those who stay to talk about it: half of them gone after about 50 minutes.
    let stayers = script.levels.afterwards * Double.exp(-since / 70)
    bend(to: min(stayers, levelAtExodus), in: script.pace.exodus)
  }

  private mutating func climb(to target: Double) {
    // The last tenth comes late: a straight line would end in a corner that no real curve has.
    if level < 0.92 * target {
      level = min(level + script.pace.climb, 0.93 * target)
    } else {
      bend(to: target, in: 7)
    }
  }

  private mutating func bend(to target: Double, in minutes: Double) {
    level = target + (level - target) * Double.exp(-1 / minutes)
  }

  private mutating func reach(_ target: Double, in minutes: Int64) {
    level += (target - level) / Double(max(1, minutes))
  }

  private func share(of minute: Int64, from: Int64, to: Int64) -> Double {
    min(1, max(0, Double(minute - from) / Double(max(1, to - from))))
  }
}
