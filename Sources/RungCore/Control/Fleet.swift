import RungModel

/// All servers of ours in the newest listings, by service and then by id: grouped when a listing
/// changes something, not in every step.
struct Fleet: Hashable, Sendable {
  private(set) var servers: [String: [Server]] = [:]

  init() {}

  init(_ listings: [String: Listing]) {
    for name in listings.keys.sorted() {
      for server in listings[name]?.servers ?? [] {
        servers[server.service, default: []].append(server)
      }
    }
    for service in servers.keys { servers[service]?.sort { $0.id < $1.id } }
  }
}
