import RealModule

/// The home page's requests a second: a little per viewer, and a surge of those who leave play.
///
/// Arriving users are not in it: they come through links and notifications straight into the
/// player. Nor are those that a spike brought, who leave the platform again.
enum HomePage {
  /// Requests a second, minute by minute, without noise.
  /// - Parameters:
  ///   - users: all users, each minute.
  ///   - withoutSpikes: the same without spikes, as long; falls in it are the departures.
  static func requests(users: [Double], withoutSpikes: [Double], _ habits: HomeHabits)
    -> [Double]
  {
    var landed = 0.0
    var before = withoutSpikes.first ?? 0
    let kept = Double.exp(-1 / habits.stay)
    return zip(users, withoutSpikes).map { users, level in
      landed = landed * kept + max(0, before - level) * habits.landing
      before = level
      return users * habits.perViewer + landed * Assumption.homePerLanding
    }
  }
}

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
