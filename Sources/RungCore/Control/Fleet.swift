import RungModel

/// All servers of ours in the newest listings, by service: counted when a listing changes
/// something, not in every step.
struct Fleet: Hashable, Sendable {
  /// What one service has.
  struct Roster: Hashable, Sendable {
    /// By id.
    private(set) var servers: [Server] = []
    /// Granted and not on their way out.
    private(set) var launched = 0
    /// Reference servers of these by pool.
    private(set) var launchedByPool: [String: Int] = [:]
    /// Reference servers in service.
    private(set) var serving = 0
    /// Servers that never served, by id.
    private(set) var starting: [Server] = []
    /// Whether all are granted and not on their way out.
    private(set) var isAllLaunched = true

    init(_ servers: [Server] = []) {
      self.servers = servers.sorted { $0.id < $1.id }
      for server in self.servers {
        if server.state.isLaunched { count(server) } else { isAllLaunched = false }
      }
    }

    private mutating func count(_ server: Server) {
      let weight = server.offering.servers
      launched += weight
      launchedByPool[server.pool, default: 0] += weight
      if server.state == .serving { serving += weight }
      if server.state == .starting && server.servingSince == nil && server.restarts == 0 {
        starting.append(server)
      }
    }
  }

  private var byBackend: [String: [String: [Server]]] = [:]
  private(set) var rosters: [String: Roster] = [:]

  /// Takes a backend's listing in place of the one before.
  mutating func take(_ listing: Listing) {
    let before = byBackend[listing.backend] ?? [:]
    let own = Dictionary(grouping: listing.servers, by: \.service)
    byBackend[listing.backend] = own
    for service in Set(before.keys).union(own.keys) where before[service] != own[service] {
      let servers = byBackend.keys.sorted().flatMap { byBackend[$0]?[service] ?? [] }
      rosters[service] = servers.isEmpty ? nil : Roster(servers)
    }
  }
}
