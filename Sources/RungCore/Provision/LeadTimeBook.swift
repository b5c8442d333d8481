package import RungModel

/// Measured lead times, the newest few hundred of each service.
package struct LeadTimeBook: Hashable, Sendable {
  /// Kept for each service.
  static let kept = 200

  /// By service, in order of serving.
  private var byService: [String: [LeadTimeMeasurement]] = [:]

  init(_ measurements: [LeadTimeMeasurement]) { take(measurements) }

  /// All of them, in order of service and serving.
  package var all: [LeadTimeMeasurement] {
    byService.keys.sorted().flatMap { byService[$0] ?? [] }
  }

  subscript(service: String) -> [LeadTimeMeasurement] { byService[service] ?? [] }

  mutating func take(_ measurements: [LeadTimeMeasurement]) {
    for measurement in measurements {
      // Nearly always the newest.
      let service = measurement.service
      let place = byService[service]?.place { Self.isBefore(measurement, $0) } ?? 0
      byService[service, default: []].insert(measurement, at: place)
      if byService[service, default: []].count > Self.kept { byService[service]?.removeFirst() }
    }
  }

  /// Whether a server's lead time is among those of its service that began to serve since then.
  func has(_ server: ServerID, of service: String, since: Timestamp) -> Bool {
    guard let own = byService[service] else { return false }
    return own[own.place { $0.servingAt >= since }...].contains { $0.server == server }
  }

  private static func isBefore(_ left: LeadTimeMeasurement, _ right: LeadTimeMeasurement) -> Bool {
    (left.servingAt, left.server) < (right.servingAt, right.server)
  }
}
