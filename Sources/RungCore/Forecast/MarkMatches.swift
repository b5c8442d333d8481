/// Which milestones of an event each of its comparable curves has, and at which play minute.
///
/// All readings of an event's milestones have the same names in the same order, so names are
/// compared once and not for every reading.
struct MarkMatches {
  /// Curve after curve: the minute of each of the event's marks; `LiveLevel.missing` where the
  /// curve does not have it.
  private var minutes: [Double] = []
  private let markCount: Int

  init(of marks: [PhaseMark], in curveMarks: [PhaseMark]) {
    markCount = marks.count
    add(marks, curveMarks)
  }

  /// In the order of `members`.
  init(of marks: [PhaseMark], curves: [ComparableCurve], members: [Comparables.Member]) {
    markCount = marks.count
    minutes.reserveCapacity(marks.count * members.count)
    for member in members { add(marks, curves[member.index].marks) }
  }

  private mutating func add(_ marks: [PhaseMark], _ curveMarks: [PhaseMark]) {
    for mark in marks {
      let place = curveMarks.firstIndex { $0.name == mark.name }
      minutes.append(place.map { curveMarks[$0].minute } ?? LiveLevel.missing)
    }
  }

  /// For each mark of the event the minute of a curve, by its place among the members.
  func minutes(ofCurve place: Int) -> ArraySlice<Double> {
    minutes[(place * markCount)..<((place + 1) * markCount)]
  }
}
