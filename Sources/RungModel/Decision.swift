/// One step of a decision, in the order it was taken.
package struct Reason: Hashable, Codable, Sendable {
  package enum Kind: String, CaseIterable, Codable, Sendable {
    case forecast, rung, quantile, buffer, percent, leadTime = "lead_time"
    case observedFloor = "observed_floor", operatorFloor = "operator_floor"
    case hold, interruption, stale, limit, maxStepUp = "max_step_up", freeze, pause
    case scaleIn = "scale_in", shortfall, observe, extrapolated, noData = "no_data"
    case doubt
  }

  package var kind: Kind
  /// Desired servers after this step, where the step has a say in it.
  package var servers: Int?
  /// One sentence for people: `rung 7 (10M users, 500 servers), for 20:10 at the 99.9 % level`.
  package var text: String

  package init(_ kind: Kind, servers: Int? = nil, _ text: String) {
    self.kind = kind
    self.servers = servers
    self.text = text
  }
}

/// How much a forecast can be trusted.
package enum Confidence: String, CaseIterable, Codable, Sendable {
  case high, medium, low
}

/// What a step decided for one service, and why.
package struct Decision: Hashable, Codable, Sendable {
  package var service: String
  package var at: Timestamp
  /// The newest observed value of the driver (3-minute median); nil when stale or never seen.
  package var observed: Double?
  /// The highest planned demand in the window it provisions for.
  package var planned: Double
  package var confidence: Confidence
  /// In reference servers: wanted / asked for and granted / serving.
  package var desired: Int
  package var launched: Int
  package var serving: Int
  package var reasons: [Reason]

  package init(
    service: String, at: Timestamp, observed: Double?, planned: Double,
    confidence: Confidence, desired: Int, launched: Int, serving: Int, reasons: [Reason]
  ) {
    self.service = service
    self.at = at
    self.observed = observed
    self.planned = planned
    self.confidence = confidence
    self.desired = desired
    self.launched = launched
    self.serving = serving
    self.reasons = reasons
  }
}
