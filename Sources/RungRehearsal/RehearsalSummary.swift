import FoundationEssentials
package import RungModel

/// What a rehearsal found.
package struct RehearsalSummary: Hashable, Codable, Sendable {
  /// The highest number of users (or of requests, where nothing is driven by users), and all servers that served then.
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
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(Whole(summary: self)), as: UTF8.self)
  }

  private struct Whole: Encodable {
    enum Keys: String, CodingKey { case wasEveryoneServed, costRatio, worstService, services }

    var summary: RehearsalSummary

    func encode(to encoder: any Encoder) throws {
      try summary.encode(to: encoder)
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(summary.wasEveryoneServed, forKey: .wasEveryoneServed)
      try container.encode(summary.costRatio, forKey: .costRatio)
      try container.encode(summary.worst?.service, forKey: .worstService)
      // In place of the plain scores.
      try container.encode(summary.services.map(Row.init), forKey: .services)
    }
  }

  private struct Row: Encodable {
    enum Keys: String, CodingKey {
      case unservedShare, unservedMinutes, servingOverNeeded, costRatio
    }

    var score: ServiceScore

    func encode(to encoder: any Encoder) throws {
      try score.encode(to: encoder)
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(score.unservedShare, forKey: .unservedShare)
      try container.encode(score.unservedMinutes, forKey: .unservedMinutes)
      try container.encode(score.servingOverNeeded, forKey: .servingOverNeeded)
      try container.encode(score.costRatio, forKey: .costRatio)
    }
  }
}
