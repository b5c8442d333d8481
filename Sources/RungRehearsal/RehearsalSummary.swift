import FoundationEssentials
package import RungModel

/// What a rehearsal found.
package struct RehearsalSummary: Hashable, Codable, Sendable {
  /// The highest demand of the first service's unit, and all servers that served then.
  package struct Peak: Hashable, Codable, Sendable {
    package var at: Timestamp
    package var demand: Double
    package var unit: DriverUnit
    /// Reference servers of all services.
    package var servers: Int
  }

  /// The window that was scored and billed, on the daemon's clock.
  package var from: Timestamp
  package var to: Timestamp
  package var speed: Double
  package var services: [ServiceScore]
  /// Services of the daemon that the script has no series for.
  package var notRehearsed: [String]
  /// Time in the window during which the daemon could not be asked; scored with the lower of what
  /// served before and after.
  package var unobservedSeconds: Double
  package var peak: Peak?

  package var wasEveryoneServed: Bool { services.allSatisfy { $0.unservedSeconds == 0 } }

  /// 0 when everybody was served, else 1.
  package var exitCode: Int32 { wasEveryoneServed ? 0 : 1 }

  /// Billed server time over that of static peak, all services; nil when peak needs nothing.
  package var costRatio: Double? {
    let peak = services.reduce(0) { $0 + $1.staticPeakSeconds }
    return peak > 0 ? services.reduce(0) { $0 + $1.billedSeconds } / peak : nil
  }

  /// The service and instant where least of the demand could be served.
  package var worst: ServiceScore? {
    services.filter { $0.worstShare != nil }
      .min { ($0.worstShare ?? 0) < ($1.worstShare ?? 0) }
  }

  /// The summary with what is computed from it, keys in snake_case, sorted.
  package func json() throws -> String {
    struct Row: Encodable {
      var score: ServiceScore
      var unservedShare: Double
      var unservedMinutes: Double
      var servingOverNeeded: Double?
      var costRatio: Double?
    }
    struct Whole: Encodable {
      var summary: RehearsalSummary
      var wasEveryoneServed: Bool
      var costRatio: Double?
      var worstService: String?
      var services: [Row]
    }
    let rows = services.map {
      Row(
        score: $0, unservedShare: $0.unservedShare, unservedMinutes: $0.unservedMinutes,
        servingOverNeeded: $0.servingOverNeeded, costRatio: $0.costRatio)
    }
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let whole = Whole(
      summary: self, wasEveryoneServed: wasEveryoneServed, costRatio: costRatio,
      worstService: worst?.service, services: rows)
    return String(decoding: try encoder.encode(whole), as: UTF8.self)
  }
}
