package import RungModel

/// Notices that the wall clock was set, and keeps the time that the controller sees from going
/// back.
///
/// After a backward jump the controller's time stands still until the wall clock has caught up:
/// data is stale meanwhile, so capacity is held and nothing is removed. After a forward jump data
/// looks stale for a moment, with the same effect. Either way the alarm says what happened.
package struct ClockWatch: Sendable {
  /// A difference below this, in real time, is NTP at work. Default 30 s.
  package static let threshold = Duration.seconds(30)
  /// How long the alarm stays after a jump, by the monotonic clock.
  package static let alarmFor = Duration.minutes(10)

  package private(set) var jumps = 0
  /// Monotonic time of the last jump; nil when there was none or its alarm is over.
  package private(set) var lastJumpAt: Duration?
  private let speed: Double
  private var wall: Timestamp?
  private var monotonic: Duration = .zero
  private var steady = Timestamp.distantPast

  package init(speed: Double) { self.speed = speed }

  /// The time to tell the controller: never earlier than what it was told before.
  package mutating func steady(_ now: Timestamp) -> Timestamp {
    steady = max(steady, now)
    return steady
  }

  /// Compares both clocks.
  /// - Returns: by how much the wall clock jumped (of the daemon's clock, negative is back), when
  ///   that is more than the threshold.
  package mutating func observe(wall now: Timestamp, monotonic instant: Duration) -> Duration? {
    defer {
      wall = now
      monotonic = instant
    }
    guard let before = wall else { return nil }
    let jump = (now - before) - (instant - monotonic) * speed
    guard abs(jump.inSeconds) > Self.threshold.inSeconds * speed else { return nil }
    jumps += 1
    lastJumpAt = instant
    return jump
  }

  /// Whether the last jump's alarm has stood long enough; true once.
  package mutating func isOver(monotonic instant: Duration) -> Bool {
    guard let last = lastJumpAt, instant - last >= Self.alarmFor else { return false }
    lastJumpAt = nil
    return true
  }
}
