package import RungModel

extension ForecastRecord {
  /// What a forecast said, at the kept horizons and levels.
  ///
  /// - Parameters:
  ///   - forecast: at least 61 minutes, with the kept levels among its own.
  ///   - events: newest known state of each, in order of id.
  ///   - persistence: the newest complete minute's value.
  package init(_ forecast: Forecast, events: [Event], persistence: Double) {
    let paths = Self.levels.map { level -> [Double] in
      guard let place = forecast.levels.firstIndex(of: level) else {
        preconditionFailure("a forecast of \(forecast.driver) without the level \(level)")
      }
      return forecast.paths[place]
    }
    let event = Self.nearest(events, to: forecast.madeAt)
    self.init(
      driver: forecast.driver, minute: forecast.firstMinute, kind: event?.kind ?? "",
      event: event?.id ?? "", persistence: persistence,
      values: Self.horizons.map { horizon in paths.map { $0[horizon] } })
  }

  /// The event in whose reach an instant lies; of several the one nearest its start, of two
  /// equally near the first.
  private static func nearest(_ events: [Event], to now: Timestamp) -> Event? {
    var nearest: (event: Event, distance: Duration)?
    for event in events where event.status != .cancelled {
      guard let begins = event.begins, let ends = event.ends,
        begins - .minutes(Curve.reachBefore) <= now, now <= ends + .minutes(Curve.reachAfter)
      else { continue }
      let start = event.milestone("start") ?? begins
      let distance = start <= now ? now - start : start - now
      if let nearest, nearest.distance <= distance { continue }
      nearest = (event, distance)
    }
    return nearest?.event
  }
}
