/// An instant of wall-clock time, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Stored and compared everywhere instead of monotonic instants, which do not survive a restart.
package struct Timestamp: Hashable, Comparable, Sendable {
  /// Milliseconds since the Unix epoch; negative before it.
  package var milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The first instant of a minute counted from the Unix epoch.
  package init(minute: Int64) { milliseconds = minute * 60_000 }

  /// An instant from seconds since the Unix epoch; fractions are kept to the millisecond.
  package init(seconds: Double) { milliseconds = Int64((seconds * 1_000).rounded()) }

  /// Whole minutes since the Unix epoch, rounded down.
  package var minute: Int64 {
    let (quotient, remainder) = milliseconds.quotientAndRemainder(dividingBy: 60_000)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// Seconds since the Unix epoch.
  package var seconds: Double { Double(milliseconds) / 1_000 }

  /// Before anything Rung can meet; the neutral element of `max`.
  package static let distantPast = Timestamp(milliseconds: -62_135_596_800_000)
  /// After anything Rung can meet (year 9999); the neutral element of `min`.
  package static let distantFuture = Timestamp(milliseconds: 253_402_300_799_000)

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  package static func + (instant: Timestamp, duration: Duration) -> Timestamp {
    Timestamp(milliseconds: instant.milliseconds + duration.milliseconds)
  }

  package static func - (instant: Timestamp, duration: Duration) -> Timestamp {
    Timestamp(milliseconds: instant.milliseconds - duration.milliseconds)
  }

  /// The time from `earlier` to `later`; negative when they are the other way round.
  package static func - (later: Timestamp, earlier: Timestamp) -> Duration {
    .milliseconds(later.milliseconds - earlier.milliseconds)
  }

  package static func += (instant: inout Timestamp, duration: Duration) {
    instant = instant + duration
  }
}

extension Duration {
  /// Whole milliseconds, fractions dropped.
  package var milliseconds: Int64 {
    components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
  }

  /// The duration in seconds.
  package var inSeconds: Double { Double(milliseconds) / 1_000 }

  /// The duration in minutes.
  package var inMinutes: Double { Double(milliseconds) / 60_000 }

  /// A duration of whole minutes.
  package static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }

  /// A duration of whole hours.
  package static func hours(_ count: Int) -> Duration { .seconds(count * 3_600) }
}
