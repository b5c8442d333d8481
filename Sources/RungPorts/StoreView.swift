package import RungModel

/// The reading side of a store: what a planner gets. It has no call that could change anything.
///
/// - SeeAlso: `Store`, whose calls of the same names these are.
package protocol StoreView: Sendable {
  /// Everything a controller is rebuilt from, as of an instant.
  func facts(at: Timestamp, historyFrom: Timestamp) async throws(StoreError) -> Facts

  /// Decisions of a service in a span, newest first, at most `limit`.
  func decisions(service: String, from: Timestamp, to: Timestamp, limit: Int)
    async throws(StoreError) -> [Decision]

  /// Servers whose life touches a span, oldest order first.
  func servers(from: Timestamp, to: Timestamp) async throws(StoreError) -> [Server]

  /// Every schedule message of an event, oldest first; all events when nil.
  func messages(event: String?) async throws(StoreError) -> [EventMessage]

  /// Driver minutes in a span, oldest first.
  func minutes(driver: DriverID, from: Timestamp, to: Timestamp)
    async throws(StoreError) -> [MinuteValue]

  /// Audit entries, newest first.
  func audit(limit: Int) async throws(StoreError) -> [AuditEntry]

  /// A small text kept by name; nil if never set.
  func value(_ name: String) async throws(StoreError) -> String?
}
