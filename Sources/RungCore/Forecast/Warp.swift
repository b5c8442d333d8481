/// Maps an event's play minutes to those of a library curve, by the milestones both have.
///
/// Before the first shared milestone and after the last: a plain offset. Between two: what
/// happens near a milestone takes as long in a short match as in a long one, so up to 25 minutes
/// on either side keep their pace and only the middle is stretched, linearly.
struct Warp {
  /// A play minute of the event and the curve's that belongs to it.
  private struct Knot {
    var event: Double
    var curve: Double
  }

  /// Rising in both; between two of them minutes run at one pace.
  private var knots: [Knot] = []

  /// Minutes beside a milestone that are not stretched: toss surge and first overs are over then.
  static let unstretched = 25.0

  /// Nil when no milestone is shared.
  init?(event eventMarks: [PhaseMark], curve curveMarks: [PhaseMark]) {
    let matches = MarkMatches(of: eventMarks, in: curveMarks)
    self.init(event: eventMarks, curve: matches.minutes(ofCurve: 0))
  }

  /// The same, where it is known which milestones are shared.
  ///
  /// - Parameter curve: for each of the event's marks the curve's minute, as `MarkMatches` has it.
  init?(event eventMarks: [PhaseMark], curve: ArraySlice<Double>) {
    knots.reserveCapacity(3 * eventMarks.count)
    Self.walk(eventMarks, curve) { knot in
      knots.append(knot)
      return true
    }
    if knots.isEmpty { return nil }
  }

  /// The curve's play minute for one of the event's.
  func callAsFunction(_ minute: Double) -> Double {
    var last: Knot?
    for knot in knots {
      if minute <= knot.event { return Self.between(last, knot, minute) }
      last = knot
    }
    return last.map { $0.curve + minute - $0.event } ?? minute
  }

  /// What a warp of these marks says of one minute, without making it; nil when none is shared.
  static func place(
    of minute: Double, event eventMarks: [PhaseMark], curve: ArraySlice<Double>
  ) -> Double? {
    var last: Knot?
    var result: Double?
    walk(eventMarks, curve) { knot in
      if minute <= knot.event {
        result = between(last, knot, minute)
        return false
      }
      last = knot
      return true
    }
    return result ?? last.map { $0.curve + minute - $0.event }
  }

  private static func between(_ left: Knot?, _ right: Knot, _ minute: Double) -> Double {
    guard let left else { return right.curve + minute - right.event }
    let share = (minute - left.event) / (right.event - left.event)
    return left.curve + share * (right.curve - left.curve)
  }

  /// Calls with each knot in turn while the call says to go on.
  @inline(__always)
  private static func walk(
    _ eventMarks: [PhaseMark], _ curve: ArraySlice<Double>, _ body: (Knot) -> Bool
  ) {
    var last: Knot?
    for index in eventMarks.indices {
      let other = curve[curve.startIndex + index]
      guard other > LiveLevel.missing else { continue }
      let minute = eventMarks[index].minute
      let knot = Knot(event: minute, curve: other)
      guard let before = last else {
        last = knot
        guard body(knot) else { return }
        continue
      }
      guard minute > before.event, other > before.curve else { continue }
      let span = min(minute - before.event, other - before.curve)
      let kept = min(unstretched, 0.4 * span)
      last = knot
      guard body(Knot(event: before.event + kept, curve: before.curve + kept)),
        body(Knot(event: minute - kept, curve: other - kept)), body(knot)
      else { return }
    }
  }
}
