import RungModel

/// A stop of play as it bears on the forecast: announced by the schedule, or only seen.
struct PlayStop {
  /// The first minute of the stop.
  var since: Int64
  /// When play resumes or resumed; nil while nobody knows.
  var resumeAt: Int64?
  /// Logarithm of the level before it.
  var before: Double
  /// The last minute it can matter: planned end and half an hour.
  var until: Int64
  var isAnnounced: Bool

  /// After a resume, the hold stays so long while the users are still on their way back.
  static let returnMinutes: Int64 = 15
  /// What part of the level before counts as back: 80 %, as a logarithm.
  static let recovered = -0.223
  /// Minutes after the planned end that a stop can still matter.
  static let minutesAfterEnd: Int64 = 30

  /// The stop that the schedule announced and that still matters, if the level before it is known.
  static func announced(
    _ event: Event, live: LiveSeries, expected: (Int64) -> Double?, now: Int64
  ) -> PlayStop? {
    guard !event.status.isOver else { return nil }
    let started = event.interruptions.filter { $0.from.minute <= now }
    let newest = started.max { $0.from < $1.from }
    let isStopped =
      event.status == .interrupted || event.interruption(at: Timestamp(minute: now)) != nil
    guard isStopped || newest != nil else { return nil }
    let since = newest?.from.minute ?? lastHigh(live, now: now)
    guard let before = levelBefore(since, live: live) ?? expected(since) else { return nil }
    var resumeAt = newest?.to?.minute
    if event.status == .interrupted, let to = resumeAt, to <= now { resumeAt = nil }
    let end = event.ends?.minute ?? now
    let stop = PlayStop(
      since: since, resumeAt: resumeAt, before: before,
      until: max(end, now) + minutesAfterEnd, isAnnounced: true)
    guard let resumeAt, resumeAt <= now else { return stop }
    let isBack = live.median((now - 2)..<(now + 1)) >= before + recovered
    return isBack || now >= resumeAt + returnMinutes ? nil : stop
  }

  /// The median of the ten minutes that end three before the stop.
  private static func levelBefore(_ since: Int64, live: LiveSeries) -> Double? {
    let level = live.median((since - 12)..<(since - 2))
    return level > LiveLevel.missing ? level : nil
  }

  /// For a stop whose beginning nobody gave: the last minute near the highest of three hours.
  private static func lastHigh(_ live: LiveSeries, now: Int64) -> Int64 {
    let minutes = (now - 180)..<(now + 1)
    guard let highest = minutes.map({ live.middle(of: $0) }).max(),
      highest > LiveLevel.missing
    else { return now }
    return minutes.last { live.middle(of: $0) >= highest - 0.15 } ?? now
  }
}
