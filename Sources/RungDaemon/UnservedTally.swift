import RungCore
package import RungModel

/// How much demand found no server, per service, as it happens.
package struct UnservedTally: Sendable {
  /// One service's standing.
  package struct Entry: Hashable, Sendable {
    /// In the driver's unit; nil while the driver is stale.
    package var demand: Double?
    package var served = 0.0
    package var unserved = 0.0
    /// Demand and unserved demand summed over seconds, and seconds with any unserved demand.
    package var demandSeconds = 0.0
    package var unservedSeconds = 0.0
    package var secondsShort = 0.0

    package init() {}
  }

  /// A gap longer than this between two measurements counts as this long: nothing is known of it.
  package static let longestGap = Duration.minutes(1)

  package private(set) var entries: [String: Entry] = [:]
  private var last: Timestamp?

  package init() {}

  /// Time since the last measurement, bounded; 0 at the first. Call once a tick, then `measure`.
  package mutating func advance(to now: Timestamp) -> Duration {
    defer { last = now }
    guard let last, now > last else { return .zero }
    return min(now - last, Self.longestGap)
  }

  /// Measures one service. Stale demand counts as nothing, neither served nor unserved.
  ///
  /// - Parameter serving: reference servers that serve.
  package mutating func measure(
    _ ladder: Ladder, demand: Double?, serving: Int, over elapsed: Duration
  ) {
    var entry = entries[ladder.service] ?? Entry()
    entry.demand = demand
    entry.served = ladder.demand(servedBy: serving)
    entry.unserved = max(0, (demand ?? 0) - entry.served)
    entry.demandSeconds += (demand ?? 0) * elapsed.inSeconds
    entry.unservedSeconds += entry.unserved * elapsed.inSeconds
    if entry.unserved > 0 { entry.secondsShort += elapsed.inSeconds }
    entries[ladder.service] = entry
  }
}
