import RungModel

/// What is remembered of an offering that ran out: a circuit breaker with a doubling wait.
///
/// An offering that ran out is not asked again until its time is up, then with one probe of one
/// machine; success doubles what may be asked, failure doubles the wait. Rebuilt from the outcomes
/// of the last hour, so a crash forgets nothing that matters.
struct OfferingMemory: Hashable, Sendable {
  /// The first wait after running out; pools of big clouds refill over minutes.
  static let firstWait: Duration = .minutes(2)
  /// The longest wait between probes.
  static let longestWait: Duration = .minutes(30)

  private struct Entry: Hashable, Sendable {
    var wait: Duration
    var closedUntil: Timestamp
    /// Machines that may be asked for in one order; nil for no bound.
    var allowance: Int?
  }

  /// The first wait after the API was busy, doubled each time: a few calls' worth of a budget...
  static let firstPause: Duration = .seconds(5)
  /// ...and the longest.
  static let longestPause: Duration = .seconds(60)

  private struct Pause: Hashable, Sendable {
    var wait: Duration
    var until: Timestamp
  }

  private var entries: [String: Entry] = [:]
  /// By backend.
  private var pauses: [String: Pause] = [:]

  /// The name that a shortage is remembered under: capacity belongs to market, type and zone.
  static func key(_ pool: Pool, _ offering: Offering) -> String {
    "\(pool.backend)|\(pool.market.rawValue)|\(offering.type)|\(offering.zone ?? "")"
  }

  /// Replays the outcome of an order for `asked` machines.
  mutating func take(_ outcome: LaunchOutcome, of backend: String, key: String, asked: Int) {
    if outcome.shortfall?.reason != .throttled { pauses[backend] = nil }
    guard let shortfall = outcome.shortfall else {
      guard let entry = entries[key], let allowance = entry.allowance else { return }
      // A full grant: the probe worked, so twice as much may be asked; past 64 it has recovered.
      entries[key] = allowance >= 64 ? nil : grown(entry, to: max(allowance, asked) * 2)
      return
    }
    switch shortfall.reason {
    case .throttled:
      // The API was busy; that says nothing about capacity. Everything that is asked of it waits.
      let wait = pauses[backend].map { min($0.wait * 2, Self.longestPause) } ?? Self.firstPause
      pauses[backend] = Pause(wait: wait, until: outcome.answeredAt + wait)
    case .noCapacity, .quota, .noAddresses, .invalid, .unknown:
      let previous = entries[key]
      let wait = previous.map { min($0.wait * 2, Self.longestWait) } ?? Self.firstWait
      entries[key] = Entry(wait: wait, closedUntil: outcome.answeredAt + wait, allowance: 1)
    }
  }

  /// Whether an API may be asked for launches now.
  func mayAsk(_ backend: String, at now: Timestamp) -> Bool {
    pauses[backend].map { $0.until <= now } ?? true
  }

  /// How many machines may be asked for now: 0 while closed, 1 for a probe, nil for no bound.
  func allowance(_ key: String, at now: Timestamp) -> Int? {
    guard let entry = entries[key] else { return nil }
    return now < entry.closedUntil ? 0 : entry.allowance
  }

  private func grown(_ entry: Entry, to allowance: Int) -> Entry {
    Entry(wait: Self.firstWait, closedUntil: entry.closedUntil, allowance: allowance)
  }
}
