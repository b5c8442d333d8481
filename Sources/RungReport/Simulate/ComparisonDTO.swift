import RungModel
package import RungSimulation

/// A comparison as stable JSON: keys in snake_case, times in ISO 8601, shares as parts of 1, demand
/// in `unit`, servers in reference servers. A key is left out where there is nothing to say.
package struct ComparisonDTO: Encodable, Sendable {
  /// Scored minutes, both ends included.
  struct Span: Encodable, Sendable {
    var from: Timestamp
    var to: Timestamp
  }

  /// How the sweeps compare at one unserved share.
  struct Bar: Encodable, Sendable {
    var unservedShare: Double
    var rungOverhead: Double?
    /// The oracle is no rival.
    var bestRival: String?
    var bestRivalOverhead: Double?
    /// Rung's overhead over the best rival's.
    var ratio: Double?

    enum CodingKeys: String, CodingKey {
      case ratio
      case unservedShare = "unserved_share"
      case rungOverhead = "rung_overhead"
      case bestRival = "best_rival"
      case bestRivalOverhead = "best_rival_overhead"
    }

    init(_ share: Double, _ findings: ComparisonFindings) {
      unservedShare = share
      rungOverhead = findings.rung.flatMap { ComparisonFindings.overhead($0, at: share) }
      let best = findings.bestRival(at: share)
      bestRival = best?.name
      bestRivalOverhead = best?.overhead
      ratio = findings.ratio(at: share)
    }
  }

  var service: String
  var metric: String
  var unit: String
  var leadSeconds: Double
  var from: Timestamp
  var to: Timestamp
  var scored: [Span]
  var seed: UInt64
  var faults: [WorldFaultDTO]
  var events: [Event]
  /// Empty without a sweep.
  var bars: [Bar]
  var policies: [PolicyDTO]
  var notes: [String]

  enum CodingKeys: String, CodingKey {
    case service, metric, unit, from, to, scored, seed, faults, events, bars, policies, notes
    case leadSeconds = "lead_seconds"
  }

  package init(_ comparison: Comparison) {
    let findings = ComparisonFindings(comparison)
    service = comparison.ladder.service
    metric = comparison.ladder.driver.id.selector
    unit = comparison.ladder.driver.unit.word
    leadSeconds = comparison.lead.inSeconds
    from = comparison.from
    to = comparison.to
    scored = comparison.scored.map {
      Span(from: Timestamp(minute: $0.lowerBound), to: Timestamp(minute: $0.upperBound))
    }
    seed = comparison.seed
    faults = comparison.faults.faults.map(WorldFaultDTO.init)
    events = comparison.events
    bars = findings.hasSweep ? ComparisonFindings.bars.map { Bar($0, findings) } : []
    policies = comparison.policies.map { PolicyDTO($0, scored: comparison.scored) }
    notes = comparison.notes
  }
}
