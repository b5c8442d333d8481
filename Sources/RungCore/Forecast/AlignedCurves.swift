import RealModule

/// The comparable curves of one event, each with its map of play minutes, under one reading of
/// the milestones.
struct AlignedCurves {
  struct Entry {
    var curve: ComparableCurve
    var weight: Double
    var warp: Warp
  }

  private(set) var entries: [Entry] = []

  /// Minutes to either side that are read at an aligned minute.
  private static let slack = 4

  /// Curves that share no milestone with the event are left out.
  init(curves: [ComparableCurve], members: [Comparables.Member], phase: EventPhase) {
    entries.reserveCapacity(members.count)
    for member in members {
      let curve = curves[member.index]
      if let warp = Warp(event: phase.marks, curve: curve.marks) {
        entries.append(Entry(curve: curve, weight: member.weight, warp: warp))
      }
    }
  }

  /// Logarithm of the value at a play minute against the curve's peak.
  func shape(at play: Double, into result: inout WeightedRows) {
    result.removeAll()
    result.reserve(entries.count * (2 * Self.slack + 1))
    let nearnesses = Self.nearnesses
    // By index: a copy of an entry counts references to all that its curve has.
    for index in entries.indices where entries[index].curve.isWhole {
      let target = Int(entries[index].warp(play).rounded())
      let (weight, logPeak) = (entries[index].weight, entries[index].curve.logPeak)
      for offset in -Self.slack...Self.slack {
        guard let value = Self.value(entries[index].curve.logs, target + offset) else { continue }
        result.add(value - logPeak, weight: weight * nearnesses[abs(offset)])
      }
    }
  }

  /// How much a minute beside the aligned one counts: milestones are known to the minute, what
  /// follows them is not.
  static func nearness(_ offset: Int) -> Double {
    nearnesses[min(abs(offset), nearnesses.count - 1)]
  }

  private static let nearnesses = (0...12).map { Double.exp(-Double($0) / 1.5) }

  /// A minute at most an hour outside the curve reads as its edge.
  static func value(_ values: [Double], _ index: Int) -> Double? {
    guard index >= -60, index < values.count + 60, !values.isEmpty else { return nil }
    let value = values[min(max(0, index), values.count - 1)]
    return value > LiveLevel.missing ? value : nil
  }
}
