import RungFormats
package import RungModel

/// What was known at an origin, and nothing else: cutting the series and the log after the origin
/// changes nothing here.
///
/// It moves forward minute by minute and copies the series once, at the first origin.
package struct BacktestKnowledge: Sendable {
  private let material: BacktestMaterial
  private var schedule: KnownEvents
  /// The minute that is complete and the newest, counted from the Unix epoch.
  package private(set) var origin: Int64
  /// Values up to the origin's minute, that one included; it ends with a value.
  package private(set) var series: MinuteSeries

  /// What was known at a minute.
  package init(_ material: BacktestMaterial, at origin: Int64) {
    self.material = material
    self.origin = origin
    let whole = material.series
    let count = min(max(0, origin - whole.firstMinute + 1), Int64(whole.values.count))
    var values = Array(whole.values.prefix(Int(count)))
    while let last = values.last, last == nil { values.removeLast() }
    series =
      values.isEmpty
      ? MinuteSeries() : MinuteSeries(firstMinute: whole.firstMinute, values: values)
    schedule = KnownEvents(material.messages)
    schedule.advance(to: Timestamp(minute: origin))
  }

  /// What was known at a later minute.
  package mutating func advance(to origin: Int64) {
    precondition(origin >= self.origin, "known at \(self.origin), asked for \(origin)")
    for minute in self.origin..<origin {
      if let value = material.series[minute + 1] { series[minute + 1] = value }
    }
    self.origin = origin
    schedule.advance(to: now)
  }

  /// The instant of the origin.
  package var now: Timestamp { Timestamp(minute: origin) }

  /// Newest known state of each event, in order of id: the highest sequence among the messages
  /// received at or before the origin.
  package var events: [Event] { schedule.events }

  /// Events that are known to be over and whose end has passed, cancelled ones apart.
  package var finished: [Event] {
    events.filter { event in
      event.status.isOver && event.status != .cancelled && (event.ends.map { $0 <= now } ?? false)
    }
  }

  /// The newest value and its minute; nil when there was none yet.
  package var newest: MinuteValue? { series.last(atOrBefore: origin) }

  /// The curves that there were: one of each finished event, cut before the origin's minute while
  /// its 120 minutes after the end are not over, and those of the library that had ended or are
  /// synthetic. A finished event's own curve replaces one of the library.
  /// - Complexity: O(minutes of all curves).
  package func curves() -> [Curve] {
    let own = finished.compactMap(curve(of:))
    let ids = Set(own.map(\.event.id))
    let shelf = material.library.filter { curve in
      guard !ids.contains(curve.event.id) else { return false }
      return curve.origin == .synthetic
        || curve.firstMinute + Int64(curve.values.count) <= origin
    }
    return shelf + own
  }

  private func curve(of event: Event) -> Curve? {
    let cutting = CurveCutter.cut(
      series: series, messages: [EventMessage(receivedAt: now, event: event)],
      metric: material.driver.id.selector, unit: material.driver.unit)
    guard var curve = cutting.curves.first else { return nil }
    // Models do not read the minute that they are fitted at, nor a curve that reaches it.
    let known = min(Int64(curve.values.count), max(0, origin - curve.firstMinute))
    curve.values.removeLast(curve.values.count - Int(known))
    return curve.values.contains { $0 != nil } ? curve : nil
  }
}
