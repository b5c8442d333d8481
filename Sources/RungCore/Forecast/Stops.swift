import RealModule
import RungModel

/// What one interruption did to a level, in logarithms against the level before it.
struct InterruptionLesson: Hashable, Sendable {
  /// Highest level in the first 15 minutes of the stop: above 0 for what people turn to when
  /// play ends, below for what they leave.
  var onset: Double
  /// Highest level in the 10 minutes after the resume; nil when it never resumed.
  var resume: Double?
}

/// The interruptions of a library curve: what to cut out of its play time, what they teach.
struct Stops {
  private(set) var clock: PlayClock
  private(set) var lessons: [InterruptionLesson] = []
  /// Wall minutes at which play goes on after a cut, as indices into the curve.
  private(set) var joints: [Int] = []
  /// Leading values that can be aligned; what follows a stop without resume cannot.
  private(set) var usableCount: Int

  /// A stop is cut out with its edges: users leave before the message says so and return after.
  private static let edgeMinutes = 15
  /// Further than this from the level before (in logarithms) an edge minute belongs to the stop.
  private static let edgeSize = 0.12

  init(_ curve: Curve, logs: [Double]) {
    usableCount = logs.count
    var cuts: [PlayClock.Cut] = []
    for stop in curve.event.interruptions.sorted(by: { $0.from < $1.from }) {
      let from = Int(stop.from.minute - curve.firstMinute)
      guard from > 5, from < logs.count else { continue }
      let before = Self.level(logs, (from - 12)..<(from - 2))
      guard before > LiveLevel.missing else { continue }
      let onset = Self.highest(logs, from..<(from + 15)) - before
      var first = from
      while first > from - 5, abs(logs[first - 1] - before) > Self.edgeSize { first -= 1 }
      guard let end = stop.to else {
        usableCount = min(usableCount, first)
        lessons.append(InterruptionLesson(onset: max(onset, -10), resume: nil))
        continue
      }
      var last = max(from, min(Int(end.minute - curve.firstMinute), logs.count))
      let resume = Self.highest(logs, last..<(last + 10)) - before
      let limit = min(logs.count, last + Self.edgeMinutes)
      while last < limit, abs(logs[last] - before) > Self.edgeSize { last += 1 }
      lessons.append(
        InterruptionLesson(onset: max(onset, -10), resume: resume > -3 ? resume : nil))
      joints.append(last)
      cuts.append(
        PlayClock.Cut(
          from: curve.firstMinute + Int64(first), to: curve.firstMinute + Int64(last)))
    }
    clock = PlayClock(cuts: cuts)
  }

  private static func present(_ logs: [Double], _ range: Range<Int>) -> [Double] {
    logs[range.clamped(to: 0..<logs.count)].filter { $0 > LiveLevel.missing }
  }

  private static func level(_ logs: [Double], _ range: Range<Int>) -> Double {
    LiveLevel.median(present(logs, range))
  }

  /// The second highest minute: high, but not one odd minute.
  private static func highest(_ logs: [Double], _ range: Range<Int>) -> Double {
    let sorted = present(logs, range).sorted(by: >)
    return sorted.isEmpty ? LiveLevel.missing : sorted[min(1, sorted.count - 1)]
  }
}
