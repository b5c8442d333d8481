import RungModel

// What users turn to when play stops (a home page) surges without warning.
extension EventOutlook {
  /// How many land there varies more than a few stops can show: so much more, at half the weight.
  private static let oftenMore = 0.25
  /// A smaller rise is no surge.
  private static let leastRise = 0.1
  /// A stop begins within a forecast's minutes, up to so many, with so much chance at most.
  private static let chance = (minutes: 15.0, most: 0.2)

  /// Adds rises at the onset of a stop; their share of the rows is the chance that one begins in
  /// the minutes between.
  func addOnsets(to rows: inout WeightedRows, minutes: Double) {
    guard stop == nil, !onset.isEmpty, minutes > 0, let begins = event.begins,
      let ends = event.ends, begins.minute - 5 <= madeAt, madeAt <= ends.minute
    else { return }
    var stops = 0.0
    var played = 0.0
    for member in comparables.members {
      stops += member.weight * Double(curves[member.index].interruptions.count)
      played += member.weight * Double(curves[member.index].playMinutes)
    }
    // One stop more than was seen: a library of few stops must not promise that there are none.
    let average = stops.isZero ? 0 : onset.total / Double(onset.values.count)
    let chance = min(
      Self.chance.most, (stops + average) / max(played, 1) * min(minutes, Self.chance.minutes))
    let scale = chance / (1 - chance) * rows.total / onset.total
    for index in onset.values.indices {
      // In a surge already: no second one on top of it.
      let rise = onset.values[index] - (origin?.excess ?? 0)
      rows.add(max(0, rise), weight: onset.weights[index] * scale)
    }
  }

  /// Rises at the onset of comparable stops; empty for a driver that falls then.
  static func onset(
    _ members: [Comparables.Member], _ curves: [ComparableCurve]
  ) -> WeightedRows {
    var rows = WeightedRows()
    for member in members {
      for lesson in curves[member.index].interruptions where lesson.onset > leastRise {
        rows.add(lesson.onset, weight: member.weight)
        rows.add(lesson.onset + oftenMore, weight: member.weight / 2)
      }
    }
    return rows
  }
}
