import RungCore
import RungModel

/// Ladders, listings and backends as a plan's world has them.
///
/// A backend of the world boots everything equally long, but ladders on one backend may assume
/// different lead times: each backend is split into one for each lead time.
struct PlanStage: Sendable {
  /// In a plan every ladder acts: what an observing one would do is what the reader asks.
  private(set) var ladders: [Ladder] = []
  private(set) var listings: [Listing] = []
  private(set) var backends: [String: VirtualBackend] = [:]

  init(_ ladders: [Ladder], listings: [Listing], whatIf: WhatIf, at now: Timestamp) {
    let running = Dictionary(grouping: listings.flatMap(\.servers), by: \.service)
    var servers: [String: [Server]] = [:]
    for ladder in ladders {
      let suffix = " booting \(ladder.leadTime.assume.text)"
      var ladder = ladder
      ladder.mode = .act
      let own = Dictionary(grouping: running[ladder.service] ?? [], by: \.pool)
      for place in ladder.pools.indices {
        ladder.pools[place].backend += suffix
        let name = ladder.pools[place].backend
        servers[name, default: []] += own[ladder.pools[place].name] ?? []
        guard backends[name] == nil else { continue }
        backends[name] = VirtualBackend(boot: whatIf.lead ?? ladder.leadTime.assume)
        backends[name]?.emptyPools = whatIf.emptyPools
      }
      self.ladders.append(ladder)
    }
    for (name, servers) in servers.sorted(by: { $0.key < $1.key }) {
      backends[name]?.adopt(servers)
      self.listings.append(Listing(backend: name, at: now, servers: servers))
    }
  }

  /// The backend of a ladder's first pool.
  func backend(of ladder: Ladder) -> VirtualBackend? {
    ladder.pools.first.flatMap { backends[$0.backend] }
  }
}
