import RungCore
package import RungModel

/// What a policy may look at when it decides: metrics as they came, the schedule as it was told,
/// and its own capacity. Nothing of the future, but for the oracle.
package struct PolicyView: Sendable {
  package var now: Timestamp
  package let ladder: Ladder
  /// From order to serving, as the platform's team believes it.
  package let lead: Duration
  /// Users or requests a second by minute, as they came; only `newest` and before may be read.
  var minutes: MinuteSeries
  /// The newest minute that has come; nil before the first.
  package var newest: Int64?
  /// Reference servers asked for and not ended.
  package var launched = 0
  /// Reference servers in service.
  package var serving = 0
  /// Events as last told, by id.
  package var events: [Event] = []

  /// The driver at a minute that has come.
  package func value(_ minute: Int64) -> Double? {
    guard let newest, minute <= newest else { return nil }
    return minutes[minute]
  }

  /// The newest value.
  package var level: Double? { newest.flatMap { value($0) } }

  /// Reference servers for a demand, within the ladder's limits.
  package func servers(for demand: Double) -> Int {
    min(max(ladder.servers(for: demand).servers, ladder.limits.min), ladder.limits.max)
  }
}

/// One way to scale that a platform's team could use instead.
package protocol ScalingPolicy: Sendable {
  /// The time between two decisions.
  var sync: Duration { get }
  /// Reference servers wanted from now on.
  mutating func desired(_ view: PolicyView) -> Int
}

/// The highest of what was wanted within a window: what keeps a scaler from flapping.
struct StabilizationWindow: Sendable {
  private let length: Duration
  /// Falling from the oldest to the newest, so that the first is the highest.
  private var entries: [(at: Timestamp, servers: Int)] = []

  init(_ length: Duration) { self.length = length }

  /// Takes a recommendation; returns the highest of the window.
  mutating func highest(with servers: Int, at now: Timestamp) -> Int {
    while let last = entries.last, last.servers <= servers { entries.removeLast() }
    entries.append((now, servers))
    while let first = entries.first, first.at < now - length { entries.removeFirst() }
    return entries.first?.servers ?? servers
  }
}
