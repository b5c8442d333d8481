import RungModel

/// Servers in the order they go: unhealthy ones first, then the dearest, then those that do not
/// serve yet, newest first; then from the fullest zone, oldest first. Servers that are alike wait in one line, so that choosing hundreds of a
/// thousand looks at the heads of a few lines only.
struct RemovalQueue {
  private struct Kind: Hashable {
    var isUnhealthy: Bool
    var state: Server.State
    /// US dollars an hour for each reference server; 0 where unknown.
    var price: Double
    var weight: Int
    var zone: String

    init(_ server: Server) {
      isUnhealthy = server.state == .unhealthy
      state = server.state
      price = server.offering.pricePerServer ?? 0
      weight = server.offering.servers
      zone = server.offering.zone ?? ""
    }
  }

  private struct Line {
    let kind: Kind
    /// Order instants and places of its servers; once it is sorted, the last goes first.
    var waiting: [(orderedAt: Timestamp, place: Int)]
    var isSorted = false

    mutating func sort() {
      guard !isSorted else { return }
      waiting.sort { ($0.orderedAt, $0.place) > ($1.orderedAt, $1.place) }
      // The newest would serve last.
      if kind.state == .starting { waiting.reverse() }
      isSorted = true
    }
  }

  private let servers: [Server]
  private var lines: [Line] = []
  /// Servers left by zone.
  private var zones: [String: Int] = [:]

  /// - Parameters:
  ///   - servers: by id.
  ///   - allows: which of them may go at all.
  init(_ servers: [Server], where allows: (Server) -> Bool) {
    self.servers = servers
    var known: [Kind: Int] = [:]
    var newest: (kind: Kind, line: Int)?
    for place in servers.indices where allows(servers[place]) {
      let kind = Kind(servers[place])
      // Neighbours are mostly alike.
      let line = newest?.kind == kind ? newest?.line : known[kind]
      if let line {
        lines[line].waiting.append((servers[place].orderedAt, place))
        newest = (kind, line)
      } else {
        known[kind] = lines.count
        newest = (kind, lines.count)
        lines.append(Line(kind: kind, waiting: [(servers[place].orderedAt, place)]))
      }
    }
    for line in lines { zones[line.kind.zone, default: 0] += line.waiting.count }
  }

  /// Takes the first that a condition allows; servers that are alike are allowed alike.
  mutating func take(_ allows: (Server) -> Bool) -> Server? {
    var best: Int?
    for index in lines.indices {
      guard let some = lines[index].waiting.last, allows(servers[some.place]) else { continue }
      lines[index].sort()
      if best.map({ goesBefore(lines[index], lines[$0]) }) ?? true { best = index }
    }
    guard let best, let next = lines[best].waiting.popLast() else { return nil }
    zones[lines[best].kind.zone, default: 0] -= 1
    return servers[next.place]
  }

  private func goesBefore(_ left: Line, _ right: Line) -> Bool {
    if left.kind.isUnhealthy != right.kind.isUnhealthy { return left.kind.isUnhealthy }
    if left.kind.price != right.kind.price { return left.kind.price > right.kind.price }
    if (left.kind.state == .starting) != (right.kind.state == .starting) {
      return left.kind.state == .starting
    }
    let (leftCrowd, rightCrowd) = (zones[left.kind.zone] ?? 0, zones[right.kind.zone] ?? 0)
    if leftCrowd != rightCrowd { return leftCrowd > rightCrowd }
    guard let first = left.waiting.last, let second = right.waiting.last else { return false }
    return (first.orderedAt, first.place) < (second.orderedAt, second.place)
  }
}
