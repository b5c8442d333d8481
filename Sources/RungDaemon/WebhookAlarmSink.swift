import FoundationEssentials
package import Logging
package import RungModel
import RungPorts

/// Alarms for Alertmanager: `POST /api/v2/alerts`, a JSON array of alerts.
///
/// Alertmanager forgets an alert that is not sent again, so active ones are repeated at every call,
/// also at one that brings nothing new (the daemon makes such a call each minute). Times in the
/// alerts are real time, whatever the daemon's clock: Alertmanager compares them with its own.
/// - SeeAlso: https://prometheus.io/docs/alerting/latest/alerts_api/
package actor WebhookAlarmSink: AlarmSink, DeliveryCounting {
  /// Sends one body.
  /// - Returns: the HTTP status, or words when there was none.
  package typealias Send = @Sendable (_ body: [UInt8]) async -> Answer

  /// What came of sending.
  package enum Answer: Hashable, Sendable {
    case status(Int)
    case failed(String)

    var isDelivered: Bool {
      if case .status(let code) = self { return (200..<300).contains(code) }
      return false
    }
  }

  /// How long an alert counts without being repeated: the repeat is a minute, so four may be lost.
  package static let lifetime = Duration.minutes(5)

  /// Batches that were delivered, and those given up.
  package private(set) var delivered = 0
  package private(set) var lost = 0
  package nonisolated let sinkName = "webhook"
  private let send: Send
  private let attempts: Int
  private let backoff: Backoff
  private let realNow: @Sendable () -> Timestamp
  private let logger: Logger
  private var active: [String: Alert] = [:]
  /// Cleared alarms that Alertmanager has not heard of yet.
  private var ended: [String: Alert] = [:]

  /// - Parameters:
  ///   - attempts: times one batch is sent before it is given up; its alerts go with the next.
  ///   - realNow: the machine's wall clock.
  package init(
    attempts: Int = 4, backoff: Backoff = Backoff(longest: .seconds(8)), logger: Logger,
    realNow: @escaping @Sendable () -> Timestamp = { ScaledClock.realNow() },
    send: @escaping Send
  ) {
    self.attempts = attempts
    self.backoff = backoff
    self.logger = logger
    self.realNow = realNow
    self.send = send
  }

  /// Sends what is new, what ended, and repeats what holds. Nothing is sent when nothing holds.
  package func notify(raised: [Alarm], cleared: [Alarm], at now: Timestamp) async {
    let real = realNow()
    for alarm in cleared {
      guard var alert = active.removeValue(forKey: alarm.key) else { continue }
      alert.endsAt = real
      ended[alarm.key] = alert
    }
    for alarm in raised {
      let startsAt = active[alarm.key]?.startsAt ?? real
      active[alarm.key] = Alert(alarm, startsAt: startsAt, endsAt: real)
      ended[alarm.key] = nil
    }
    for key in active.keys { active[key]?.endsAt = real + Self.lifetime }
    let leaving = ended
    let alerts = (Array(active.values) + Array(leaving.values)).sorted { $0.key < $1.key }
    guard !alerts.isEmpty, await deliver(alerts) else { return }
    for (key, alert) in leaving where ended[key] == alert { ended[key] = nil }
  }

  package func deliveries() -> (delivered: Int, lost: Int) { (delivered, lost) }

  private func deliver(_ alerts: [Alert]) async -> Bool {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let body: [UInt8]
    do {
      body = Array(try encoder.encode(alerts))
    } catch {
      logger.error("alarm webhook: cannot encode", metadata: ["error": "\(error)"])
      return false
    }
    var last = Answer.failed("not sent")
    for attempt in 1...max(1, attempts) {
      last = await send(body)
      if last.isDelivered {
        delivered += 1
        return true
      }
      guard attempt < attempts else { break }
      do {
        try await Task.sleep(for: backoff.delay(afterFailures: attempt), clock: .continuous)
      } catch {
        break
      }
    }
    lost += 1
    logger.error(
      "alarm webhook: not delivered, goes again with the next batch",
      metadata: ["answer": "\(last)", "alerts": "\(alerts.count)"])
    return false
  }
}

/// One alert as Alertmanager reads it.
private struct Alert: Hashable, Encodable, Sendable {
  var labels: [String: String]
  var annotations: [String: String]
  var startsAt: Timestamp
  var endsAt: Timestamp
  var key: String

  enum CodingKeys: String, CodingKey { case labels, annotations, startsAt, endsAt }

  init(_ alarm: Alarm, startsAt: Timestamp, endsAt: Timestamp) {
    labels = [
      "alertname": "rung_\(alarm.kind.rawValue)", "severity": alarm.severity.rawValue,
      "subject": alarm.subject,
    ]
    annotations = ["summary": alarm.message]
    self.startsAt = startsAt
    self.endsAt = endsAt
    key = alarm.key
  }
}
