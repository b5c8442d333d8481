package import RungModel

/// Somewhere alarms go: a log, a metric, a webhook.
package protocol AlarmSink: Sendable {
  /// Tells of alarms raised and cleared. Delivery problems are the sink's own to retry and count.
  func notify(raised: [Alarm], cleared: [Alarm], at: Timestamp) async
}
