/// What Rung would do over a window, and why. Made by the controller in a fault-free world.
package struct Plan: Hashable, Codable, Sendable {
  /// One service at one minute of the plan.
  package struct Row: Hashable, Codable, Sendable {
    package var at: Timestamp
    /// The forecast's median, and the quantile planned for.
    package var median: Double
    package var planned: Double
    /// The rung in force: index from 0.
    package var rung: Int
    package var desired: Int
    package var launched: Int
    package var serving: Int
    package var reasons: [Reason]

    package init(
      at: Timestamp, median: Double, planned: Double, rung: Int, desired: Int, launched: Int,
      serving: Int, reasons: [Reason]
    ) {
      self.at = at
      self.median = median
      self.planned = planned
      self.rung = rung
      self.desired = desired
      self.launched = launched
      self.serving = serving
      self.reasons = reasons
    }
  }

  /// One launch or removal that the plan holds.
  package struct Change: Hashable, Codable, Sendable {
    package enum Action: String, Codable, Sendable { case launch, remove }

    package var at: Timestamp
    package var action: Action
    package var pool: String
    package var offering: String
    package var count: Int

    package init(at: Timestamp, action: Action, pool: String, offering: String, count: Int) {
      self.at = at
      self.action = action
      self.pool = pool
      self.offering = offering
      self.count = count
    }
  }

  package struct Service: Hashable, Codable, Sendable {
    package var service: String
    package var unit: DriverUnit
    package var mode: Ladder.Mode
    package var confidence: Confidence
    /// Reference servers that run now, and what is wanted now.
    package var runningNow: Int
    package var desiredNow: Int
    package var rows: [Row]
    package var changes: [Change]
    package var alarms: [Alarm]
    package var reasons: [String]
    /// Server hours over the window, and those of the window's highest need held throughout.
    package var serverHours: Double
    package var staticPeakServerHours: Double

    package init(
      service: String, unit: DriverUnit, mode: Ladder.Mode, confidence: Confidence,
      runningNow: Int, desiredNow: Int, rows: [Row], changes: [Change], alarms: [Alarm],
      reasons: [String], serverHours: Double, staticPeakServerHours: Double
    ) {
      self.service = service
      self.unit = unit
      self.mode = mode
      self.confidence = confidence
      self.runningNow = runningNow
      self.desiredNow = desiredNow
      self.rows = rows
      self.changes = changes
      self.alarms = alarms
      self.reasons = reasons
      self.serverHours = serverHours
      self.staticPeakServerHours = staticPeakServerHours
    }
  }

  package var from: Timestamp
  package var to: Timestamp
  package var madeAt: Timestamp
  /// Events whose span touches the window.
  package var events: [Event]
  package var services: [Service]

  package init(
    from: Timestamp, to: Timestamp, madeAt: Timestamp, events: [Event], services: [Service]
  ) {
    self.from = from
    self.to = to
    self.madeAt = madeAt
    self.events = events
    self.services = services
  }
}
