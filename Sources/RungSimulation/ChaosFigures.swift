import RungModel

/// How bad drawn faults are: bad enough to be felt, seldom the end of everything.
///
/// Figures are round, so that a plan reads well and survives being written down.
struct ChaosFigures {
  let pools: [Pool]
  /// A usual number of machines, at least 1.
  let servers: Int

  func draw(_ word: FaultWord, _ random: inout SplitMix64) -> WorldFault.Kind {
    switch word {
    case .noCapacity: return .capacity(target(&random), machines: machines(&random))
    case .capacityTrace:
      let values = (0..<random.whole(4...12)).map { _ in machines(&random) }
      return .capacityTrace(target(&random), gap: .minutes(random.whole(1...10)), machines: values)
    case .throttled: return .throttled(target(&random))
    case .launchBudget:
      // From a twentieth of the fleet at once and minutes for the rest, to EC2's own budget.
      let burst = max(1, random.whole(max(1, servers / 20)...max(2, servers)))
      return .launchBudget(burst: Double(burst), perSecond: Double(random.whole(1...20)) / 10)
    case .slowBoot:
      return .slowBoot(target(&random), factor: Double(random.whole(15...40)) / 10)
    case .neverHealthy: return .neverHealthy(target(&random), share: percent(5...40, &random))
    case .reclaim:
      let notice: Duration = random.chance(0.8) ? .minutes(2) : .seconds(random.whole(0...30))
      return .reclaim(spot(&random), share: percent(20...100, &random), notice: notice)
    case .crash: return .crash(target(&random), share: percent(5...40, &random))
    case .lostReplies, .duplicatedReplies, .lateReplies: return replies(word, &random)
    case .metricsMissing, .metricsFrozen, .metricsLate, .metricsScaled:
      return metrics(word, &random)
    case .scheduleMissing: return .scheduleMissing
    case .scheduleLate: return .scheduleLate(by: .minutes(random.whole(5...180)))
    case .scheduleShuffled: return .scheduleShuffled
    case .listingsMissing: return .listingsMissing
    case .listingsPartial: return .listingsPartial(share: percent(5...90, &random))
    }
  }

  private func replies(_ word: FaultWord, _ random: inout SplitMix64) -> WorldFault.Kind {
    switch word {
    case .lostReplies: .lostReplies(share: percent(2...50, &random))
    case .duplicatedReplies: .duplicatedReplies(share: percent(5...100, &random))
    default: .lateReplies(by: .seconds(10 * random.whole(2...60)))
    }
  }

  private func metrics(_ word: FaultWord, _ random: inout SplitMix64) -> WorldFault.Kind {
    switch word {
    case .metricsMissing: return .metricsMissing
    case .metricsFrozen: return .metricsFrozen
    case .metricsLate: return .metricsLate(by: .minutes(random.whole(1...15)))
    default:
      // Nothing, a tenth, half of the senders, sent twice, a minute for a second, a thousand.
      let factors = [0, 0.1, 0.5, 2, 60, 1_000]
      return .metricsScaled(by: factors[random.whole(0...(factors.count - 1))])
    }
  }

  /// None at all once in four times, else up to what is usual.
  private func machines(_ random: inout SplitMix64) -> Int {
    random.chance(0.25) ? 0 : random.whole(max(1, servers / 10)...servers)
  }

  private func percent(_ range: ClosedRange<Int>, _ random: inout SplitMix64) -> Double {
    Double(random.whole(range)) / 100
  }

  /// Everything half of the time; else a pool, an offering of it, or its zone.
  private func target(_ random: inout SplitMix64) -> WorldFault.Target {
    guard !pools.isEmpty, random.chance(0.5) else { return WorldFault.Target() }
    return target(in: pools[random.whole(0...(pools.count - 1))], &random)
  }

  /// A spot pool if there is one: that is where machines are taken back.
  private func spot(_ random: inout SplitMix64) -> WorldFault.Target {
    let spots = pools.filter { $0.market == .spot }
    guard !spots.isEmpty else { return target(&random) }
    return target(in: spots[random.whole(0...(spots.count - 1))], &random)
  }

  private func target(in pool: Pool, _ random: inout SplitMix64) -> WorldFault.Target {
    var target = WorldFault.Target(pool: pool.name)
    guard !pool.offerings.isEmpty, random.chance(0.4) else { return target }
    let offering = pool.offerings[random.whole(0...(pool.offerings.count - 1))]
    target.type = offering.type
    if random.chance(0.5) { target.zone = offering.zone }
    return target
  }
}
