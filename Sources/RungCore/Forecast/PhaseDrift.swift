/// What comes when the next milestone is off its plan: growth read from some minutes further on
/// or back, each with the same small chance.
struct PhaseDrift {
  /// Milestones come so many minutes before their plan, or after, without a word.
  static let minutes = -20...25
  /// The chance, all minutes together, that the next one does.
  private static let share = 0.2
  private static let shifts = minutes.filter { $0 != 0 && $0.isMultiple(of: 2) }

  /// Weights of the rows that drift adds to so much of others, and the sum of all.
  struct Weights {
    fileprivate var each: [Double] = []
    fileprivate var total: Double
  }

  /// For each block, for each shift, the logarithm of the level there; `LiveLevel.missing` where
  /// the curve has none.
  private let levels: [Double]
  private let blockWeights: [Double]

  init(_ blocks: [PhaseRegression.Block]) {
    levels = blocks.flatMap { block in
      Self.shifts.map { AlignedCurves.value(block.levels, block.start + $0) ?? LiveLevel.missing }
    }
    blockWeights = blocks.map(\.weight)
  }

  var rowCount: Int { levels.count }

  func weights(besides total: Double) -> Weights {
    let share = Self.share * total / Double(Self.shifts.count)
    let whole = blockWeights.reduce(0, +)
    var result = Weights(total: total)
    result.each.reserveCapacity(levels.count)
    for weight in blockWeights {
      let each = share * weight / whole
      for _ in Self.shifts {
        result.each.append(each)
        result.total += each
      }
    }
    return result
  }

  /// Adds growth to a play minute under each shift; shifts that a curve does not hold are left out.
  func add(
    to play: Double, _ blocks: [PhaseRegression.Block], _ weights: Weights,
    _ result: inout WeightedRows
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: levels.count) { growth in
      growth.initialize(repeating: 0)
      if fill(growth, to: play, blocks) {
        result.add(weights.each, total: weights.total) { rows in
          _ = rows.update(fromContentsOf: growth)
        }
      } else {
        for index in growth.indices where growth[index] > LiveLevel.missing {
          result.add(growth[index], weight: weights.each[index])
        }
      }
    }
  }

  /// Returns whether all are known; those that are not become `LiveLevel.missing`.
  private func fill(
    _ growth: UnsafeMutableBufferPointer<Double>, to play: Double,
    _ blocks: [PhaseRegression.Block]
  ) -> Bool {
    var isWhole = true
    var place = 0
    let shifts = Self.shifts
    for index in blocks.indices {
      let target = Int(blocks[index].warp(play).rounded())
      blocks[index].logs.withUnsafeBufferPointer { logs in
        let isInside =
          target + Self.minutes.lowerBound >= 0 && target + Self.minutes.upperBound < logs.count
        for shift in shifts {
          let value = isInside ? logs[target + shift] : Self.value(logs, target + shift)
          let isKnown = value > LiveLevel.missing && levels[place] > LiveLevel.missing
          growth[place] = isKnown ? value - levels[place] : LiveLevel.missing
          isWhole = isWhole && isKnown
          place += 1
        }
      }
    }
    return isWhole
  }

  /// As `AlignedCurves.value` reads it.
  private static func value(_ values: UnsafeBufferPointer<Double>, _ index: Int) -> Double {
    guard index >= -60, index < values.count + 60 else { return LiveLevel.missing }
    return values[min(max(0, index), values.count - 1)]
  }
}
