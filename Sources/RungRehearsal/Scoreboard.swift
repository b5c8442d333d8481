import RungClient
import RungModel

/// Scores what the daemon has serving against what the script demands, step by step.
struct Scoreboard: Sendable {
  /// Between two samples, on the daemon's clock: how often a scrape is usual.
  static let step = Duration.seconds(10)

  /// What one service had at an instant.
  struct Observed: Hashable, Sendable {
    /// The largest demand that what serves can take; infinite where no rung bounds it.
    var served: Double
    /// In reference servers.
    var serving: Int
  }

  private let script: RehearsalScript
  private let cast: Cast
  private(set) var scores: [ServiceScore]
  private var last: (at: Timestamp, observed: [Observed])?
  /// Time in the window during which the daemon could not be asked.
  private(set) var unobservedSeconds = 0.0
  private(set) var peak: RehearsalSummary.Peak?

  /// - Parameter script: shifted to the daemon's clock.
  init(_ script: RehearsalScript, _ cast: Cast) {
    self.script = script
    self.cast = cast
    scores = cast.parts.map { ServiceScore(service: $0.service, unit: $0.unit) }
  }

  /// What the peak is told in: users, where any service is driven by them.
  private var leadingUnit: DriverUnit {
    cast.parts.contains { $0.unit == .users } ? .users : cast.parts[0].unit
  }

  /// The instants that an observation at `at` settles: itself, and those missed since the last.
  func unsettled(until at: Timestamp) -> [Timestamp] {
    var instants = [at]
    guard let last else { return instants }
    var instant = at - Self.step
    while instant > last.at {
      instants.insert(instant, at: 0)
      instant = instant - Self.step
    }
    return instants
  }

  /// Takes what is serving at an instant.
  ///
  /// Instants missed since the observation before are scored with the lower of what was served
  /// before and after, so that an outage is never taken for good service.
  /// - Parameter needed: reference servers that the rungs give to a service's demand.
  mutating func observe(
    _ observed: [Observed], at: Timestamp, needed: (_ part: Int, _ demand: Double) -> Int
  ) {
    for instant in unsettled(until: at) {
      let isMissed = instant != at
      guard instant >= script.billingFrom, instant < script.billingTo else { continue }
      if isMissed { unobservedSeconds += Self.step.inSeconds }
      var leading: Double?
      for (index, part) in cast.parts.enumerated() {
        guard let demand = cast.demand(part, script, at: instant) else { continue }
        var now = observed[index]
        if isMissed, let before = last?.observed[index] {
          now.served = min(now.served, before.served)
          now.serving = min(now.serving, before.serving)
        }
        scores[index].add(
          at: instant, seconds: Self.step.inSeconds, demand: demand, served: now.served,
          serving: now.serving, needed: needed(index, demand))
        if part.unit == leadingUnit { leading = max(leading ?? 0, demand) }
      }
      if let leading, leading > peak?.demand ?? -1 {
        peak = .init(
          at: instant, demand: leading, unit: leadingUnit,
          servers: observed.reduce(0) { $0 + $1.serving })
      }
    }
    last = (at, observed)
  }

  /// What was unserved at one instant, by service; only those above 0.
  func unserved(_ observed: [Observed], at: Timestamp) -> [(service: String, demand: Double)] {
    zip(cast.parts, observed).compactMap { part, now in
      guard let demand = cast.demand(part, script, at: at), demand > now.served else { return nil }
      return (part.service, demand - now.served)
    }
  }

  /// The finished scores, with the bill.
  /// - Parameter staticPeak: by part, what the rungs give to its highest demand.
  func summary(
    servers: [Server], staticPeak: [Int], speed: Double, absent: [String]
  ) -> RehearsalSummary {
    let window = (script.billingTo - script.billingFrom).inSeconds
    var scores = scores
    for index in scores.indices {
      scores[index].bill(servers, from: script.billingFrom, to: script.billingTo)
      scores[index].staticPeakServers = staticPeak[index]
      scores[index].staticPeakSeconds = Double(staticPeak[index]) * window
    }
    return RehearsalSummary(
      from: script.billingFrom, to: script.billingTo, speed: speed, services: scores,
      notRehearsed: absent, unobservedSeconds: unobservedSeconds, peak: peak)
  }
}
