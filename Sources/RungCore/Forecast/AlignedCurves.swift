import RealModule

/// The comparable curves of one event, each with its map of play minutes, under one reading of
/// the milestones.
struct AlignedCurves {
  struct Entry {
    /// The curve's place in `curves`: a copy of it would count references to all that it has.
    var place: Int
    var weight: Double
    var warp: Warp
  }

  /// The whole library; comparable ones are in `entries`.
  let curves: [ComparableCurve]
  private(set) var entries: [Entry] = []

  /// Curves that share no milestone with the event are left out.
  init(
    curves: [ComparableCurve], members: [Comparables.Member], matches: MarkMatches,
    phase: EventPhase
  ) {
    self.curves = curves
    entries.reserveCapacity(members.count)
    for (place, member) in members.enumerated() {
      if let warp = Warp(event: phase.marks, curve: matches.minutes(ofCurve: place)) {
        entries.append(Entry(place: member.index, weight: member.weight, warp: warp))
      }
    }
  }

  /// Logarithm of the value at a play minute against the curve's peak: mean and variance over the
  /// curves; nil where none has a value.
  func shape(at play: Double) -> (mean: Double, variance: Double)? {
    var result = ShapePoint()
    for index in entries.indices where curves[entries[index].place].isWhole {
      let target = Int(entries[index].warp(play).rounded())
      let count = curves[entries[index].place].shape.count
      guard Self.isNear(target, count: count) else { continue }
      let point = curves[entries[index].place].shape[min(max(0, target), count - 1)]
      result.add(point, weight: entries[index].weight)
    }
    return result.moments
  }

  /// How much a minute beside the aligned one counts: milestones are known to the minute, what
  /// follows them is not.
  static func nearness(_ offset: Int) -> Double {
    nearnesses[min(abs(offset), nearnesses.count - 1)]
  }

  private static let nearnesses = (0...12).map { Double.exp(-Double($0) / 1.5) }

  /// A minute at most an hour outside the curve reads as its edge.
  static func value(_ values: [Double], _ index: Int) -> Double? {
    guard isNear(index, count: values.count) else { return nil }
    let value = values[min(max(0, index), values.count - 1)]
    return value > LiveLevel.missing ? value : nil
  }

  private static func isNear(_ index: Int, count: Int) -> Bool {
    count > 0 && index >= -60 && index < count + 60
  }
}
