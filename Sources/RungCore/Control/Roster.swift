import RungModel

/// What one service has, as far as the newest listings tell, counted as it changes.
struct Roster: Hashable, Sendable {
  /// By id.
  private(set) var servers: [Server] = []
  /// Servers in a terminate order: on their way out, whatever a listing still says.
  private(set) var leaving: Set<ServerID> = []
  /// Reference servers that are granted and not on their way out.
  private(set) var launched = 0
  /// Reference servers of these by pool.
  private(set) var launchedByPool: [String: Int] = [:]
  /// Reference servers in service.
  private(set) var serving = 0
  /// Servers that never served, by id.
  private(set) var starting: [Server] = []

  /// Whether a server is granted and stays: nobody has told it to go, neither we nor its market.
  func counts(_ server: Server) -> Bool { isThere(server) && server.endedAt == nil }

  private func isThere(_ server: Server) -> Bool {
    server.state.isLaunched && (leaving.isEmpty || !leaving.contains(server.id))
  }

  subscript(id: ServerID) -> Server? {
    let place = self.place(of: id)
    return place < servers.count && servers[place].id == id ? servers[place] : nil
  }

  /// Takes a server in place of what was known of it.
  mutating func put(_ server: Server) {
    let place = self.place(of: server.id)
    if place < servers.count, servers[place].id == server.id {
      guard servers[place] != server else { return }
      count(servers[place], -1)
      servers[place] = server
    } else {
      servers.insert(server, at: place)
    }
    count(server, 1)
  }

  /// A listing has it no more.
  mutating func remove(_ id: ServerID) {
    let place = self.place(of: id)
    guard place < servers.count, servers[place].id == id else { return }
    count(servers[place], -1)
    servers.remove(at: place)
  }

  /// Servers are in a terminate order from now on.
  mutating func leave(_ ids: [ServerID]) {
    for id in ids where !leaving.contains(id) {
      let server = self[id]
      if let server { count(server, -1) }
      leaving.insert(id)
      if let server { count(server, 1) }
    }
  }

  /// Terminate orders are forgotten: what is listed all the same counts again.
  mutating func forgetLeaving(_ ids: [ServerID]) {
    for id in ids where leaving.contains(id) {
      let server = self[id]
      if let server { count(server, -1) }
      leaving.remove(id)
      if let server { count(server, 1) }
    }
  }

  var isEmpty: Bool { servers.isEmpty && leaving.isEmpty }

  private func place(of id: ServerID) -> Int { servers.place { $0.id >= id } }

  private mutating func count(_ server: Server, _ sign: Int) {
    guard isThere(server) else { return }
    let weight = sign * server.offering.servers
    if server.state == .serving { serving += weight }
    guard counts(server) else { return }
    launched += weight
    launchedByPool[server.pool, default: 0] += weight
    guard server.state == .starting && server.servingSince == nil && server.restarts == 0 else {
      return
    }
    let place = starting.place { $0.id >= server.id }
    if sign > 0 { starting.insert(server, at: place) } else { starting.remove(at: place) }
  }
}
