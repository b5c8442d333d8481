import RungModel

/// Pools with the places that later checks point at.
struct PlacedPools {
  /// Without the faulty ones.
  var pools: [Pool] = []
  /// Where each of `pools` names its backend.
  var backendPlaces: [Place] = []
  /// Every name read so far and its first pool, faulty pools included.
  var names: [String: Place] = [:]
}

extension LadderParser {
  /// The share of a spot pool whose file names none: what can be lost in two minutes must leave
  /// most of the service standing.
  static let spotShare = 0.4
  private static let processKeys = [
    "command", "env", "working_directory", "health", "stop", "servers", "price",
  ]

  /// The pools in order, and where each names its backend.
  func pools(_ entry: Entry) -> PlacedPools? {
    guard let entries = entry.list() else { return nil }
    guard !entries.isEmpty else {
      entry.error("pools is empty", fix: "add one pool or more")
      return nil
    }
    var result = PlacedPools()
    for (index, entry) in entries.enumerated() {
      pool(entry.called("pool \(index + 1)"), into: &result)
    }
    guard result.pools.count == entries.count else { return nil }
    checkShares(of: result.pools, entry)
    return result
  }

  private func checkName(_ name: String?, _ entry: Entry, in pools: inout PlacedPools) {
    guard let name else { return }
    if let earlier = pools.names[name] {
      entry.error(
        "pool '\(name)' is there already, in line \(earlier.line)",
        fix: "give each pool its own name")
    }
    pools.names[name] = pools.names[name] ?? entry.place
  }

  /// Shares that do not add up to the whole leave a part of desired capacity to nobody.
  private func checkShares(of pools: [Pool], _ entry: Entry) {
    let sum = pools.reduce(0) { $0 + $1.share }
    guard sum < 1 - 1e-9 else { return }
    entry.warning(
      "the pools together may hold \(NumberText.plainText((sum * 1_000).rounded() / 10))% of "
        + "desired capacity", fix: "give one pool no share, so that it may hold the rest")
  }

  /// Reads one pool and adds it, unless it is at fault.
  private func pool(_ entry: Entry, into result: inout PlacedPools) {
    let known = ["name", "backend", "market", "share", "offerings"] + Self.processKeys
    guard let fields = Fields(entry, known: known) else { return }
    let name = fields.required("name")?.identifier()
    checkName(name, entry, in: &result)
    let backend = fields.required("backend", fix: "add `backend: …`, an entry of rung.yaml")
    let backendName = backend?.identifier()
    let market = fields["market"].map { $0.choice(Pool.Market.self) } ?? .onDemand
    let share =
      fields["share"].map(positiveShare) ?? (market == .spot ? Self.spotShare : 1)
    let isLocal = fields["command"] != nil
    let process = isLocal ? self.process(fields) : nil
    let offerings = isLocal ? localOffering(fields) : self.offerings(fields)
    guard let name, let backend, let backendName, let market, let share, let offerings,
      !isLocal || process != nil
    else { return }
    result.backendPlaces.append(backend.place)
    result.pools.append(
      Pool(
        name: name, backend: backendName, market: market, share: share, offerings: offerings,
        process: process))
  }

  private func offerings(_ fields: Fields) -> [Offering]? {
    fields.refuse(
      Self.processKeys, because: "belongs to a local pool, one with `command`",
      fix: "delete it, or write it in an offering")
    guard
      let entry = fields.required(
        "offerings", fix: "add `offerings: [c6i.4xlarge]`, or `command: […]` for a local pool"),
      let entries = entry.list()
    else { return nil }
    guard !entries.isEmpty else {
      entry.error("\(entry.name) is empty", fix: "name an instance type")
      return nil
    }
    let read = entries.map(offering)
    let offerings = read.compactMap { $0 }
    guard read.count == offerings.count else { return nil }
    for (index, offering) in offerings.enumerated() {
      let isRepeated = offerings[..<index].contains {
        $0.type == offering.type && $0.zone == offering.zone
      }
      guard isRepeated else { continue }
      entries[index].error("\(offering.type) is offered twice here", fix: "keep one of them")
    }
    return offerings
  }

  private func offering(_ entry: Entry) -> Offering? {
    if entry.scalarText != nil { return entry.line(atMost: 128).map { Offering(type: $0) } }
    guard let fields = Fields(entry, known: ["type", "zone", "servers", "price"])
    else { return nil }
    let type = fields.required("type")?.line(atMost: 128)
    let zone = fields["zone"].map { $0.line(atMost: 128) }
    let weight = weight(fields)
    guard let type, let weight else { return nil }
    if case .some(.none) = zone { return nil }
    return Offering(
      type: type, zone: zone ?? nil, servers: weight.servers, pricePerHour: weight.price)
  }

  private func localOffering(_ fields: Fields) -> [Offering]? {
    fields.refuse(
      ["offerings"], because: "has no place beside `command`: a local pool offers processes",
      fix: "delete one of the two")
    if let market = fields["market"], market.scalarText == "spot" {
      market.error("a local pool has no spot market", fix: "delete the key")
    }
    return weight(fields).map {
      [Offering(type: "process", servers: $0.servers, pricePerHour: $0.price)]
    }
  }

  private func weight(_ fields: Fields) -> (servers: Int, price: Double?)? {
    let servers = fields["servers"].map { $0.whole(1...Self.mostServers) } ?? 1
    let price = fields["price"].map { $0.number() }
    if case .some(.none) = price { return nil }
    guard let servers else { return nil }
    return (servers, price ?? nil)
  }
}
