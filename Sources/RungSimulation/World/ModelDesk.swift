import RungCore
package import RungModel

/// Fits the models of a run as the daemon would: once a day, when an event is over, and while its
/// curve is still growing. The daemon fits hourly, which between events changes next to nothing.
package struct ModelDesk: Sendable {
  private let drivers: [Driver]
  private let library: [Curve]
  private var events: [Event] = []
  private var last: Timestamp?
  /// For each of `drivers`, what its newest fit left for the next.
  private var ready: [ReadyCurves]
  /// Instants at which an event has shown more of its curve.
  private var settling: [Timestamp] = []

  private static let every: Duration = .hours(24)
  /// Minutes after the end of an event; with the last its curve is complete.
  private static let growing = [1, 60, Curve.minutesAfter + 1]

  package init(drivers: [Driver], library: [Curve]) {
    self.drivers = drivers
    self.library = library
    ready = drivers.map { _ in ReadyCurves() }
  }

  /// An event's newest state.
  mutating func take(_ event: Event) {
    if let place = events.firstIndex(where: { $0.id == event.id }) {
      guard event.sequence > events[place].sequence else { return }
      if event.status.isOver, !events[place].status.isOver, let ends = event.ends {
        settling += Self.growing.map { ends + .minutes($0) }
      }
      events[place] = event
    } else {
      events.append(event)
    }
  }

  /// New models, when it is time; nil between.
  ///
  /// - Parameter seen: what has been sent of each driver.
  mutating func models(due now: Timestamp, seen: [DriverID: MinuteSeries]) -> [FittedModel]? {
    let isSettled = settling.contains { $0 <= now }
    settling.removeAll { $0 <= now }
    let isOld = last.map { now - $0 >= Self.every } ?? true
    guard isSettled || isOld else { return nil }
    last = now
    return drivers.indices.map { place in
      let driver = drivers[place]
      return FittedModel.fit(
        driver: driver, library: library, history: seen[driver.source.id] ?? MinuteSeries(),
        events: events, at: now, reusing: &ready[place])
    }
  }
}
