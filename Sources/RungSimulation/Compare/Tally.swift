import RungCore
package import RungModel

/// What a run cost and whom it left unserved, over the scored minutes.
package struct Tally: Hashable, Sendable {
  /// Demand above serving capacity, times seconds: user-seconds, or requests.
  package private(set) var unserved = 0.0
  /// Demand times seconds.
  package private(set) var demand = 0.0
  /// Reference-server seconds from launch to termination.
  package private(set) var billed = 0.0
  /// Reference-server seconds in service.
  package private(set) var served = 0.0
  /// Reference-server seconds that demand needed at each instant, by the rungs and `limits.min`.
  package private(set) var needed = 0.0
  /// The most reference servers needed at once.
  package private(set) var peakNeeded = 0
  package private(set) var seconds = 0.0
  package private(set) var firstUnservedAt: Timestamp?

  package init() {}

  /// Counts a span in which nothing changes.
  ///
  /// - Parameter capacity: the largest demand that what serves can take.
  package mutating func count(
    _ ladder: Ladder, demand level: Double, capacity: Double, launched: Int, serving: Int,
    at now: Timestamp, for span: Duration
  ) {
    let time = span.inSeconds
    let missing = max(0, level - capacity)
    if missing > 0, firstUnservedAt == nil { firstUnservedAt = now }
    let need = max(ladder.limits.min, ladder.servers(for: level).servers)
    unserved += missing * time
    demand += level * time
    billed += Double(launched) * time
    served += Double(serving) * time
    needed += Double(need) * time
    peakNeeded = max(peakNeeded, need)
    seconds += time
  }

  /// Unserved over demand; 0 without demand.
  package var unservedShare: Double { demand > 0 ? unserved / demand : 0 }
  /// Billed over needed; 0 without need.
  package var costRatio: Double { needed > 0 ? billed / needed : 0 }
  /// In service over needed.
  package var servingOverNeeded: Double { needed > 0 ? served / needed : 0 }
  /// Billed over the most that was needed, held throughout.
  package var againstStaticPeak: Double {
    seconds > 0 && peakNeeded > 0 ? billed / (Double(peakNeeded) * seconds) : 0
  }
}
