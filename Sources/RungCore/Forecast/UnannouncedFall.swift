import RealModule
import RungModel

/// Finds a fall inside an event that neither milestones nor comparable events explain.
///
/// Nothing is remembered between calls: the event is walked through from its first milestone
/// every time, so that a restarted daemon sees what the one before saw.
struct UnannouncedFall {
  /// A fall by more than 35 % (as a logarithm) ...
  static let size = -0.431
  /// ... within so many minutes ...
  static let window: Int64 = 15
  /// ... and 15 % further than any comparable event fell near this point of its phase.
  static let beyondComparable = -0.163
  /// Milestones are up to so many minutes off.
  static let slack = 20

  var curves: [ComparableCurve]
  var members: [Comparables.Member]
  var event: Event
  var clock: PlayClock
  var phase: EventPhase

  /// The fall that lasts now, if one does.
  func stop(in live: LiveSeries, now: Int64) -> PlayStop? {
    guard !event.status.isOver, let begins = event.begins?.minute, let ends = event.ends?.minute,
      now >= begins
    else { return nil }
    let first = max(begins, live.firstMinute)
    guard first <= now else { return nil }
    let from = first - Self.window
    let levels = (from..<(now + 1)).map { live.middle(of: $0) }
    var fall: PlayStop?
    for minute in first..<(now + 1) {
      let level = levels[Int(minute - from)]
      guard level > LiveLevel.missing else { continue }
      if let current = fall {
        let isBack = level >= current.before + PlayStop.recovered || minute > current.until
        if isBack { fall = nil }
        continue
      }
      guard minute <= ends, !isNearStop(minute) else { continue }
      let earliest = Int(minute - Self.window - from)
      let recent = levels[earliest..<(earliest + Int(Self.window) - 1)]
      guard let before = recent.max(), let place = recent.lastIndex(of: before),
        level - before < Self.size, level - before < deepest(near: minute) + Self.beyondComparable
      else { continue }
      let since = from + Int64(place)
      fall = PlayStop(
        since: since, resumeAt: nil, before: before, until: ends + PlayStop.minutesAfterEnd,
        isAnnounced: false)
    }
    return fall
  }

  /// Announced stops and the minutes after them are explained.
  private func isNearStop(_ minute: Int64) -> Bool {
    clock.cuts.contains { $0.from - 5 <= minute && minute < $0.to + Self.window }
  }

  /// The deepest fall within the window that comparable events showed near this point: the
  /// second deepest of them, so that one odd curve does not explain everything.
  private func deepest(near minute: Int64) -> Double {
    let play = Double(clock.play(minute))
    var falls: [Double] = []
    for member in members {
      let levels = curves[member.index].levels
      guard let warp = Warp(event: phase.marks, curve: curves[member.index].marks) else {
        continue
      }
      let center = Int(warp(play).rounded())
      var deepest = 0.0
      let span =
        max(
          Int(Self.window), center - Self.slack)...max(
          Int(Self.window), center + Self.slack)
      for place in span where place < levels.count {
        let window = levels[(place - Int(Self.window))..<place]
        if levels[place] > LiveLevel.missing, let before = window.max() {
          deepest = min(deepest, levels[place] - before)
        }
      }
      falls.append(deepest)
    }
    guard !falls.isEmpty else { return isNearMilestone(minute) ? LiveLevel.missing : 0 }
    falls.sort()
    return falls[min(1, falls.count - 1)]
  }

  /// Without comparable events, any milestone nearby explains any fall.
  private func isNearMilestone(_ minute: Int64) -> Bool {
    event.milestones.contains { abs($0.at.minute - minute) <= Int64(Self.slack) }
  }
}
