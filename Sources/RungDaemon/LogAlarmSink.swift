package import Logging
package import RungModel
import RungPorts

/// Alarms as structured log lines: one constant message, the particulars as metadata.
package struct LogAlarmSink: AlarmSink {
  private let logger: Logger

  package init(logger: Logger) { self.logger = logger }

  /// Critical alarms are logged as errors, others as warnings, clearing as a notice.
  package func notify(raised: [Alarm], cleared: [Alarm], at now: Timestamp) async {
    for alarm in raised {
      logger.log(
        level: alarm.severity == .critical ? .error : .warning, "alarm raised",
        metadata: Self.metadata(alarm))
    }
    for alarm in cleared { logger.notice("alarm cleared", metadata: Self.metadata(alarm)) }
  }

  private static func metadata(_ alarm: Alarm) -> Logger.Metadata {
    [
      "kind": "\(alarm.kind.rawValue)", "severity": "\(alarm.severity.rawValue)",
      "subject": "\(alarm.subject)", "alarm": "\(alarm.message)",
    ]
  }
}
