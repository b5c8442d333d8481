import RungCore
package import RungModel

/// What a run cost and whom it left unserved, for one service.
package struct Score: Hashable, Sendable {
  package var service: String
  /// Demand that was served by nothing, times seconds: user-seconds, or requests.
  package private(set) var unserved = 0.0
  /// Demand times seconds.
  package private(set) var demand = 0.0
  /// The first instant with unserved demand.
  package private(set) var firstUnservedAt: Timestamp?
  /// Reference-server seconds billed, from order to end.
  package private(set) var billedSeconds = 0.0
  /// Reference-server seconds that demand needed at each instant, by the rungs alone.
  package private(set) var neededSeconds = 0.0
  /// The most reference servers that demand needed at once.
  package private(set) var peakNeeded = 0
  private var scoredSeconds = 0.0

  package init(service: String) { self.service = service }

  /// Counts a span in which nothing changed.
  package mutating func count(
    _ ladder: Ladder, demand level: Double, servers: [Server], at now: Timestamp,
    for span: Duration
  ) {
    let seconds = span.inSeconds
    let serving = servers.filter { $0.state == .serving }.reduce(0) { $0 + $1.offering.servers }
    let billed = servers.filter { $0.state != .ended }.reduce(0) { $0 + $1.offering.servers }
    let missing = max(0, level - ladder.demand(servedBy: serving))
    if missing > 0 && firstUnservedAt == nil { firstUnservedAt = now }
    let needed = max(ladder.limits.min, ladder.servers(for: level).servers)
    unserved += missing * seconds
    demand += level * seconds
    billedSeconds += Double(billed) * seconds
    neededSeconds += Double(needed) * seconds
    peakNeeded = max(peakNeeded, needed)
    scoredSeconds += seconds
  }

  /// Unserved over demand; 0 without demand.
  package var unservedShare: Double { demand > 0 ? unserved / demand : 0 }
  /// Billed over what the highest actual demand would have cost throughout.
  package var costAgainstStaticPeak: Double {
    staticPeakSeconds > 0 ? billedSeconds / staticPeakSeconds : 0
  }
  /// Reference-server seconds of the highest need held throughout.
  package var staticPeakSeconds: Double { Double(peakNeeded) * scoredSeconds }
  /// Billed over needed.
  package var meanServingOverNeeded: Double {
    neededSeconds > 0 ? billedSeconds / neededSeconds : 0
  }
}
