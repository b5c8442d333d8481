import RealModule
import RungModel

/// All that bears on a driver from now on: its ordinary path and its events.
///
/// What each contributes to a minute, and how they are put together, is in `Outlook+Values`.
struct Outlook {
  let model: FittedModel
  let madeAt: Timestamp
  /// What every number in here is multiplied by to be in the driver's unit.
  let scale: Double
  /// For each of `ForecastRecord.horizons`, whether the last value did better lately.
  let losses: [Bool]
  let ordinary: OrdinaryOutlook
  /// What stands in for the ordinary path until the last minute of an event of which nothing is
  /// known: ordinary rules lag behind a rise, in a band that is far too narrow.
  let strange: (path: OrdinaryOutlook, until: Int64)?
  let bands: BandScale
  /// The newest value as far as one minute alone is believed, in the model's unit: what a last
  /// value that has the vote says; nil without one.
  let lastValue: Double?
  /// Events whose reach meets the forecast, by begin and id.
  let events: [EventOutlook]
  /// For each of `events`, logarithm of its share of the level now; nil when it is not on yet.
  let shares: [Double?]

  /// An event that ended gives way to the next one after so many minutes.
  private static let afterglow: Int64 = 30

  init(
    _ model: FittedModel, recent: MinuteSeries, events: [Event], now: Timestamp, minutes: Int,
    scorecard: Scorecard = Scorecard(), unit: PowerOfTwo? = nil
  ) {
    self.model = model
    scale = unit?.value ?? 1
    madeAt = now
    bands = BandScale(scorecard, now: now.minute)
    losses = scorecard.losses
    let minute = now.minute
    let until = minute + Int64(minutes)
    let near = Self.near(events, minute...until).map { unit?.divide($0) ?? $0 }
    let live = LiveSeries(recent, now: minute, unit: unit, of: model.driver.unit) { newest in
      !near.isEmpty || OrdinaryOutlook.needsCalm(ahead: until - newest)
    }
    lastValue = live.newestBelieved.map { Double.exp($0) }
    let isOn = near.contains {
      !$0.status.isOver && EventOutlook.reach(of: $0)?.contains(minute) == true
    }
    let ordinary = OrdinaryOutlook(
      model.ordinary, live: live, spans: OrdinaryMinutes.spans(of: events), until: until)
    self.ordinary = ordinary
    let outlooks =
      near
      .sorted { ($0.begins ?? .distantPast, $0.id) < ($1.begins ?? .distantPast, $1.id) }
      .map {
        EventOutlook(
          $0, curves: model.curves, live: live, unit: model.driver.unit, now: minute,
          minutes: minutes, simultaneous: Self.simultaneous($0, events), isAlone: !isOn,
          background: ordinary.median)
      }
    let isPressed = outlooks.contains { !Self.isFading($0.event, minute) && $0.hasBegun }
    self.events = outlooks.filter {
      !isPressed || !Self.isFading($0.event, minute) || $0.isRegressed
    }
    shares = Self.shares(self.events, minute)
    let on = self.events.filter(\.hasBegun)
    let unknown = on.filter { !$0.isOrdinaryByNow }
      .compactMap { EventOutlook.reach(of: $0.event)?.upperBound }
    strange =
      on.contains(where: \.isComparable)
      ? nil
      : unknown.max().map {
        (OrdinaryOutlook(OrdinaryDays(), live: live, until: until), $0)
      }
  }

  /// The events whose reach meets a span of minutes. Most of a long list do not, and are looked at
  /// where they are: a copy of each would count references to all that it has.
  private static func near(_ events: [Event], _ span: ClosedRange<Int64>) -> [Event] {
    events.withUnsafeBufferPointer { events in
      events.indices
        .filter { EventOutlook.reach(of: events[$0])?.overlaps(span) ?? false }
        .map { events[$0] }
    }
  }

  /// How many events start in the minute that one does, itself included.
  private static func simultaneous(_ event: Event, _ events: [Event]) -> Int {
    let begins = event.begins?.minute
    return events.count { $0.begins?.minute == begins }
  }

  private static func isFading(_ event: Event, _ minute: Int64) -> Bool {
    guard let ends = event.ends?.minute else { return false }
    return event.status.isOver && minute > ends + afterglow
  }

  /// Expected parts of the level now, among the events that are on.
  private static func shares(_ events: [EventOutlook], _ minute: Int64) -> [Double?] {
    let parts = events.map { event -> Double? in
      guard event.origin != nil, event.hasBegun else { return nil }
      return event.expectedNow ?? 1
    }
    let total = parts.compactMap { $0 }.reduce(0, +)
    return parts.map { part in
      part.map { total > 0 ? Double.log(max($0 / total, 1e-6)) : 0 }
    }
  }

  /// Minutes ahead that are worked out; between them paths are straight lines.
  static func grid(minutes: Int) -> [Int] {
    var result: [Int] = []
    var next = 0
    while next < minutes {
      result.append(next)
      next += next < 16 ? 1 : next < 40 ? 2 : 5
    }
    if result.last != minutes - 1 { result.append(minutes - 1) }
    return result
  }
}

extension EventOutlook {
  /// Whether now is in its reach.
  var hasBegun: Bool { covers(madeAt) }

  /// Whether it lasts so long, and is on for so long, that its minutes are what is ordinary.
  var isOrdinaryByNow: Bool {
    guard OrdinaryMinutes.isItsOwnOrdinary(event), let begins = event.begins else { return false }
    return madeAt >= begins.minute + Self.gatheringMinutes
  }

  /// Minutes in which a long event gathers its audience.
  private static let gatheringMinutes: Int64 = 180

  /// Whether a minute is in its reach.
  func covers(_ minute: Int64) -> Bool {
    Self.reach(of: event)?.contains(minute) ?? false
  }

  /// What comparable events would have now; nil when unknown.
  var expectedNow: Double? {
    readings.first?.expected(at: Double(clock.play(madeAt))).map { Double.exp($0) }
  }
}
