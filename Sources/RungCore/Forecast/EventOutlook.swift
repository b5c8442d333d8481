import RealModule
import RungModel

/// One event as seen from now: what comparable events let it be at any minute.
struct EventOutlook {
  let event: Event
  let comparables: Comparables
  let clock: PlayClock
  /// What it may be under each believed reading of its milestones, the likeliest first.
  private(set) var readings: [PhaseOutlook] = []
  /// A stop that bears on it now.
  private(set) var stop: PlayStop?
  /// Where it stands; nil without live data in its reach.
  private(set) var origin: LiveOrigin?
  /// Spread of the level at a resume against the level before, in logarithms.
  let resume: (mean: Double, spread: Double)
  /// What comparable stops began with.
  let onset: WeightedRows
  let curves: [ComparableCurve]
  /// The minute of now.
  let madeAt: Int64
  let libraryNoise: Double

  /// Live data older than this says where the event was, not where it is.
  private static let freshMinutes: Int64 = 30
  /// Before the curve begins, growth is read from its first minute, an hour at most, unless the
  /// level then is another event's.
  private static let approachMinutes: Int64 = 60

  init(
    _ event: Event, curves: [ComparableCurve], live: LiveSeries, unit: DriverUnit, now: Int64,
    minutes: Int, simultaneous: Int, isAlone: Bool = true,
    background: (Int64) -> Double? = { _ in nil }
  ) {
    self.event = event
    self.curves = curves
    madeAt = now
    comparables = Comparables(event, curves: curves, now: now)
    let members = comparables.members
    let announcedClock = PlayClock(event, now: now)
    let planned = EventPhase.planned(event, clock: announcedClock)
    let matches = MarkMatches(of: planned.marks, curves: curves, members: members)
    let prior = PeakLevel(event, comparables: comparables, curves: curves, unit: unit)
    resume = Self.resumeSpread(members, curves)
    onset = Self.onset(members, curves)
    // Those who leave are no level that a stop holds back: the most of them come with it.
    if unit != .departures {
      stop = PlayStop.announced(
        event, live: live,
        expected: { minute in
          let shape = AlignedCurves(
            curves: curves, members: members, matches: matches, phase: planned
          ).shape(at: Double(announcedClock.play(minute)))
          return prior.flatMap { prior in shape.map { prior.mean + $0.mean } }
        }, now: now)
      if stop == nil, event.interruption(at: Timestamp(minute: now)) == nil,
        event.status != .interrupted
      {
        stop = UnannouncedFall(
          curves: curves, members: members, event: event, clock: announcedClock, phase: planned
        ).stop(in: live, now: now)
      }
    }
    var cuts = announcedClock.cuts
    if let stop, stop.resumeAt == nil { cuts.append(PlayClock.Cut(from: stop.since, to: now)) }
    clock = PlayClock(cuts: cuts)
    libraryNoise = LiveLevel.median(members.map { curves[$0.index].noise })
    let origin = Self.origin(
      event, live: live, clock: clock, stop: stop, approach: isAlone ? Self.approachMinutes : 0,
      now: now)
    self.origin = origin
    let anchor = Self.anchor(event, comparables, clock: clock, unit: unit, background)
    let phases = PhaseEvidence.weighed(
      EventPhase.readings(of: event, clock: clock, now: now), curves: curves, members: members,
      matches: matches, origin: origin)
    // Synthetic audiences have no working hours.
    let context =
      comparables.measuredCount >= Comparables.enough
      ? EventContext.features(of: event, simultaneous: simultaneous) : nil
    // A surge of those who left play says nothing of the peak: its calm level does.
    let surge = onset.isEmpty ? 0 : origin?.excess ?? 0
    readings = phases.map {
      PhaseOutlook(
        $0, curves: curves, members: members, matches: matches, origin: origin, anchor: anchor,
        prior: prior, surge: surge, context: context, minutes: minutes,
        next: EventPhase.minutesToNext(event, now: now),
        since: EventPhase.lastReported(event, clock: clock, now: now))
    }
  }

  /// How high it will go; nil when neither the library nor the sender says.
  var peak: PeakLevel? { readings.first?.peak }

  /// Whether there is a comparable event to align with.
  var isComparable: Bool { readings.contains { !$0.aligned.entries.isEmpty } }

  /// First and last minute at which the event has a say.
  static func reach(of event: Event) -> ClosedRange<Int64>? {
    guard event.status != .cancelled, event.status != .abandoned,
      let begins = event.begins?.minute, let ends = event.ends?.minute, ends >= begins
    else { return nil }
    return (begins - Int64(Curve.reachBefore))...(ends + Int64(Curve.reachAfter))
  }

  private static func origin(
    _ event: Event, live: LiveSeries, clock: PlayClock, stop: PlayStop?, approach: Int64,
    now: Int64
  ) -> LiveOrigin? {
    if let stop { return LiveOrigin(play: Double(clock.play(stop.since)), level: stop.before) }
    guard let reach = reach(of: event), now >= reach.lowerBound - approach,
      let newest = live.newest, newest >= now - freshMinutes
    else { return nil }
    let logs = live.play(upTo: newest, clock: clock, count: LiveOrigin.minutes)
    return LiveOrigin(play: Double(clock.play(newest)), logs: logs)
  }

  /// Where an event to come sets out from: published figures say how matches run and not how large
  /// this platform is, but its ordinary level says so too.
  ///
  /// - Parameter background: logarithm of the ordinary level at a minute; nil when unknown.
  private static func anchor(
    _ event: Event, _ comparables: Comparables, clock: PlayClock, unit: DriverUnit,
    _ background: (Int64) -> Double?
  ) -> LiveOrigin? {
    guard comparables.measuredCount == 0, event.expectedPeak[unit.word] == nil,
      let first = reach(of: event)?.lowerBound, let level = background(first)
    else { return nil }
    return LiveOrigin(play: Double(clock.play(first)), level: level)
  }

  private static func resumeSpread(
    _ members: [Comparables.Member], _ curves: [ComparableCurve]
  ) -> (mean: Double, spread: Double) {
    var rows = WeightedRows()
    for member in members {
      for lesson in curves[member.index].interruptions {
        if let resume = lesson.resume { rows.add(resume, weight: member.weight) }
      }
    }
    // Three resumes at 90, 100 and 110 % are assumed beside what was seen.
    let each = rows.isEmpty ? 1 : rows.total / Double(rows.values.count)
    for value in [-0.1, 0, 0.1] { rows.add(value, weight: each) }
    return (rows.mean, max(0.06, Double.sqrt(rows.variance)))
  }
}
