import RungModel

/// Servers in the order they go: unhealthy ones first, then the dearest, then from the fullest
/// zone, oldest first. Servers that are alike wait in one line, so that choosing hundreds of a
/// thousand looks at the heads of a few lines only.
struct RemovalQueue {
  private struct Kind: Hashable {
    var isUnhealthy: Bool
    var state: Server.State
    /// US dollars an hour for each reference server; 0 where unknown.
    var price: Double
    var weight: Int
    var zone: String
  }

  private struct Line {
    let kind: Kind
    /// The oldest last.
    var servers: [Server]
  }

  private var lines: [Line]
  /// Servers left by zone.
  private var zones: [String: Int] = [:]

  init(_ servers: [Server]) {
    var groups: [Kind: [Server]] = [:]
    for server in servers {
      let zone = server.offering.zone ?? ""
      zones[zone, default: 0] += 1
      let kind = Kind(
        isUnhealthy: server.state == .unhealthy, state: server.state,
        price: server.offering.pricePerServer ?? 0, weight: server.offering.servers, zone: zone)
      groups[kind, default: []].append(server)
    }
    lines = groups.map { kind, servers in
      Line(kind: kind, servers: servers.sorted { Self.isOlder($1, $0) })
    }
  }

  /// Takes the first that a condition allows; servers that are alike are allowed alike.
  mutating func take(_ allows: (Server) -> Bool) -> Server? {
    var best: Int?
    for index in lines.indices {
      guard let server = lines[index].servers.last, allows(server) else { continue }
      if best.map({ goesBefore(lines[index], lines[$0]) }) ?? true { best = index }
    }
    guard let best else { return nil }
    zones[lines[best].kind.zone, default: 0] -= 1
    return lines[best].servers.removeLast()
  }

  private func goesBefore(_ left: Line, _ right: Line) -> Bool {
    if left.kind.isUnhealthy != right.kind.isUnhealthy { return left.kind.isUnhealthy }
    if left.kind.price != right.kind.price { return left.kind.price > right.kind.price }
    let (leftCrowd, rightCrowd) = (zones[left.kind.zone] ?? 0, zones[right.kind.zone] ?? 0)
    if leftCrowd != rightCrowd { return leftCrowd > rightCrowd }
    guard let first = left.servers.last, let second = right.servers.last else { return false }
    return Self.isOlder(first, second)
  }

  private static func isOlder(_ left: Server, _ right: Server) -> Bool {
    (left.orderedAt, left.id) < (right.orderedAt, right.id)
  }
}
