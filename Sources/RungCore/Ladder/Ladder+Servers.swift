package import RungModel

/// What a ladder says to a demand.
package struct LadderAnswer: Hashable, Sendable {
  /// Reference servers, before limits.
  package var servers: Int
  /// The rung whose threshold is the highest at or below the demand; counted from 0.
  package var rung: Int
  /// Whether the demand lies above the top rung, so that the answer is a guess along its slope.
  package var isExtrapolated: Bool
}

extension Ladder {
  /// How many servers a demand wants by the rungs alone: no buffer, no limit.
  ///
  /// - Parameter demand: users or requests a second; below 0 and NaN count as 0.
  /// - Complexity: O(log rungs).
  package func servers(for demand: Double) -> LadderAnswer {
    let demand = demand > 0 ? demand : 0
    let index = rungIndex(for: demand)
    let rung = rungs[index]
    guard index + 1 < rungs.count else {
      let isExtrapolated = demand > rung.at
      let wanted = Double(rung.servers) + (demand - rung.at) * slopeAboveTop
      return LadderAnswer(
        servers: max(rung.servers, Self.wholeServers(wanted)), rung: index,
        isExtrapolated: isExtrapolated)
    }
    let next = rungs[index + 1]
    if demand == rung.at {
      return LadderAnswer(servers: rung.servers, rung: index, isExtrapolated: false)
    }
    let servers =
      between == .step
      ? next.servers
      : Self.wholeServers(
        Double(rung.servers)
          + Double(next.servers - rung.servers) * ((demand - rung.at) / (next.at - rung.at)))
    return LadderAnswer(servers: servers, rung: index, isExtrapolated: false)
  }

  /// The largest demand that the rungs, without buffer, give to this many servers.
  ///
  /// 0 when there are fewer servers than the first rung asks for.
  package func demand(servedBy servers: Int) -> Double {
    guard let index = rungs.lastIndex(where: { $0.servers <= servers }) else { return 0 }
    let rung = rungs[index]
    let spare = Double(servers - rung.servers)
    guard index + 1 < rungs.count else {
      return slopeAboveTop > 0 ? rung.at + spare / slopeAboveTop : rung.at
    }
    guard between == .interpolate else { return rung.at }
    let next = rungs[index + 1]
    return rung.at + (next.at - rung.at) * (spare / Double(next.servers - rung.servers))
  }

  /// Servers for each unit of demand above the top rung: the slope of the last segment that rises,
  /// else the top rung's own ratio; 0 for a ladder that is flat at 0.
  var slopeAboveTop: Double {
    for index in stride(from: rungs.count - 1, to: 0, by: -1) {
      let rise = rungs[index].servers - rungs[index - 1].servers
      if rise > 0 { return Double(rise) / (rungs[index].at - rungs[index - 1].at) }
    }
    let top = rungs[rungs.count - 1]
    return top.at > 0 ? Double(top.servers) / top.at : 0
  }

  private func rungIndex(for demand: Double) -> Int {
    var low = 0
    var high = rungs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if rungs[middle].at <= demand { low = middle } else { high = middle }
    }
    return low
  }

  /// Rounded up, but not because of the last bits of a division: a demand of exactly what n
  /// servers take must not ask for n + 1.
  private static func wholeServers(_ wanted: Double) -> Int {
    guard wanted < 1e9 else { return 1_000_000_000 }
    let tolerance = 1e-9 * max(1, wanted)
    return Int((wanted - tolerance).rounded(.up))
  }
}
