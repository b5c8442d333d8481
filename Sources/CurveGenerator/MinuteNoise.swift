import RealModule
import RungModel

/// Noise of a minute on a logarithmic scale: mostly white, a little that lasts some minutes.
struct MinuteNoise {
  private let white: Double
  private let drift: Double
  private var state = 0.0
  /// Part of the drift that the next minute keeps.
  private static let memory = 0.6
  /// Part of the variance that is drift.
  private static let driftShare = 0.25

  /// - Parameter deviation: standard deviation of the logarithm, both parts together.
  init(deviation: Double) {
    white = deviation * Double.sqrt(1 - Self.driftShare)
    drift =
      deviation * Double.sqrt(Self.driftShare) * Double.sqrt(1 - Self.memory * Self.memory)
  }

  /// What the next minute's value is multiplied by.
  mutating func next(_ random: inout SplitMix64) -> Double {
    state = Self.memory * state + drift * random.normal()
    return Double.exp(state + white * random.normal())
  }
}
