package import RungModel

extension Generator {
  /// Minutes of the rehearsal before the toss.
  package static let rehearsalBefore: Int64 = 75
  /// Minutes of the rehearsal after the end.
  package static let rehearsalAfter: Int64 = 35

  /// A t20 final to rehearse with: toss, start, rain to a fifth of 15 million for about 25 minutes
  /// with everyone back within one, innings break, spikes, a peak of about 25 million, the end.
  ///
  /// Not in any library: its numbers come from a stream of their own.
  /// - Parameter start: planned start, cut to a whole minute; `shifted(byMinutes:)` moves it later.
  package static func rehearsalMatch(
    seed: UInt64, start: Timestamp = Timestamp(minute: (firstDay + 400) * 1_440 + 840)
  ) -> GeneratedMatch {
    var random = SplitMix64(seed: seed, stream: SeedSpace.rehearsal)
    let setting = MatchSetting(
      kind: .t20, id: "rehearsal-t20", title: "Rehearsal", start: Timestamp(minute: start.minute),
      tournament: "rehearsal-cup", stage: "final")
    let script = rehearsalScript(setting, &random)
    return GeneratedMatch(
      setting, script, before: rehearsalBefore, after: rehearsalAfter, from: &random)
  }

  private static func rehearsalScript(_ setting: MatchSetting, _ random: inout SplitMix64)
    -> CricketScript
  {
    var script = CricketScript.draw(setting, .t20, from: &random)
    script.times = CricketTimes.draw(setting, .t20, from: &random)
    let begins = script.times.start + Int64(random.whole(38...52))
    let ends = begins + Int64(random.whole(24...26))
    let rain = Stop(
      from: begins, to: ends, isForGood: false, announced: ends - Int64(random.whole(10...15)),
      resumeMinutes: 1)
    rain.move(&script.times)
    script.rain = rain
    let times = script.times
    // One in the first innings, two in the second, the last near the end and the highest.
    script.spikes = [
      Spike(at: times.inningsBreak - 15, height: random.uniform(0.06...0.12), rise: 2, decay: 6),
      Spike(at: times.secondInnings + 35, height: random.uniform(0.08...0.14), rise: 2, decay: 7),
      Spike(at: times.exodus - 14, height: random.uniform(0.16...0.22), rise: 3, decay: 8),
    ]
    script.levels.start = 15_000_000
    script.scale = 1
    let top = CricketAudience.values(script, over: times.toss...times.end).users.max() ?? 1
    script.scale = PublishedFigures.referencePeak / top
    return script
  }
}
