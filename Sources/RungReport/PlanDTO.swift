package import RungModel

/// A plan as stable JSON: keys in snake_case, times in ISO 8601, demand in `unit`.
package struct PlanDTO: Encodable, Sendable {
  /// One service's part.
  package struct Service: Encodable, Sendable {
    var service: String
    var unit: DriverUnit
    var mode: Ladder.Mode
    var confidence: Confidence
    var runningNow: Int
    var desiredNow: Int
    /// Wanted minus running, when the plan was made.
    var changeNow: Int
    var rows: [Plan.Row]
    var changes: [Plan.Change]
    var alarms: [Alarm]
    var reasons: [String]
    var serverHours: Double
    var staticPeakServerHours: Double

    enum CodingKeys: String, CodingKey {
      case service, unit, mode, confidence, rows, changes, alarms, reasons
      case runningNow = "running_now"
      case desiredNow = "desired_now"
      case changeNow = "change_now"
      case serverHours = "server_hours"
      case staticPeakServerHours = "static_peak_server_hours"
    }

    init(_ service: Plan.Service) {
      self.service = service.service
      unit = service.unit
      mode = service.mode
      confidence = service.confidence
      runningNow = service.runningNow
      desiredNow = service.desiredNow
      changeNow = service.desiredNow - service.runningNow
      rows = service.rows
      changes = service.changes
      alarms = service.alarms
      reasons = service.reasons
      serverHours = service.serverHours
      staticPeakServerHours = service.staticPeakServerHours
    }
  }

  var from: Timestamp
  var to: Timestamp
  var madeAt: Timestamp
  var events: [Event]
  var services: [Service]
  var hasChanges: Bool

  enum CodingKeys: String, CodingKey {
    case from, to, events, services
    case madeAt = "made_at"
    case hasChanges = "has_changes"
  }

  /// The plan's JSON shape. `rows[].rung` counts from 0, as in the ladder's list.
  package init(_ plan: Plan) {
    from = plan.from
    to = plan.to
    madeAt = plan.madeAt
    events = plan.events
    services = plan.services.map(Service.init)
    hasChanges = plan.services.contains { !$0.changes.isEmpty }
  }
}
