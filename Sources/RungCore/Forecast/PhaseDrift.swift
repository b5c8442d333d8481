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
  /// The same against the curve's peak.
  private let shapes: [Double]
  private let blockWeights: [Double]
  /// A surge is moved by the level that it starts from by at most this part of itself.
  private static let mostMoved = 0.5

  /// - Parameter since: the play minute of the last milestone that was reported. Nothing is read
  ///   from before it, or its surge would come again.
  init(_ blocks: [PhaseRegression.Block], since: Double?) {
    let levels = blocks.flatMap { block in
      let first = since.map { Int(block.warp($0).rounded()) } ?? .min
      return Self.shifts.map { shift in
        block.start + shift < first
          ? LiveLevel.missing
          : AlignedCurves.value(block.levels, block.start + shift) ?? LiveLevel.missing
      }
    }
    self.levels = levels
    shapes = blocks.indices.flatMap { index in
      Self.shifts.indices.map { place in
        blocks[index].logPeak.map { levels[index * Self.shifts.count + place] - $0 }
          ?? LiveLevel.missing
      }
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
  ///
  /// - Parameter own: logarithm of the event's level against its expected peak; nil when unknown.
  /// - Returns: the largest growth that any curve shows under any shift; nil when unknown.
  func add(
    to play: Double, _ blocks: [PhaseRegression.Block], _ weights: Weights,
    own: Double?, _ result: inout WeightedRows
  ) -> Double? {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: levels.count) { growth in
      growth.initialize(repeating: 0)
      if fill(growth, to: play, blocks, own) {
        result.add(weights.each, total: weights.total) { rows in
          _ = rows.update(fromContentsOf: growth)
        }
      } else {
        for index in growth.indices where growth[index] > LiveLevel.missing {
          result.add(growth[index], weight: weights.each[index])
        }
      }
      return growth.max().flatMap { $0 > LiveLevel.missing ? $0 : nil }
    }
  }

  /// Returns whether all are known; those that are not become `LiveLevel.missing`.
  private func fill(
    _ growth: UnsafeMutableBufferPointer<Double>, to play: Double,
    _ blocks: [PhaseRegression.Block], _ own: Double?
  ) -> Bool {
    var isWhole = true
    var place = 0
    let shifts = Self.shifts
    for index in blocks.indices {
      let target = Int(blocks[index].warp(play).rounded())
      let hasPeak = blocks[index].logPeak != nil
      blocks[index].logs.withUnsafeBufferPointer { logs in
        let isInside =
          target + Self.minutes.lowerBound >= 0 && target + Self.minutes.upperBound < logs.count
        for shift in shifts {
          let value = isInside ? logs[target + shift] : Self.value(logs, target + shift)
          let isKnown = value > LiveLevel.missing && levels[place] > LiveLevel.missing
          var rise = isKnown ? value - levels[place] : LiveLevel.missing
          if let own, hasPeak { rise += Self.moved(max(0, rise), from: shapes[place], to: own) }
          growth[place] = rise
          isWhole = isWhole && isKnown
          place += 1
        }
      }
    }
    return isWhole
  }

  /// What is added to a surge of a curve when it starts from another level against the peak: it
  /// ends half-way between the same growth and the same level.
  private static func moved(_ surge: Double, from shape: Double, to own: Double) -> Double {
    min(max((shape - own) / 2, -mostMoved * surge), mostMoved * surge)
  }

  /// As `AlignedCurves.value` reads it.
  private static func value(_ values: UnsafeBufferPointer<Double>, _ index: Int) -> Double {
    guard index >= -60, index < values.count + 60 else { return LiveLevel.missing }
    return values[min(max(0, index), values.count - 1)]
  }
}
