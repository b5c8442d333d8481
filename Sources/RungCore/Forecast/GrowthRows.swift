import RealModule
import RungModel

/// What comparable events did from the point where this one stands.
///
/// A row is one library curve, read with one reading of the milestones, from one minute near the
/// aligned one. Rows near the aligned minute count most; some up to 12 minutes before and 20 after
/// count a little, because milestones come late and, without a word, early; some from elsewhere in
/// the same phase count very little: they bring the spikes that no schedule announces. A row that
/// grew lately as this event did counts more.
struct GrowthRows {
  private struct Group {
    var entry: AlignedCurves.Entry
    var origin: Int
    var rows: Range<Int>
  }
  private struct Row {
    var offset: Int
    var origin: Double
    var weight: Double
    /// Play minutes of the curve in which the target must lie; for rows from elsewhere.
    var lowest: Int
    var highest: Int
  }

  private let curves: [ComparableCurve]
  private var groups: [Group] = []
  private var rows: [Row] = []

  private static let nearOffsets = Array(-5...5) + [-12, -10, -8, -6, 6, 8, 10, 12, 14, 16, 18, 20]
  private static let pooledOffsets = Array(stride(from: 15, through: 75, by: 5))
  private static let farWeight = 0.01
  private static let pooledWeight = 0.03
  /// Rows from elsewhere keep so many minutes from milestones, whose surges are not spikes.
  private static let quietMinutes = 14

  /// Growth differs by so much from noise, from chance in a calm phase, and, as a part of itself,
  /// in a surge; in logarithms.
  private static let noiseWidth = 0.03
  private static let calmWidth = 0.06
  private static let surgeWidth = 0.25
  /// What a row counts for at least, per span.
  private static let leastLikeness = 0.03

  init(_ aligned: AlignedCurves, origin: LiveOrigin) {
    curves = aligned.curves
    for entry in aligned.entries { add(entry, play: origin.play) }
    weighByGrowth(origin)
  }

  var isEmpty: Bool { rows.isEmpty }

  private mutating func add(_ entry: AlignedCurves.Entry, play: Double) {
    // Not the whole curve: its copy would count references to all that it has.
    let levels = curves[entry.place].levels
    let start = Int(entry.warp(play).rounded())
    let first = rows.count
    for offset in Self.nearOffsets {
      guard let level = AlignedCurves.value(levels, start + offset) else { continue }
      let near = AlignedCurves.nearness(offset)
      rows.append(
        Row(
          offset: offset, origin: level, weight: entry.weight * (near + Self.farWeight),
          lowest: Int.min, highest: Int.max))
    }
    if let quiet = Self.quietSpan(curves[entry.place].marks, levels.count, around: start) {
      for offset in Self.pooledOffsets.map({ -$0 }) + Self.pooledOffsets {
        guard quiet.contains(start + offset), levels[start + offset] > LiveLevel.missing
        else { continue }
        rows.append(
          Row(
            offset: offset, origin: levels[start + offset],
            weight: entry.weight * Self.pooledWeight, lowest: quiet.lowerBound,
            highest: quiet.upperBound))
      }
    }
    if rows.count > first {
      groups.append(Group(entry: entry, origin: start, rows: first..<rows.count))
    }
  }

  /// The part of a phase away from its milestones; nil before it and outside phases. Up to the
  /// next milestone spikes are as likely as before, so the last minutes of a phase have it too.
  private static func quietSpan(
    _ marks: [PhaseMark], _ count: Int, around minute: Int
  ) -> Range<Int>? {
    let marks = marks.map { Int($0.minute) }
    guard let next = marks.firstIndex(where: { $0 > minute }), next > 0 else { return nil }
    let low = max(0, marks[next - 1] + quietMinutes)
    let high = min(count, marks[next] - quietMinutes / 2)
    return low <= minute && low < high ? low..<high : nil
  }

  /// Multiplies each row's weight by how alike its recent growth was: Cauchy-shaped, so that no
  /// row is forgotten and the spread stays honest. Where both surged they may differ by a quarter
  /// of it; a calm row does not explain a surge.
  private mutating func weighByGrowth(_ origin: LiveOrigin) {
    var growth = [Double](repeating: 0, count: rows.count)
    for (place, span) in LiveOrigin.spans.enumerated() {
      guard let own = origin.growth[place] else { continue }
      var seen = WeightedRows()
      for group in groups {
        let levels = curves[group.entry.place].levels
        for index in group.rows {
          let before = group.origin + rows[index].offset - span
          guard before >= -span, let value = AlignedCurves.value(levels, before) else {
            growth[index] = LiveLevel.missing
            continue
          }
          growth[index] = rows[index].origin - value
          seen.add(growth[index], weight: rows[index].weight)
        }
      }
      let half = 0.5 * Double.sqrt(seen.variance)
      for index in rows.indices where growth[index] > LiveLevel.missing {
        let alike = Self.calmWidth + Self.surgeWidth * min(abs(growth[index]), abs(own))
        let distance = (growth[index] - own) / (Self.noiseWidth + min(half, alike))
        rows[index].weight *=
          Self.leastLikeness + (1 - Self.leastLikeness) / (1 + distance * distance)
      }
    }
  }

  /// Log growth from the origin to a play minute of the event.
  func growth(to play: Double, into result: inout WeightedRows) {
    result.removeAll()
    for group in groups {
      let target = Int(group.entry.warp(play).rounded())
      let logs = curves[group.entry.place].logs
      for row in rows[group.rows] {
        let place = target + row.offset
        guard place >= row.lowest, place < row.highest, let value = AlignedCurves.value(logs, place)
        else {
          continue
        }
        result.add(value - row.origin, weight: row.weight)
      }
    }
  }
}
