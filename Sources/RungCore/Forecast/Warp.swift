/// Maps an event's play minutes to those of a library curve, by the milestones both have.
///
/// Before the first shared milestone and after the last: a plain offset. Between two: what
/// happens near a milestone takes as long in a short match as in a long one, so up to 25 minutes
/// on either side keep their pace and only the middle is stretched, linearly.
struct Warp {
  private var event: [Double] = []
  private var curve: [Double] = []

  /// Minutes beside a milestone that are not stretched: toss surge and first overs are over then.
  static let unstretched = 25.0

  /// Nil when no milestone is shared.
  init?(event eventMarks: [PhaseMark], curve curveMarks: [PhaseMark]) {
    for mark in eventMarks {
      guard let other = curveMarks.first(where: { $0.name == mark.name }) else { continue }
      guard let lastEvent = event.last, let lastCurve = curve.last else {
        event.append(mark.minute)
        curve.append(other.minute)
        continue
      }
      guard mark.minute > lastEvent, other.minute > lastCurve else { continue }
      let span = min(mark.minute - lastEvent, other.minute - lastCurve)
      let kept = min(Self.unstretched, 0.4 * span)
      event += [lastEvent + kept, mark.minute - kept, mark.minute]
      curve += [lastCurve + kept, other.minute - kept, other.minute]
    }
    if event.isEmpty { return nil }
  }

  /// The curve's play minute for one of the event's.
  func callAsFunction(_ minute: Double) -> Double {
    if minute <= event[0] { return curve[0] + minute - event[0] }
    for index in event.indices.dropFirst() where minute <= event[index] {
      let share = (minute - event[index - 1]) / (event[index] - event[index - 1])
      return curve[index - 1] + share * (curve[index] - curve[index - 1])
    }
    return curve[curve.count - 1] + minute - event[event.count - 1]
  }
}
