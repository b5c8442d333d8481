import CurveGenerator
import RungModel
import RungSimulation
import Testing

/// Matches in which everything may go wrong, drawn from seeds: no promise is broken, whatever is.
@Suite("Chaos")
struct ChaosTests {
  static let library = Generator.library(seed: 1)

  /// Three pools, as an operator of big matches would have them.
  static let ladder = Ladder(
    service: "playback", mode: .act,
    driver: Driver(unit: .users, metric: GeneratedMetric.platformConcurrency.rawValue),
    rungs: [
      Rung(at: 0, servers: 12), Rung(at: 1e6, servers: 60), Rung(at: 1e7, servers: 500),
      Rung(at: 2.5e7, servers: 1_180),
    ], limits: Limits(min: 12, max: 2_600, maxStepUp: 300),
    pools: [
      Pool(
        name: "primary", backend: "cloud",
        offerings: [
          Offering(type: "c6i.4xlarge", zone: "a", pricePerHour: 0.68),
          Offering(type: "c5.4xlarge", zone: "b", pricePerHour: 0.7),
        ]),
      Pool(
        name: "spot", backend: "cloud", market: .spot, share: 0.4,
        offerings: [Offering(type: "c6a.4xlarge", zone: "a", pricePerHour: 0.25)]),
      Pool(
        name: "secondary", backend: "cloud",
        offerings: [Offering(type: "c6i.8xlarge", zone: "a", servers: 2, pricePerHour: 1.4)]),
    ])

  /// From an hour before the toss to an hour after the end: what lies outside is as quiet.
  private static func window(of match: GeneratedMatch) -> MinuteSeries {
    let whole = match.minutes(.platformConcurrency)
    guard let begins = match.event.begins, let ends = match.event.ends else { return whole }
    return whole.span((begins.minute - 60)...(ends.minute + 60))
  }

  static func trial(_ seed: UInt64, trace: (String) -> Void = { _ in }) -> ChaosTrial {
    let match = Generator.match(kind: .t20, seed: seed)
    let series = window(of: match)
    return ChaosTrial(
      seed: seed,
      {
        ComparisonSetting(
          ladder: ladder, series: series, messages: match.messages, lead: .minutes(6),
          spans: nil, faults: $0)
      }, library: library, trace: trace)
  }

  /// 200 seeds in lots of ten, so that the lots run side by side.
  @Test("no promise is broken", arguments: 0..<20 as Range<UInt64>)
  func promises(lot: UInt64) {
    for seed in (lot * 10 + 1)...(lot * 10 + 10) {
      let trial = Self.trial(seed)
      #expect(trial.steps > 200, "seed \(seed) has only \(trial.steps) steps")
      let broken = trial.violations.prefix(5).joined(separator: "\n  ")
      let faults = trial.faults.lines().joined(separator: "\n  - ")
      #expect(
        trial.violations.isEmpty,
        "seed \(seed), \(trial.violations.count) broken:\n  \(broken)\n  - \(faults)")
    }
  }

  @Test("the same seed says the same, byte for byte", arguments: [3, 41, 77] as [UInt64])
  func sameBytes(seed: UInt64) {
    var lines: [String] = []
    let first = Self.trial(seed) { lines.append($0) }
    let second = Self.trial(seed)
    #expect(first.digest == second.digest)
    #expect(first.violations == second.violations)
    #expect(lines.contains { $0.contains("launch") } && first.digest != Self.trial(seed + 1).digest)
  }
}
