import Glibc
package import RungModel

/// The time that shells live in. The core never sees it: it is told `now`.
package protocol WorldClock: Sendable {
  func now() -> Timestamp
  /// Sleeps for a duration of this clock. Throws only `CancellationError`.
  func sleep(for duration: Duration) async throws
  /// How long a duration of this clock takes on a real one.
  func real(_ duration: Duration) -> Duration
  /// How many times faster than real time it runs; 1 for a real clock.
  var speed: Double { get }
}

/// Wall-clock time, or a faster one counted from an origin, for rehearsals.
///
/// The origin is kept in the store, so that a restarted daemon goes on in the same time.
package struct ScaledClock: WorldClock, Hashable {
  /// What this clock showed at `realOrigin`.
  package var origin: Timestamp
  package var realOrigin: Timestamp
  package var speed: Double

  package init(origin: Timestamp, realOrigin: Timestamp, speed: Double) {
    precondition(speed > 0 && speed.isFinite, "a clock's speed is above 0, not \(speed)")
    self.origin = origin
    self.realOrigin = realOrigin
    self.speed = speed
  }

  /// The real time of this machine.
  package static var wall: ScaledClock {
    ScaledClock(
      origin: Timestamp(milliseconds: 0), realOrigin: Timestamp(milliseconds: 0), speed: 1)
  }

  /// The machine's wall clock, right now.
  package static func realNow() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
  }

  package func now() -> Timestamp {
    let passed = Self.realNow() - realOrigin
    return speed == 1
      ? origin + passed
      : origin + .milliseconds(Int64(Double(passed.milliseconds) * speed))
  }

  package func real(_ duration: Duration) -> Duration { duration / speed }

  package func sleep(for duration: Duration) async throws {
    try await Task.sleep(for: real(duration), clock: .continuous)
  }
}
