import RungModel

/// All servers of ours in the newest listings, by service.
struct Fleet: Hashable, Sendable {
  private(set) var rosters: [String: Roster] = [:]
  /// The newest listing of each backend.
  private(set) var listedAt: [String: Timestamp] = [:]
  /// The newest whole listing, to see that nothing has changed.
  private var listed: [String: [Server]] = [:]
  /// By backend: which service a server belongs to.
  private var services: [String: [ServerID: String]] = [:]
  /// By backend and service.
  private var losses: [String: [String: DoubtfulLoss]] = [:]

  /// With the terminate orders that are remembered.
  init(_ orders: [Order] = []) {
    for order in orders { take(order) }
  }

  func roster(_ service: String) -> Roster { rosters[service] ?? Roster() }

  /// An order was issued: servers it ends count no more.
  mutating func take(_ order: Order) {
    guard case .terminate(let ids) = order.action else { return }
    rosters[order.service, default: Roster()].leave(ids)
  }

  /// An order was forgotten.
  mutating func forget(_ order: Order) {
    guard case .terminate(let ids) = order.action else { return }
    rosters[order.service]?.forgetLeaving(ids)
    if rosters[order.service]?.isEmpty == true { rosters[order.service] = nil }
  }

  /// Takes a backend's whole listing in place of the one before.
  ///
  /// - Returns: the servers that are not as they were; empty for a listing older than the newest.
  mutating func take(_ listing: Listing) -> [Server] {
    let backend = listing.backend
    if let last = listedAt[backend], last > listing.at { return [] }
    if losses.isEmpty, listed[backend] == listing.servers {
      listedAt[backend] = listing.at
      return []
    }
    listed[backend] = listing.servers
    let present = Set(listing.servers.map(\.id))
    let gone = (services[backend] ?? [:]).keys.filter { !present.contains($0) }.sorted()
    let changed = listing.servers.filter { rosters[$0.service]?[$0.id] != $0 }
    let change = withoutDoubtful(
      ListingChange(backend: backend, at: listing.at, changed: changed, gone: gone))
    take(change)
    return change.changed
  }

  /// Takes what changed in a backend's listing, which is believed.
  mutating func take(_ change: ListingChange) {
    let backend = change.backend
    if let last = listedAt[backend], last > change.at { return }
    listedAt[backend] = change.at
    for server in change.changed {
      rosters[server.service, default: Roster()].put(server)
      services[backend, default: [:]][server.id] = server.service
    }
    for id in change.gone {
      guard let service = services[backend]?.removeValue(forKey: id) else { continue }
      rosters[service]?.remove(id)
      if rosters[service]?.isEmpty == true { rosters[service] = nil }
    }
  }

  /// The losses of a service that are in doubt or were so lately.
  func losses(of service: String) -> [DoubtfulLoss] {
    losses.isEmpty ? [] : losses.keys.sorted().compactMap { losses[$0]?[service] }
  }

  /// Takes out of a change what is not believed yet: half of a service's servers gone at once.
  private mutating func withoutDoubtful(_ change: ListingChange) -> ListingChange {
    var lost: [String: [ServerID: Int]] = [:]
    func note(_ id: ServerID, _ service: String) {
      guard let roster = rosters[service], let known = roster[id], roster.counts(known) else {
        return
      }
      lost[service, default: [:]][id] = known.offering.servers
    }
    for id in change.gone { services[change.backend]?[id].map { note(id, $0) } }
    for server in change.changed where !server.state.isLaunched { note(server.id, server.service) }
    let before = losses[change.backend] ?? [:]
    guard !lost.isEmpty || !before.isEmpty else { return change }
    var held: Set<ServerID> = []
    var now: [String: DoubtfulLoss] = [:]
    for service in Set(lost.keys).union(before.keys).sorted() {
      let missing = lost[service] ?? [:]
      guard
        let loss = DoubtfulLoss(
          missing.values.reduce(0, +), of: rosters[service]?.launched ?? 0, at: change.at,
          before: before[service])
      else { continue }
      now[service] = loss
      if loss.believedAt == nil { held.formUnion(missing.keys) }
    }
    losses[change.backend] = now.isEmpty ? nil : now
    guard !held.isEmpty else { return change }
    var change = change
    change.changed.removeAll { held.contains($0.id) }
    change.gone.removeAll { held.contains($0) }
    return change
  }
}
