import RealModule
import RungModel

/// A library curve made ready for forecasting: logarithms on the play clock.
struct ComparableCurve: Hashable, Sendable {
  var id: String
  var kind: String
  var tags: [String: String]
  var isMeasured: Bool
  /// The wall minute of its last value, to rank by recency and to see nothing of the future.
  var lastMinute: Int64
  /// Milestones that happened, as indices into `logs`.
  var marks: [PhaseMark]
  /// Logarithm of each play minute; `LiveLevel.missing` where nothing was measured.
  var logs: [Double]
  /// `LiveLevel` of each play minute.
  var levels: [Double]
  /// Logarithm of the highest level.
  var logPeak: Double
  /// What each play minute is against the peak.
  var shape: [ShapePoint]
  /// False for an event that was broken off: its peak and its end say nothing.
  var isWhole: Bool
  /// Largest rise per minute, over three minutes, as a part of the peak; resumes excluded.
  var rampOfPeak: Double
  /// Standard deviation of one-minute noise, in logarithms.
  var noise: Double
  /// What its interruptions did to the level.
  var interruptions: [InterruptionLesson]
  /// Minutes between the first and the last milestone.
  var playMinutes: Int
  /// What was known of its audience before it started, as `EventContext` has it.
  var context: [Double]

  /// Before the first milestone and after the end: what stands further out may be another event's.
  private static let peakMinutes = (before: 15.0, after: 30.0)

  /// Nil when there is nothing to learn: too few minutes, or no positive value.
  ///
  /// - Parameters:
  ///   - simultaneous: events of the driver that start in the same minute, itself included.
  ///   - unit: the driver's; the curve's own is the one it is stored in.
  init?(_ curve: Curve, simultaneous: Int, unit: DriverUnit = .users) {
    guard let peak = curve.peak?.value, peak > 0 else { return nil }
    let wall = LogFloor.logs(curve.values.map { $0 ?? -1 }, unit: unit)
    let stops = Stops(curve, logs: wall)
    let clock = stops.clock
    let end = curve.firstMinute + Int64(min(wall.count, stops.usableCount))
    let minutes = (curve.firstMinute..<max(curve.firstMinute, end)).filter { !clock.isCut($0) }
    let logs = Self.bridged(minutes.map { wall[Int($0 - curve.firstMinute)] })
    guard logs.filter({ $0 > LiveLevel.missing }).count >= 30 else { return nil }

    let origin = clock.play(curve.firstMinute)
    let happened = curve.event.milestones.filter { $0.status == .actual || $0.at.minute < end }
    marks = happened.sorted { $0.at < $1.at }.map {
      PhaseMark(name: $0.name, minute: Double(clock.play($0.at.minute) - origin))
    }
    id = curve.event.id
    kind = curve.event.kind
    tags = curve.event.tags
    isMeasured = curve.origin == .measured
    lastMinute = curve.firstMinute + Int64(curve.values.count) - 1
    self.logs = logs
    levels = LiveLevel.all(of: logs)
    logPeak = Self.peak(levels, marks)
    shape = ShapePoint.all(logs, logPeak: logPeak)
    context = EventContext.features(of: curve.event, simultaneous: simultaneous)
    isWhole = curve.event.status != .abandoned && curve.event.status != .cancelled
    noise = LiveLevel.noise(of: logs)
    let joints = stops.joints.map { Int(clock.play(curve.firstMinute + Int64($0)) - origin) }
    rampOfPeak = Self.largestRamp(levels, logPeak: logPeak, joints: joints)
    interruptions = stops.lessons
    playMinutes = max(1, Int((marks.last?.minute ?? 0) - (marks.first?.minute ?? 0)))
  }

  private static func peak(_ levels: [Double], _ marks: [PhaseMark]) -> Double {
    guard let first = marks.first?.minute, let last = marks.last?.minute else {
      return levels.max() ?? 0
    }
    let own = Int(first - peakMinutes.before)..<(Int(last + peakMinutes.after) + 1)
    let highest = levels[own.clamped(to: levels.indices)].max() ?? LiveLevel.missing
    return highest > LiveLevel.missing ? highest : levels.max() ?? 0
  }

  /// Gaps of up to five minutes are bridged; longer ones stay missing.
  private static func bridged(_ logs: [Double]) -> [Double] {
    var result = logs
    var last: Int?
    for index in logs.indices where logs[index] > LiveLevel.missing {
      if let last, index - last > 1, index - last <= 6 {
        for gap in (last + 1)..<index {
          let share = Double(gap - last) / Double(index - last)
          result[gap] = logs[last] + share * (logs[index] - logs[last])
        }
      }
      last = index
    }
    return result
  }

  /// A ramp lasts at least so long; what one minute jumps is noise or a spike.
  private static let rampMinutes = 3

  /// Minutes around a cut are left out: the step there is a resume, not a ramp.
  private static func largestRamp(
    _ levels: [Double], logPeak: Double, joints: [Int]
  ) -> Double {
    var values = levels.map { $0 > LiveLevel.missing ? Double.exp($0 - logPeak) : -1 }
    for joint in joints {
      for index in (joint - 3..<joint + 8).clamped(to: values.indices) { values[index] = -1 }
    }
    var largest = 0.0
    for index in values.indices where values[index] >= 0 {
      let end = index + rampMinutes
      guard end < values.count, values[end] >= 0 else { continue }
      largest = max(largest, (values[end] - values[index]) / Double(rampMinutes))
    }
    return largest
  }
}
