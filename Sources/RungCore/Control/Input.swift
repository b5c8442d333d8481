package import RungModel

/// What the world tells the controller. Results of directives come back as inputs too.
package enum Input: Hashable, Sendable {
  /// All ladders in force: replaces the set before. A service whose ladder is gone is left alone.
  case ladders([Ladder])
  case model(FittedModel)
  case samples([DriverSample])
  /// The newest state of an event; lower sequences than the one known are ignored.
  case event(Event)
  case listing(Listing)
  /// What changed since the newest listing, from a backend that tells.
  case listingChange(ListingChange)
  case launched(LaunchOutcome)
  /// A terminate order is under way at the backend.
  case terminating(OrderID)
  case command(OperatorCommand)
  /// An alarm of the shell's own (a rejected ladder, an unreachable backend): kept with the rest.
  case raise(Alarm)
  case clear(Alarm)
}

/// All servers of ours that one backend has, at an instant.
package struct Listing: Hashable, Sendable {
  package var backend: String
  package var at: Timestamp
  package var servers: [Server]

  package init(backend: String, at: Timestamp, servers: [Server]) {
    self.backend = backend
    self.at = at
    self.servers = servers
  }
}

/// Servers of one backend that are not as its newest listing had them.
package struct ListingChange: Hashable, Sendable {
  package var backend: String
  package var at: Timestamp
  package var changed: [Server]
  /// Listed before and no more.
  package var gone: [ServerID]

  package init(backend: String, at: Timestamp, changed: [Server], gone: [ServerID]) {
    self.backend = backend
    self.at = at
    self.changed = changed
    self.gone = gone
  }
}
