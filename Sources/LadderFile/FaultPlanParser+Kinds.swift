import RungModel

extension FaultPlanParser {
  private static let target = ["pool", "type", "zone"]
  /// What an API and a fleet can have to do with: more is a slip of the pen.
  private static let machines = 0...1_000_000
  private static let day = Duration.hours(24)
  /// The notice that AWS gives before it takes a spot instance.
  private static let spotNotice = Duration.minutes(2)

  /// The keys that a kind takes, but for `kind`, `from` and `to`.
  func keys(_ word: FaultWord) -> [String] {
    switch word {
    case .noCapacity: Self.target + ["machines"]
    case .capacityTrace: Self.target + ["gap", "values", "file", "scale"]
    case .throttled: Self.target
    case .launchBudget: ["burst", "per_second"]
    case .slowBoot: Self.target + ["factor"]
    case .neverHealthy, .crash: Self.target + ["share"]
    case .reclaim: Self.target + ["share", "notice"]
    case .lostReplies, .duplicatedReplies, .listingsPartial: ["share"]
    case .lateReplies, .metricsLate, .scheduleLate: ["by"]
    case .metricsScaled: ["factor"]
    case .metricsMissing, .metricsFrozen, .scheduleMissing, .scheduleShuffled, .listingsMissing:
      []
    }
  }

  /// A fault's kind with its figures; nil when one cannot be read.
  func kind(_ word: FaultWord, _ fields: Fields) -> WorldFault.Kind? {
    switch word {
    case .noCapacity, .capacityTrace, .throttled, .slowBoot, .neverHealthy, .reclaim, .crash:
      targeted(word, fields)
    case .launchBudget: launchBudget(fields)
    case .lostReplies: share(fields).map { .lostReplies(share: $0) }
    case .duplicatedReplies: share(fields).map { .duplicatedReplies(share: $0) }
    case .lateReplies: span(fields, atMost: .hours(1)).map { .lateReplies(by: $0) }
    case .metricsMissing: .metricsMissing
    case .metricsFrozen: .metricsFrozen
    case .metricsLate: span(fields, atMost: Self.day).map { .metricsLate(by: $0) }
    case .metricsScaled: factor(fields, 0...1e6).map { .metricsScaled(by: $0) }
    case .scheduleMissing: .scheduleMissing
    case .scheduleLate: span(fields, atMost: .hours(24 * 7)).map { .scheduleLate(by: $0) }
    case .scheduleShuffled: .scheduleShuffled
    case .listingsMissing: .listingsMissing
    case .listingsPartial: share(fields).map { .listingsPartial(share: $0) }
    }
  }

  /// Kinds that concern some offerings or all.
  private func targeted(_ word: FaultWord, _ fields: Fields) -> WorldFault.Kind? {
    let target = target(fields)
    let kind: WorldFault.Kind? =
      switch word {
      case .noCapacity:
        (fields["machines"].map { $0.whole(Self.machines) } ?? 0).flatMap { machines in
          target.map { .capacity($0, machines: machines) }
        }
      case .capacityTrace:
        trace(fields).flatMap { trace in
          target.map { .capacityTrace($0, gap: trace.gap, machines: trace.machines) }
        }
      case .throttled: target.map { .throttled($0) }
      case .slowBoot:
        factor(fields, 0.1...100).flatMap { factor in
          target.map { .slowBoot($0, factor: factor) }
        }
      case .neverHealthy:
        share(fields).flatMap { share in target.map { .neverHealthy($0, share: share) } }
      case .reclaim: reclaim(fields, target)
      case .crash: share(fields).flatMap { share in target.map { .crash($0, share: share) } }
      default: nil
      }
    return kind
  }

  private func reclaim(_ fields: Fields, _ target: WorldFault.Target?) -> WorldFault.Kind? {
    let share = share(fields)
    let notice = fields["notice"].map { $0.duration(.zero...Self.day) } ?? Self.spotNotice
    guard let target, let share, let notice else { return nil }
    return .reclaim(target, share: share, notice: notice)
  }

  private func launchBudget(_ fields: Fields) -> WorldFault.Kind? {
    let burst = fields.required("burst", fix: "add `burst: 1000`, machines at once")?.number()
    let rate = fields.required("per_second", fix: "add `per_second: 2`, machines")?.number()
    guard let burst, let rate else { return nil }
    guard burst >= 1 else {
      fields["burst"]?.error(
        "\(fields.entry.name).burst is below 1: nothing could ever be launched",
        fix: "write 1 or more, or `kind: throttled`")
      return nil
    }
    return .launchBudget(burst: burst, perSecond: rate)
  }

  private func share(_ fields: Fields) -> Double? {
    fields.required("share", fix: "add `share: 30%`")?.share()
  }

  private func span(_ fields: Fields, atMost longest: Duration) -> Duration? {
    fields.required("by", fix: "add `by: 5m`")?.duration(.seconds(1)...longest)
  }

  private func factor(_ fields: Fields, _ bounds: ClosedRange<Double>) -> Double? {
    guard let entry = fields.required("factor", fix: "add `factor: 2`"),
      let factor = entry.number()
    else { return nil }
    guard bounds.contains(factor) else {
      let (low, high) = (bounds.lowerBound, bounds.upperBound)
      entry.error(
        "\(entry.name) is \(NumberText.plainText(factor)), outside "
          + "\(NumberText.plainText(low)) to \(NumberText.plainText(high))",
        fix: factor < low
          ? "write \(NumberText.plainText(low)) or more"
          : "write \(NumberText.plainText(high)) or less")
      return nil
    }
    return factor
  }

  /// The offerings meant; a pool or type that is nowhere would be a fault that never happens.
  private func target(_ fields: Fields) -> WorldFault.Target? {
    let pool = fields["pool"].map { entry in
      pools.isEmpty ? entry.line(atMost: 128) : entry.word(pools.map { ($0.name, $0.name) })
    }
    let type = fields["type"].map { entry in
      let types = pools.filter { $0.name == (pool ?? $0.name) }.flatMap(\.offerings).map(\.type)
      return types.isEmpty ? entry.line(atMost: 128) : entry.word(types.map { ($0, $0) })
    }
    let zone = fields["zone"].map { $0.line(atMost: 128) }
    if case .some(.none) = pool { return nil }
    if case .some(.none) = type { return nil }
    if case .some(.none) = zone { return nil }
    return WorldFault.Target(pool: pool ?? nil, type: type ?? nil, zone: zone ?? nil)
  }
}
