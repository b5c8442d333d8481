package import RungModel

/// Where the outside world hands things in: the HTTP server holds one, the daemon implements it.
package protocol Inbox: Sendable {
  /// Takes samples; those that no ladder asks for are counted and dropped.
  func take(_ samples: [Sample]) async -> SampleReceipt

  /// Takes a schedule message; durable when it returns.
  func take(_ event: Event, from who: String) async throws(StoreError) -> EventReceipt

  /// Takes an operator's command; durable when it returns.
  /// - Returns: false when no ladder in force has the service.
  func take(_ command: OperatorCommand, audit: AuditEntry) async throws(StoreError) -> Bool

  /// Asks for the ladders to be read again.
  func reload() async
}

/// What became of a batch of samples.
package struct SampleReceipt: Hashable, Codable, Sendable {
  /// Used by at least one ladder.
  package var accepted: Int
  /// Named by no ladder.
  package var unused: Int
  /// Refused: not finite, negative, too old or from the future.
  package var refused: Int

  package init(accepted: Int = 0, unused: Int = 0, refused: Int = 0) {
    self.accepted = accepted
    self.unused = unused
    self.refused = refused
  }
}

/// What became of a schedule message.
package struct EventReceipt: Hashable, Codable, Sendable {
  package var id: String
  package var sequence: Int
  /// False when this sequence or a higher one was known already.
  package var changed: Bool

  package init(id: String, sequence: Int, changed: Bool) {
    self.id = id
    self.sequence = sequence
    self.changed = changed
  }
}
