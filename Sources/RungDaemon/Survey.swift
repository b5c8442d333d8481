import RungCore
import RungModel

/// What is known of one backend: its last listing, and how it has been answering.
struct Survey: Sendable {
  /// Failures in a row before the alarm: one lost reply is not worth waking anyone.
  static let failuresBeforeAlarm = 2

  /// Kept while the backend fails; never replaced by an empty one.
  var last: Listing?
  /// Whether the ladders' pools in force were made known to it.
  var isPrepared = false
  var isUnderWay = false
  /// Monotonic time at which the one under way began.
  var startedAt: Duration = .zero
  /// Asked again while one was under way.
  var isAskedAgain = false
  var failures = 0
  /// Monotonic time before which it is not asked again.
  var notBefore: Duration = .zero
  /// Whether what it listed is in the store.
  var isStored = false

  /// Whether it has answered at least once, well or badly.
  var isAnswered: Bool { last != nil || failures > 0 }

  /// Takes a listing in.
  /// - Returns: whether the servers differ from those before.
  mutating func take(_ listing: Listing) -> Bool {
    let isChanged = last?.servers != listing.servers
    last = listing
    failures = 0
    notBefore = .zero
    if isChanged { isStored = false }
    return isChanged
  }
}
