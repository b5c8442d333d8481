/// Decides, for one process, when it serves, when it fails and when it is started anew.
///
/// A pure value: time is told as the real time passed since some fixed instant, randomness as a
/// number, and what should be done comes back as an `Advice`.
struct Vitals: Hashable, Sendable {
  /// Where a process stands.
  enum Phase: Hashable, Sendable {
    /// Started, not ready yet in this attempt. Never cut short: boots take what they take.
    case booting
    /// Ready.
    case serving
    /// Was ready in this attempt, and fails its probes since `since`.
    case failing(since: Duration)
    /// Exited; to be started anew at `until`.
    case waiting(until: Duration)
  }

  /// What a probe or an exit calls for.
  enum Advice: Hashable, Sendable {
    case none, enterUpstreams, leaveUpstreams
    /// Failing for too long: kill it and start it anew.
    case replace
  }

  /// The settings that decisions depend on, all in real time.
  struct Policy: Hashable, Sendable {
    /// Probes in a row that must agree.
    var after: Int
    /// How long a process may fail its probes before it is replaced.
    var failingLimit: Duration
    /// The pause after the first crash; doubles with each one that follows.
    var firstBackoff: Duration
    /// The longest pause.
    var longestBackoff: Duration
    /// How long a process must have been ready for earlier crashes to be forgotten.
    var stableAfter: Duration
  }

  /// Crashes in a row that make a crash loop: four restarts did not help, a person must look.
  static let crashLoopLimit = 5

  private(set) var phase: Phase
  /// Exits since it was last ready for `stableAfter`.
  private(set) var crashes = 0
  private var readySince: Duration?
  private var passed = 0
  private var failed = 0

  /// A process that boots.
  init() { phase = .booting }

  /// A process that was ready in this attempt already, adopted at `now`.
  init(adoptedAt now: Duration, isServing: Bool) {
    phase = isServing ? .serving : .failing(since: now)
    readySince = now
  }

  /// Whether it belongs in the list of upstreams.
  var isServing: Bool { phase == .serving }
  /// Whether restarts do not help.
  var isCrashLooping: Bool { crashes >= Self.crashLoopLimit }

  /// Takes the result of one probe.
  mutating func probed(_ isHealthy: Bool, at now: Duration, _ policy: Policy) -> Advice {
    passed = isHealthy ? passed + 1 : 0
    failed = isHealthy ? 0 : failed + 1
    switch phase {
    case .waiting:
      return .none
    case .booting:
      guard passed >= policy.after else { return .none }
      readySince = now
      phase = .serving
      return .enterUpstreams
    case .serving:
      if let readySince, now - readySince >= policy.stableAfter { crashes = 0 }
      guard failed >= policy.after else { return .none }
      phase = .failing(since: now)
      return .leaveUpstreams
    case .failing(let since):
      if passed >= policy.after {
        phase = .serving
        return .enterUpstreams
      }
      return now - since >= policy.failingLimit ? .replace : .none
    }
  }

  /// Takes the exit of the process: it waits for its restart, longer after each crash.
  ///
  /// - Parameter jitter: 0 to 1; spreads the restarts of processes that crashed together.
  mutating func exited(at now: Duration, jitter: Double, _ policy: Policy) {
    if let readySince, now - readySince >= policy.stableAfter { crashes = 0 }
    crashes += 1
    readySince = nil
    passed = 0
    failed = 0
    // 2^20 first pauses are far above any cap; the bound keeps the power from overflowing.
    let doubled = policy.firstBackoff * Double(1 << min(crashes - 1, 20))
    let pause = min(doubled, policy.longestBackoff)
    phase = .waiting(until: now + pause * (0.75 + 0.5 * jitter))
  }

  /// Whether its restart is due.
  func isRestartDue(at now: Duration) -> Bool {
    if case .waiting(let until) = phase { now >= until } else { false }
  }

  /// Takes the start of a new attempt.
  mutating func restarted() {
    phase = .booting
    passed = 0
    failed = 0
  }
}
