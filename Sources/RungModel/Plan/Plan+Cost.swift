extension Plan {
  /// What a service's servers come to over the window, from launch to removal.
  package struct Cost: Hashable, Codable, Sendable {
    /// One offering of one pool.
    package struct Line: Hashable, Codable, Sendable {
      package var pool: String
      package var offering: String
      package var machineHours: Double
      /// Machine hours times the offering's weight.
      package var serverHours: Double
      /// Nil where the ladder gives no price.
      package var dollars: Double?

      package init(pool: String, offering: Offering, machineHours: Double) {
        self.pool = pool
        self.offering = offering.type
        self.machineHours = machineHours
        serverHours = machineHours * Double(offering.servers)
        dollars = offering.pricePerHour.map { $0 * machineHours }
      }

      enum CodingKeys: String, CodingKey {
        case pool, offering, dollars
        case machineHours = "machine_hours"
        case serverHours = "server_hours"
      }
    }

    /// In reference servers.
    package var serverHours = 0.0
    /// Nil unless everything billed has a price: a part of the sum would mislead.
    package var dollars: Double?
    /// The most servers wanted at once.
    package var peakDesired = 0
    /// The peak held throughout the window, and its price at the first pool's cheapest offering.
    package var staticPeakServerHours = 0.0
    package var staticPeakDollars: Double?
    /// By pool as the ladder orders them, then by offering.
    package var lines: [Line] = []

    package init() {}

    enum CodingKeys: String, CodingKey {
      case dollars, lines
      case serverHours = "server_hours"
      case peakDesired = "peak_desired"
      case staticPeakServerHours = "static_peak_server_hours"
      case staticPeakDollars = "static_peak_dollars"
    }

    /// Part of the static peak; nil when that is nothing.
    package var shareOfStaticPeak: Double? {
      staticPeakServerHours > 0 ? serverHours / staticPeakServerHours : nil
    }
  }

  /// All services together; peaks are added, as each service would hold its own. Dollars only when
  /// every service has them.
  package var cost: Cost {
    services.dropFirst().reduce(into: services.first?.cost ?? Cost()) { sum, service in
      let cost = service.cost
      sum.serverHours += cost.serverHours
      sum.peakDesired += cost.peakDesired
      sum.staticPeakServerHours += cost.staticPeakServerHours
      sum.dollars = Self.sum(sum.dollars, cost.dollars)
      sum.staticPeakDollars = Self.sum(sum.staticPeakDollars, cost.staticPeakDollars)
      sum.lines += cost.lines
    }
  }

  private static func sum(_ left: Double?, _ right: Double?) -> Double? {
    left.flatMap { left in right.map { left + $0 } }
  }
}
