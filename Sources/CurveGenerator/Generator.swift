package import RungModel

/// Makes matches and curves from published figures. Same arguments, same bytes.
package enum Generator {
  /// Minutes of a whole match before its first milestone.
  package static let minutesBefore: Int64 = 90
  /// Minutes of a whole match after the end.
  package static let minutesAfter: Int64 = 120

  /// One match as its setting has it; how it goes is drawn from the seed.
  package static func match(_ setting: MatchSetting, seed: UInt64) -> GeneratedMatch {
    var random = SplitMix64(seed: seed)
    let (before, after) = (minutesBefore, minutesAfter)
    switch setting.kind {
    case .t20, .odi:
      let script = CricketScript.draw(
        setting, setting.kind == .t20 ? .t20 : .odi, from: &random)
      return GeneratedMatch(setting, script, before: before, after: after, from: &random)
    case .football:
      let script = FootballScript.draw(setting, from: &random)
      return GeneratedMatch(setting, script, before: before, after: after, from: &random)
    }
  }

  /// One match of a kind, on a day and at a stage that are drawn from the seed too.
  package static func match(kind: MatchKind, seed: UInt64) -> GeneratedMatch {
    match(setting(kind: kind, seed: seed), seed: seed)
  }

  /// One curve of a kind.
  /// - Returns: nil when the kind or the metric is not one that can be generated.
  package static func curve(
    kind: String, seed: UInt64, metric: String = GeneratedMetric.platformConcurrency.rawValue
  ) -> Curve? {
    guard let kind = MatchKind(rawValue: kind), let metric = GeneratedMetric(rawValue: metric)
    else { return nil }
    return match(kind: kind, seed: seed).curve(metric)
  }

  private static func setting(kind: MatchKind, seed: UInt64) -> MatchSetting {
    var random = SplitMix64(seed: seed, stream: SeedSpace.setting)
    let draw = random.unit()
    let stage = kind.stages.first { draw < $0.upTo }?.name ?? "final"
    let day = firstDay + Int64(random.whole(0...364))
    let slots = kind.startMinutes
    let startMinute = slots[random.whole(0...(slots.count - 1))]
    let isPaired =
      kind == .football && stage == "group"
      && random.chance(FootballFigures.pairedShareOfGroups)
    return MatchSetting(
      kind: kind, id: "synthetic-\(kind.shortName)-seed-\(seed)",
      title: "Synthetic \(kind.shortName) (seed \(seed))",
      start: Timestamp(minute: day * 1_440 + startMinute),
      tournament: "synthetic-\(kind.shortName)-cup", stage: stage,
      simultaneous: isPaired ? 2 : 1)
  }

  /// 1 January 2025, in days since the epoch: generated matches lie in the past.
  static let firstDay: Int64 = 20_089
}

/// Streams of one seed that must not meet: a rehearsal is not a match of the library.
enum SeedSpace {
  /// Day and stage of a match that only its kind was given of.
  static let setting: UInt64 = 1
  /// The match to rehearse with.
  static let rehearsal: UInt64 = 2
  /// Plus the place of the match among all of its library.
  static let library: UInt64 = 1_000
}
