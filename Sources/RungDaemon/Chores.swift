import RungModel

/// When the daemon's recurring small works were last done.
struct Chores: Sendable {
  /// Monotonic times at which the first step is taken even if a backend has not answered, or a
  /// model is missing.
  var listingsAwaitedUntil: Duration = .zero
  var modelsAwaitedUntil: Duration = .zero
  /// A tick has passed since the last step: minutes are stored after the next one.
  var isTickDue = false
  /// Monotonic: sinks are called each real minute so that they can repeat what holds.
  var sinksRemindedAt: Duration = .zero
  var prunedAt: Timestamp?
  /// Minutes that could not be stored yet.
  var unstoredMinutes: [DriverID: [MinuteValue]] = [:]
  /// Events whose curves were kept, or are being kept.
  var curvesKept: Set<String> = []

  /// Real time between reminders of sinks; see `WebhookAlarmSink.lifetime`.
  static let reminderEvery = Duration.seconds(60)
  /// Between prunings, of the daemon's clock.
  static let pruneEvery = Duration.hours(1)
}
