package import RungModel

/// How one service did over the window that counts.
package struct ServiceScore: Hashable, Codable, Sendable {
  package var service: String
  /// `users` or `rps`: what demands are in.
  package var unit: DriverUnit
  /// Demand times seconds, and the part of it that serving capacity did not cover.
  package var demandSeconds = 0.0
  package var unservedSeconds = 0.0
  package var firstUnservedAt: Timestamp?
  /// The highest demand, when it first stood, and what served then, in reference servers.
  package var peakDemand = 0.0
  package var peakAt: Timestamp?
  package var servingAtPeak = 0
  /// The instant with the smallest share of demand that could be served; above 1 is headroom.
  package var worstShare: Double?
  package var worstAt: Timestamp?
  /// Reference servers times seconds: serving, and what the rungs give to the demand.
  package var servingSeconds = 0.0
  package var neededSeconds = 0.0
  /// From order to exit, inside the window.
  package var billedSeconds = 0.0
  /// What the rungs give to the highest demand, and that held over the whole window.
  package var staticPeakServers = 0
  package var staticPeakSeconds = 0.0
  /// Machines ordered in the window; restarts of all that lived in it.
  package var launches = 0
  package var restarts = 0

  package init(service: String, unit: DriverUnit) {
    self.service = service
    self.unit = unit
  }

  /// Share of demand that was not served, 0 to 1.
  package var unservedShare: Double {
    demandSeconds > 0 ? unservedSeconds / demandSeconds : 0
  }
  /// User-minutes (or requests x 60) without service.
  package var unservedMinutes: Double { unservedSeconds / 60 }
  /// Mean serving over mean needed; nil when nothing was needed.
  package var servingOverNeeded: Double? {
    neededSeconds > 0 ? servingSeconds / neededSeconds : nil
  }
  /// Billed server time over that of static peak; nil when peak needs nothing.
  package var costRatio: Double? {
    staticPeakSeconds > 0 ? billedSeconds / staticPeakSeconds : nil
  }

  /// Adds one stretch of time in which nothing changed.
  /// - Parameters:
  ///   - served: the largest demand that what serves can take; infinite where no rung bounds it.
  ///   - seconds: of the daemon's clock.
  mutating func add(
    at: Timestamp, seconds: Double, demand: Double, served: Double, serving: Int, needed: Int
  ) {
    let unserved = max(0, demand - served)
    demandSeconds += demand * seconds
    unservedSeconds += unserved * seconds
    servingSeconds += Double(serving) * seconds
    neededSeconds += Double(needed) * seconds
    if unserved > 0, firstUnservedAt == nil { firstUnservedAt = at }
    if demand > peakDemand || peakAt == nil {
      (peakDemand, peakAt, servingAtPeak) = (demand, at, serving)
    }
    guard demand > 0, served.isFinite else { return }
    if served / demand < worstShare ?? .infinity {
      (worstShare, worstAt) = (served / demand, at)
    }
  }

  /// Counts server time from order to exit within a window.
  mutating func bill(_ servers: [Server], from: Timestamp, to: Timestamp) {
    for server in servers where server.service == service {
      let start = max(server.orderedAt, from)
      let end = min(server.endedAt ?? to, to)
      guard start < end else { continue }
      billedSeconds += (end - start).inSeconds * Double(server.offering.servers)
      launches += server.orderedAt >= from ? 1 : 0
      restarts += server.restarts
    }
  }
}
