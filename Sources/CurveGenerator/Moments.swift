import RealModule

/// A stop of play: rain, a failed floodlight.
struct Stop: Hashable, Sendable {
  var from: Int64
  /// When play goes on; the minute of the abandonment when it does not.
  var to: Int64
  var isForGood: Bool
  /// When the resume is announced; nil when it is not.
  var announced: Int64?
  /// Minutes until all are back.
  var resumeMinutes: Int
}

/// A moment that draws a crowd: a wicket, a goal, a last over.
struct Spike: Hashable, Sendable {
  var at: Int64
  /// Part of the level that it adds at its top.
  var height: Double
  /// Minutes to its top.
  var rise: Int
  /// Minutes in which it loses two thirds after it.
  var decay: Double
}

extension [Spike] {
  /// What the spikes multiply the level by at a minute: the highest counts; 1 without any.
  func factor(at minute: Int64) -> Double {
    var factor = 1.0
    for spike in self where minute > spike.at {
      let since = Double(minute - spike.at)
      let shape = Swift.min(
        since / Double(spike.rise), Double.exp((Double(spike.rise) - since) / spike.decay))
      factor = Swift.max(factor, 1 + spike.height * shape)
    }
    return factor
  }
}
