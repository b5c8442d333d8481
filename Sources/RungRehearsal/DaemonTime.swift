import RungModel

/// The daemon's clock as seen from here: read once, then counted on this machine's own.
///
/// It is anchored when the answer has arrived, so it is never ahead of the daemon's: a sample
/// from the future would be refused.
struct DaemonTime: Sendable {
  private let origin: Timestamp
  private let anchor: ContinuousClock.Instant
  private let speed: Double

  init(reads origin: Timestamp, speed: Double) {
    self.origin = origin
    self.speed = speed
    anchor = .now
  }

  func now() -> Timestamp {
    let passed = ContinuousClock.now - anchor
    return origin + .milliseconds(Int64(Double(passed.milliseconds) * speed))
  }

  /// - Throws: `CancellationError`.
  func sleep(until instant: Timestamp) async throws {
    let real = Duration.milliseconds(instant.milliseconds - origin.milliseconds) / speed
    try await Task.sleep(until: anchor + real, clock: .continuous)
  }
}
