import RealModule
import RungModel

/// Growth from where an event stands, learned from comparable events at the same point of their
/// phase: a ridge regression, local in phase and in likeness.
///
/// A row is one library curve at the aligned minute or one of its neighbours; what it is regressed
/// on is how the curve came there (`GrowthFeatures`) and what its audience was (`EventContext`).
/// Rows that came there as this event did count more. What the rows leave unexplained, each
/// predicted without its own curve, is the spread.
///
/// Shared by reference: every minute of a forecast asks it, and it does not change after `prepare`.
final class PhaseRegression {
  /// Neighbours of the aligned minute that count, to either side: milestones are known to the
  /// minute, what follows them is not.
  static let slack = 4
  /// Of more curves than this only the aligned minute and the ends of the slack are read: each
  /// curve's rows say nearly the same, and so many curves say enough.
  private static let manyCurves = 40
  /// Fewer curves than this teach no regression.
  static let leastCurves = 4
  /// The ridge's penalty, a part of the rows' total weight.
  static let penalty = 0.3
  /// A feature further out than so many standard deviations is taken as that far.
  private static let farthest = 4.0
  /// Growth that differs by less than this differs by noise.
  private static let leastDeviation = 0.01

  /// One curve's rows.
  struct Block {
    /// Of the curve, on its play clock; its whole would cost a dozen references at each read.
    var logs: [Double]
    var levels: [Double]
    var warp: Warp
    var weight: Double
    /// Logarithm of the curve's peak; nil for one that was broken off.
    var logPeak: Double?
    /// The aligned minute of the curve.
    var start: Int
    var rows: Range<Int>
    /// The last play minute of the event at which the curve still has a value.
    var until: Double
  }

  let width: Int
  private(set) var blocks: [Block] = []
  /// Offset of each row from its block's aligned minute.
  private(set) var offsets: [Int] = []
  /// Logarithm of each row's level.
  private(set) var origins: [Double] = []
  private(set) var weights: [Double] = []
  /// Square root of each weight.
  private(set) var roots: [Double] = []
  /// Row after row: 1, then the features, standardised; 0 where one is missing.
  private(set) var design: [Double] = []
  /// The same, feature after feature.
  private(set) var columns: [Double] = []
  /// The same again, for the processor.
  private(set) var lanes = DesignLanes([], features: 0, rows: 0)
  /// The event's own row.
  private(set) var query: [Double] = []
  /// For each stretch of minutes, what growth in it is made of.
  private var systems: [(system: PhaseSystem, drift: PhaseDrift.Weights?)] = []
  private var drift: PhaseDrift?
  /// The play minute of the next milestone that is not reported, where its plan may be off; nil
  /// where plans are known to hold.
  var next: Double?
  /// Logarithm of the level against the event's expected peak; nil when unknown.
  var ownShape: Double?
  /// The play minute of the last milestone that was reported; nil when none was.
  var since: Double?

  /// Nil when too few curves can be read at the event's minute.
  init?(_ aligned: AlignedCurves, origin: LiveOrigin, context: [Double]?) {
    width = 1 + GrowthFeatures.spans.count + (context?.count ?? 0)
    var raw: [Double] = []
    let stride = aligned.entries.count > Self.manyCurves ? Self.slack : 2
    let rowCount = aligned.entries.count * (2 * Self.slack / stride + 1)
    offsets.reserveCapacity(rowCount)
    origins.reserveCapacity(rowCount)
    weights.reserveCapacity(rowCount)
    raw.reserveCapacity(rowCount * (width - 1))
    blocks.reserveCapacity(aligned.entries.count)
    for entry in aligned.entries {
      add(entry, aligned.curves, play: origin.play, stride: stride, context != nil, &raw)
    }
    guard blocks.count >= Self.leastCurves else { return nil }
    standardise(raw, own: origin.features + (context ?? []))
    weighByLikeness()
    roots = weights.map { $0.squareRoot() }
  }

  private func add(
    _ entry: AlignedCurves.Entry, _ curves: [ComparableCurve], play: Double, stride: Int,
    _ hasContext: Bool, _ raw: inout [Double]
  ) {
    // Not the whole curve: its copy would count references to all that it has.
    let levels = curves[entry.place].levels
    let logs = curves[entry.place].logs
    let start = Int(entry.warp(play).rounded())
    let first = offsets.count
    for offset in Swift.stride(from: -Self.slack, through: Self.slack, by: stride) {
      let place = start + offset
      guard levels.indices.contains(place), levels[place] > LiveLevel.missing else { continue }
      offsets.append(offset)
      origins.append(levels[place])
      weights.append(entry.weight * (hasContext ? 1 : AlignedCurves.nearness(offset)))
      GrowthFeatures.append(levels, at: place, to: &raw)
      if hasContext { raw += curves[entry.place].context }
    }
    guard offsets.count > first else { return }
    let last = Double(logs.count - 1)
    // The warp is an offset beyond the last milestone, so its inverse there is one too.
    let until = play + max(0, last - entry.warp(play))
    blocks.append(
      Block(
        logs: logs, levels: levels, warp: entry.warp, weight: entry.weight,
        logPeak: curves[entry.place].isWhole ? curves[entry.place].logPeak : nil, start: start,
        rows: first..<offsets.count, until: until))
  }

  /// Brings every feature to mean 0 and deviation 1 over the rows.
  private func standardise(_ raw: [Double], own: [Double]) {
    let (count, weights) = (width - 1, weights)
    var columns = [Double](repeating: 0, count: weights.count * width)
    var query = [Double](repeating: 0, count: width)
    query[0] = 1
    for row in weights.indices { columns[row] = 1 }
    for feature in 0..<count {
      let column = (feature + 1) * weights.count
      var (total, sum, squares) = (0.0, 0.0, 0.0)
      for row in weights.indices where raw[row * count + feature] > LiveLevel.missing {
        let value = raw[row * count + feature]
        total += weights[row]
        sum += weights[row] * value
        squares += weights[row] * value * value
      }
      guard total > 0 else { continue }
      let mean = sum / total
      let deviation = max(
        Self.leastDeviation, Double.sqrt(max(0, squares / total - mean * mean)))
      for row in weights.indices where raw[row * count + feature] > LiveLevel.missing {
        columns[column + row] = (raw[row * count + feature] - mean) / deviation
      }
      guard own[feature] > LiveLevel.missing else { continue }
      query[feature + 1] = min(
        max((own[feature] - mean) / deviation, -Self.farthest), Self.farthest)
    }
    design = [Double](unsafeUninitializedCapacity: columns.count) { design, count in
      for row in weights.indices {
        for i in 0..<width { design[row * width + i] = columns[i * weights.count + row] }
      }
      count = columns.count
    }
    self.columns = columns
    self.query = query
    lanes = DesignLanes(columns, features: width, rows: weights.count)
  }

  /// Multiplies each row's weight by how near its features are to the event's own: Cauchy-shaped,
  /// so that no row is forgotten and the spread stays honest.
  private func weighByLikeness() {
    let (design, query) = (design, query)
    for row in weights.indices {
      var distance = 0.0
      for feature in 1..<width {
        let difference = design[row * width + feature] - query[feature]
        distance += difference * difference
      }
      weights[row] /= 1 + distance / Double(width - 1)
    }
  }

  /// Makes what growth up to a play minute needs, so that asking for it is cheap.
  ///
  /// Growth is asked for at whole minutes: curves that end between the same two need one system.
  func prepare(until play: Double) {
    let drift = next == nil ? nil : PhaseDrift(blocks, since: since)
    self.drift = drift
    let ends = Set(blocks.map(\.until)).sorted()
    var from = -Double.infinity
    for end in ends + [Double.infinity] where from < play {
      let valid = blocks.indices.filter { blocks[$0].until >= min(end, play) }
      if valid.count >= Self.leastCurves, end >= 0, end.rounded(.down) > from {
        let system = PhaseSystem(self, blocks: valid, until: end)
        systems.append((system, drift?.weights(besides: system.total)))
      }
      from = end
    }
  }

  /// Growth from the level now to a play minute; nil beyond what the curves hold.
  func growth(to play: Double) -> PhaseGrowth? {
    var rows = WeightedRows()
    return growth(to: play, into: &rows)
  }

  /// The same, with the rows that it is the middle of.
  func growth(to play: Double, into result: inout WeightedRows) -> PhaseGrowth? {
    result.removeAll()
    result.reserve(weights.count + (drift?.rowCount ?? 0))
    guard let place = systems.firstIndex(where: { $0.system.until >= play }) else { return nil }
    var growth = systems[place].system.growth(to: play, self, into: &result)
    if let drift, let weights = systems[place].drift, mayDrift(by: play) {
      growth.steepest = drift.add(to: play, blocks, weights, own: ownShape, &result)
    }
    return growth
  }

  /// Whether the next milestone may come before a play minute without a word.
  func mayDrift(by play: Double) -> Bool {
    next.map { $0 <= play + Double(PhaseDrift.minutes.upperBound) } ?? false
  }
}
