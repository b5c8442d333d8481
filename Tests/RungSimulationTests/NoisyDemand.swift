import RungModel

/// Seeded demand that trembles, swings or wanders around a rung: what makes a hasty scaler flap.
enum NoisyDemand: Hashable, CustomStringConvertible {
  /// White noise: each minute by itself within so much of the level, as a share.
  case white(share: Double)
  /// Up and down by a fifth every so many minutes.
  case square(period: Int)
  /// Rises by two fifths over so many minutes, then falls back at once.
  case sawtooth(period: Int)
  /// Each minute up to so much more or less than the one before.
  case walk(share: Double)

  static let all: [NoisyDemand] = [
    .white(share: 0.02), .white(share: 0.1), .white(share: 0.3), .square(period: 1),
    .square(period: 2), .square(period: 5), .square(period: 12), .square(period: 30),
    .sawtooth(period: 4), .sawtooth(period: 15), .sawtooth(period: 30), .walk(share: 0.03),
    .walk(share: 0.1),
  ]

  /// Whether its level stays where it is in the long run.
  var isStationary: Bool {
    if case .walk = self { false } else { true }
  }

  var description: String {
    switch self {
    case .white(let share): "white noise of \(share.percentText)"
    case .square(let period): "a square wave of \(period) min"
    case .sawtooth(let period): "a sawtooth of \(period) min"
    case .walk(let share): "a random walk of \(share.percentText)"
    }
  }

  /// Users of so many minutes around a level.
  func users(_ minutes: Int, around level: Double, seed: UInt64) -> [Double] {
    var random = SplitMix64(seed: seed, stream: 0xF1A9)
    var last = level
    return (0..<minutes).map { minute in
      let tremble = random.uniform(0.99...1.01)
      switch self {
      case .white(let share): return level * random.uniform((1 - share)...(1 + share))
      case .square(let period): return level * (minute / period % 2 == 0 ? 0.8 : 1.2) * tremble
      case .sawtooth(let period):
        return level * (0.8 + 0.4 * Double(minute % period) / Double(period)) * tremble
      case .walk(let share):
        last *= random.uniform((1 - share)...(1 + share))
        // Within the ladder, so that no limit hides what it does.
        last = min(3 * level, max(level / 3, last))
        return last
      }
    }
  }
}
