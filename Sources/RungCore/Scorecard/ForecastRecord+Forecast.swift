package import RungModel

extension ForecastRecord {
  /// What a forecast said of the minutes after one of its own, at the kept horizons and levels;
  /// nothing of a horizon that it does not reach.
  ///
  /// - Parameters:
  ///   - forecast: with the kept levels among its own.
  ///   - now: when control used it; nil: when it was made.
  ///   - events: newest known state of each, in order of id.
  ///   - persistence: the newest complete minute's value.
  package init(
    _ forecast: Forecast, at now: Timestamp? = nil, events: [Event], persistence: Double
  ) {
    let now = now ?? forecast.madeAt
    let minute = now.minute
    let places = Self.levels.map { level -> Int in
      guard let place = forecast.levels.firstIndex(of: level) else {
        preconditionFailure("a forecast of \(forecast.driver) without the level \(level)")
      }
      return place
    }
    let event = Self.nearest(events, to: now)
    let first = Int(minute - forecast.firstMinute)
    self.init(
      driver: forecast.driver, minute: minute, kind: event?.kind ?? "", event: event?.id ?? "",
      persistence: persistence,
      values: Self.horizons.map { horizon in
        let index = first + horizon
        return index < forecast.minuteCount ? places.map { forecast.paths[$0][index] } : []
      })
  }

  /// The event in whose reach an instant lies; of several the one nearest its start, of two
  /// equally near the first.
  private static func nearest(_ events: [Event], to now: Timestamp) -> Event? {
    var nearest: (place: Int, distance: Duration)?
    // Of a long list nearly all are far: none is copied until the nearest is known.
    events.withUnsafeBufferPointer { events in
      for place in events.indices where events[place].status != .cancelled {
        guard let begins = events[place].begins, let ends = events[place].ends,
          begins - .minutes(Curve.reachBefore) <= now, now <= ends + .minutes(Curve.reachAfter)
        else { continue }
        let start = events[place].milestone("start") ?? begins
        let distance = start <= now ? now - start : start - now
        if let nearest, nearest.distance <= distance { continue }
        nearest = (place, distance)
      }
    }
    return nearest.map { events[$0.place] }
  }
}
