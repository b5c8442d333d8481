import RealModule

/// How well each reading of the milestones explains the way the level came.
///
/// A surge that has visibly begun tells that its milestone has happened, whatever the schedule
/// says; a level that stays calm tells that it has not.
enum PhaseEvidence {
  /// Readings that are believed less than this part of the best are dropped.
  static let least = 0.05
  /// More readings than this cost time and change nothing.
  private static let most = 4
  /// Growth of two events differs by so much (as a logarithm) even when nothing happens ...
  private static let calmSpread = 0.06
  /// ... and by this part of itself when something does.
  private static let surgeSpread = 0.25

  /// The readings that are believed, with weights that sum to 1; the likeliest first.
  ///
  /// - Parameter matches: of the readings' marks in the members' curves.
  static func weighed(
    _ readings: [EventPhase], curves: [ComparableCurve], members: [Comparables.Member],
    matches: MarkMatches, origin: LiveOrigin?
  ) -> [EventPhase] {
    guard readings.count > 1 else { return readings }
    var result = readings
    if let origin {
      var best = 0.0
      for index in result.indices {
        let needed = least * best / result[index].weight
        result[index].weight *= likelihood(
          result[index], curves, members, matches, origin, needed: needed)
        best = max(best, result[index].weight)
      }
    }
    let best = result.map(\.weight).max() ?? 0
    guard best > 0 else { return Array(readings.prefix(1)) }
    // Equal weights stay in the order in which they were thought of.
    let ranked = result.enumerated().filter { $0.element.weight >= least * best }
      .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
      .prefix(most).map(\.element)
    let total = ranked.reduce(0) { $0 + $1.weight }
    return ranked.map { EventPhase(marks: $0.marks, weight: $0.weight / total) }
  }

  /// Mean over the curves of how alike their growth at this reading is to the event's own: 0 to 1.
  ///
  /// - Parameter needed: what it is dropped below; 0 is returned as soon as it cannot be reached.
  private static func likelihood(
    _ reading: EventPhase, _ curves: [ComparableCurve], _ members: [Comparables.Member],
    _ matches: MarkMatches, _ origin: LiveOrigin, needed: Double
  ) -> Double {
    var sum = 0.0
    var total = 0.0
    var left = members.reduce(0) { $0 + $1.weight }
    for (index, member) in members.enumerated() {
      // If all the others were perfectly alike:
      guard sum + left >= needed * (total + left) else { return 0 }
      left = max(0, left - member.weight)
      guard
        let minute = Warp.place(
          of: origin.play, event: reading.marks, curve: matches.minutes(ofCurve: index))
      else { continue }
      total += member.weight
      sum +=
        member.weight * likeness(curves[member.index].levels, Int(minute.rounded()), origin)
    }
    return total > 0 ? sum / total : 1
  }

  private static func likeness(_ levels: [Double], _ place: Int, _ origin: LiveOrigin) -> Double {
    guard let level = AlignedCurves.value(levels, place) else { return 1e-3 }
    var result = 1.0
    for (index, span) in LiveOrigin.evidenceSpans.enumerated() {
      guard let own = origin.evidence[index],
        let before = AlignedCurves.value(levels, place - span)
      else { continue }
      let growth = level - before
      let distance = (growth - own) / (calmSpread + surgeSpread * abs(growth))
      result /= 1 + distance * distance
    }
    return result
  }
}
