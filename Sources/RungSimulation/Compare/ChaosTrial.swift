import RungCore
package import RungModel

/// One seeded run of the controller through a match in which everything may go wrong, with every
/// promise checked after every step. The same seed gives the same run, byte for byte.
package struct ChaosTrial: Sendable {
  package let seed: UInt64
  package let faults: FaultPlan
  /// Promises broken, in words; empty in a good run.
  package let violations: [String]
  /// Of everything that the controller said, step by step.
  package let digest: UInt64
  package let steps: Int

  /// How much boot times differ in a trial: as EC2's do, a sixth either way.
  private static let bootSpread = 0.15

  /// - Parameter setting: the match; its own faults are replaced by drawn ones.
  package init(
    seed: UInt64, _ setting: (FaultPlan) -> ComparisonSetting, library: [Curve],
    tick: Duration = .minutes(1), trace: (String) -> Void = { _ in }
  ) {
    let calm = setting(FaultPlan())
    let servers = calm.ladder.servers(for: calm.scoredPeak).servers
    let faults = FaultPlan.chaos(
      seed: seed, from: calm.from, to: calm.to,
      events: ComparisonSetting.finalStates(of: calm.messages), pools: calm.ladder.pools,
      servers: servers)
    var run = RungRun(
      nil, setting(faults), library: library, seed: seed, tick: tick, bootSpread: Self.bootSpread)
    var digest = Digest()
    var steps = 0
    _ = run.run(step: { moment in
      steps += 1
      for directive in moment.directives {
        let line = "\(moment.at) \(directive)"
        digest.add(line)
        trace(line)
      }
    })
    self.seed = seed
    self.faults = faults
    violations = run.world.violations
    self.digest = digest.value
    self.steps = steps
  }
}

/// FNV-1a, 64 bits: enough to tell two runs apart, the same on every machine.
/// - SeeAlso: www.ietf.org/archive/id/draft-eastlake-fnv-17.html
private struct Digest: Sendable {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ text: String) {
    for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }
}
