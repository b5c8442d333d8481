import RungModel

/// A fault as JSON, with the words of faults files; spans in seconds.
struct WorldFaultDTO: Encodable, Sendable {
  /// An instant, or a milestone with an offset: `start-10m`.
  var from: String?
  var to: String?
  var kind: String
  var pool: String?
  var type: String?
  var zone: String?
  var machines: Int?
  var values: [Int]?
  var gapSeconds: Double?
  var burst: Double?
  var perSecond: Double?
  var factor: Double?
  var share: Double?
  var bySeconds: Double?
  var noticeSeconds: Double?

  enum CodingKeys: String, CodingKey {
    case from, to, kind, pool, type, zone, machines, values, burst, factor, share
    case gapSeconds = "gap_seconds"
    case perSecond = "per_second"
    case bySeconds = "by_seconds"
    case noticeSeconds = "notice_seconds"
  }

  init(_ fault: WorldFault) {
    from = fault.from?.text
    to = fault.to?.text
    kind = fault.kind.word.rawValue
    take(fault.kind)
  }

  private mutating func take(_ kind: WorldFault.Kind) {
    switch kind {
    case .capacity(let target, let count):
      aim(target)
      machines = count
    case .capacityTrace(let target, let gap, let machines):
      aim(target)
      gapSeconds = gap.inSeconds
      values = machines
    case .throttled(let target): aim(target)
    case .launchBudget(let burst, let perSecond):
      self.burst = burst
      self.perSecond = perSecond
    case .slowBoot(let target, let factor):
      aim(target)
      self.factor = factor
    case .neverHealthy(let target, let share), .crash(let target, let share):
      aim(target)
      self.share = share
    case .reclaim(let target, let share, let notice):
      aim(target)
      self.share = share
      noticeSeconds = notice.inSeconds
    case .lostReplies(let share), .duplicatedReplies(let share), .listingsPartial(let share):
      self.share = share
    case .lateReplies(let span), .metricsLate(let span), .scheduleLate(let span):
      bySeconds = span.inSeconds
    case .metricsScaled(let factor): self.factor = factor
    case .metricsMissing, .metricsFrozen, .scheduleMissing, .scheduleShuffled, .listingsMissing:
      break
    }
  }

  private mutating func aim(_ target: WorldFault.Target) {
    pool = target.pool
    type = target.type
    zone = target.zone
  }
}
