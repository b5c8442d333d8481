import FoundationEssentials
package import RungModel

/// How JSON is written for the daemon and read from it.
enum Wire {
  /// Keys that the model itself spells with an underscore. All others are read into the model's
  /// own spelling, so that `served_demand` becomes `servedDemand`.
  private static let spelledOut: Set<String> = ["expected_peak", "received_at"]

  static func encoder() -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }

  static func decoder() -> JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .custom { path in
      let key = path[path.count - 1]
      guard key.intValue == nil, !spelledOut.contains(key.stringValue) else { return key }
      let words = key.stringValue.split(separator: "_")
      let rest = words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }
      return Key(String(words.first ?? "") + rest.joined())
    }
    return decoder
  }

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(_ text: String) { stringValue = text }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { return nil }
  }
}

/// The daemon at a glance, as its API tells it.
package struct DaemonStatus: Decodable, Sendable {
  package var version: String
  /// The daemon's clock, and how much faster than a real one it runs.
  package var now: Timestamp
  package var clockSpeed: Double
  package var startedAt: Timestamp?
  package var services: [DaemonService]
  package var events: [Event]
  package var alarms: [Alarm]
}

/// One service at a glance, as the API tells it.
package struct DaemonService: Decodable, Sendable {
  package var service: String
  package var mode: Ladder.Mode
  package var tier: Ladder.Tier
  package var driver: DriverName
  package var unit: DriverUnit
  /// Nil until the first step.
  package var decision: Decision?
  /// The largest demand that the rungs, without buffer, give to what serves now; in users or
  /// requests a second. Nil where no rung bounds it.
  package var servedDemand: Double?
  package var leadTimeSeconds: Double?
  package var pausedUntil: Timestamp?
  package var floor: OperatorFloor?
  package var forecast: Forecast?
  /// Only in the answer for one service.
  package var servers: [Server]?
  package var serverCounts: ServerCounts?
  package var ladderFile: String?
}

/// How many servers of a service stand in each state; machines, not reference servers.
package struct ServerCounts: Decodable, Hashable, Sendable {
  package var starting: Int
  package var serving: Int
  package var unhealthy: Int
  package var draining: Int
  package var ended: Int
}

/// A driver's selector, written as plain text or as an object around it.
package struct DriverName: Decodable, Hashable, Sendable {
  package var selector: String

  package init(from decoder: any Decoder) throws {
    do {
      selector = try decoder.singleValueContainer().decode(String.self)
    } catch DecodingError.typeMismatch {
      selector = try DriverID(from: decoder).selector
    }
  }
}
