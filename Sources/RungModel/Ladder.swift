/// The rules of one service: for X users, Y servers, plus buffers. Read from a ladder file.
package struct Ladder: Hashable, Codable, Sendable {
  /// Whether decisions are carried out.
  package enum Mode: String, CaseIterable, Codable, Sendable {
    case act
    /// Decides, records and scores, but changes nothing.
    case observe
  }

  /// What panic mode may shed; orders shortages until then.
  package enum Tier: String, CaseIterable, Codable, Sendable, Comparable {
    case p0 = "P0"
    case p1 = "P1"
    case p2 = "P2"

    package static func < (left: Tier, right: Tier) -> Bool { left.rawValue < right.rawValue }
  }

  /// What holds between two rungs.
  package enum Between: String, CaseIterable, Codable, Sendable {
    /// On the straight line between them, rounded up to a whole server.
    case interpolate
    /// The servers of the next rung up: from a threshold on, the rung above it is bought whole.
    case step
  }

  package var service: String
  package var mode: Mode
  package var tier: Tier
  package var driver: Driver
  package var zone: ZoneOffsets
  /// Thresholds rise strictly, servers never fall; at least one, the first at 0.
  package var rungs: [Rung]
  package var between: Between
  package var buffer: Buffer
  package var leadTime: LeadTime
  package var scaleIn: ScaleIn
  /// The longest an interruption keeps capacity up, from its start.
  package var interruptionHoldLimit: Duration
  package var limits: Limits
  package var freezes: [Freeze]
  /// Tried in order; at least one.
  package var pools: [Pool]

  package init(
    service: String, mode: Mode = .observe, tier: Tier = .p0, driver: Driver,
    zone: ZoneOffsets = .utc, rungs: [Rung], between: Between = .interpolate,
    buffer: Buffer = Buffer(), leadTime: LeadTime = LeadTime(), scaleIn: ScaleIn = ScaleIn(),
    interruptionHoldLimit: Duration = .hours(3), limits: Limits, freezes: [Freeze] = [],
    pools: [Pool]
  ) {
    self.service = service
    self.mode = mode
    self.tier = tier
    self.driver = driver
    self.zone = zone
    self.rungs = rungs
    self.between = between
    self.buffer = buffer
    self.leadTime = leadTime
    self.scaleIn = scaleIn
    self.interruptionHoldLimit = interruptionHoldLimit
    self.limits = limits
    self.freezes = freezes
    self.pools = pools
  }
}

/// Threshold of the driver -> servers.
package struct Rung: Hashable, Codable, Sendable {
  /// Users or requests a second, from 0 (`rpm` is divided by 60 when the file is read).
  package var at: Double
  /// Reference servers, from 0.
  package var servers: Int

  package init(at: Double, servers: Int) {
    self.at = at
    self.servers = servers
  }
}

/// Capacity above the forecast.
package struct Buffer: Hashable, Codable, Sendable {
  /// What is added to the driver while confidence is low.
  package enum Absolute: Hashable, Codable, Sendable {
    /// The largest ramp of comparable events times the lead time.
    case auto
    /// Users, or requests a second.
    case fixed(Double)
  }

  /// The forecast quantile planned for, above 0.5 and below 1. Default 0.999.
  package var risk: Double
  package var absolute: Absolute
  /// Share on top of all, 0.1 for 10 %; 0 or more.
  package var share: Double

  package init(risk: Double = 0.999, absolute: Absolute = .auto, share: Double = 0) {
    self.risk = risk
    self.absolute = absolute
    self.share = share
  }
}

/// From the step that issues an order to first serving.
package struct LeadTime: Hashable, Codable, Sendable {
  /// What is planned with until it is measured. Default 6 minutes (boot 5 to 6, application 1).
  package var assume: Duration
  /// Whether measured lead times change it.
  package var learn: Bool

  package init(assume: Duration = .minutes(6), learn: Bool = true) {
    self.assume = assume
    self.learn = learn
  }
}

/// How servers are removed.
package struct ScaleIn: Hashable, Codable, Sendable {
  /// How far ahead scale-in looks: nothing is removed that the plan needs again within it.
  package var hold: Duration
  /// The largest share removed in one minute, above 0 to 1; at least one server a minute.
  package var maxStepShare: Double

  package init(hold: Duration = .minutes(20), maxStepShare: Double = 0.1) {
    self.hold = hold
    self.maxStepShare = maxStepShare
  }
}

/// The bounds that clamp last, in reference servers.
package struct Limits: Hashable, Codable, Sendable {
  package var min: Int
  package var max: Int
  /// The most servers ordered in one minute; nil for no bound.
  package var maxStepUp: Int?

  package init(min: Int, max: Int, maxStepUp: Int? = nil) {
    self.min = min
    self.max = max
    self.maxStepUp = maxStepUp
  }
}

/// A window in which nothing is removed, or nothing changed at all.
package struct Freeze: Hashable, Codable, Sendable {
  package enum Scope: String, CaseIterable, Codable, Sendable {
    /// Nothing is removed.
    case removal
    /// Nothing is launched or removed.
    case all
  }

  /// When the freeze holds.
  package enum Window: Hashable, Codable, Sendable {
    case once(from: Timestamp, to: Timestamp)
    /// Local minutes of the day, `to` may be the next day (22:00 to 02:00); weekdays of the start,
    /// 0 is Monday; all seven when the file names none.
    case weekly(days: [Int], fromMinute: Int, toMinute: Int)
  }

  package var scope: Scope
  package var window: Window
  package var reason: String

  package init(scope: Scope, window: Window, reason: String = "") {
    self.scope = scope
    self.window = window
    self.reason = reason
  }
}
