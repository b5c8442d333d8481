package import RungModel

/// Asks the ladders in force a question; sits beside `StatusView`.
package protocol LadderView: Sendable {
  /// Reference servers that the rungs of a service, without buffer, want for a demand.
  ///
  /// - Parameter demand: users or requests a second, finite and not negative.
  /// - Returns: nil when no ladder in force has the service.
  func needed(service: String, demand: Double) async -> Int?
}

/// Reads the ladders again because a person asked; sits beside `Inbox`.
package protocol AuditedReload: Sendable {
  /// Asks for the ladders to be read again, once the audit entry is durable.
  func reload(audit: AuditEntry) async throws(StoreError)
}
