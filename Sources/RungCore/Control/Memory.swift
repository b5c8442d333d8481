package import RungModel

/// What the controller remembers between steps, all of it rebuilt from the store's facts.
///
/// Everything else it holds (ladders, models, listings, the newest forecasts) enters again as
/// inputs after a restart.
package struct Memory: Hashable, Sendable {
  /// Events are forgotten this long after their end; by then their curve is in the library.
  static let eventMemory: Duration = .hours(24)

  package internal(set) var installation: String
  package internal(set) var lastOrderNumber: Int
  /// By id.
  package internal(set) var events: [Event]
  var drivers: [DriverID: DriverState]
  var scorecards: [DriverID: Scorecard]
  package internal(set) var book: OrderBook
  package internal(set) var leadTimes: LeadTimeBook
  /// At most one a service, by service.
  package internal(set) var floors: [OperatorFloor]
  package internal(set) var pauses: [Pause]
  /// The last recorded decision of each service, by service.
  package internal(set) var recorded: [Decision]
  /// By key.
  package internal(set) var alarms: [Alarm]

  init(facts: Facts, at now: Timestamp) {
    installation = facts.installation
    lastOrderNumber = facts.lastOrderNumber
    events = facts.events.sorted { $0.id < $1.id }
    drivers = [:]
    for id in facts.minutes.keys.sorted() {
      drivers[id] = DriverState(facts.minutes[id] ?? [], of: id, at: now)
    }
    scorecards = Self.scorecards(facts, at: now)
    book = OrderBook(facts.orders, outcomes: facts.outcomes)
    leadTimes = LeadTimeBook(facts.leadTimes)
    floors = facts.floors.sorted { $0.service < $1.service }
    pauses = facts.pauses.sorted { $0.service < $1.service }
    recorded = facts.decisions.sorted { $0.service < $1.service }
    alarms = facts.alarms.sorted { $0.key < $1.key }
    _ = age(to: now)
  }

  /// Forgets what can matter no more.
  ///
  /// - Returns: the orders forgotten.
  mutating func age(to now: Timestamp) -> [Order] {
    floors.removeAll { $0.until <= now }
    pauses.removeAll { $0.until <= now }
    events.removeAll { event in
      (event.ends ?? .distantPast) + Self.eventMemory < now
    }
    for id in drivers.keys.sorted() { drivers[id]?.age(to: now) }
    for id in scorecards.keys.sorted() {
      scorecards[id]?.age(to: now.minute)
      if scorecards[id]?.isEmpty == true { scorecards[id] = nil }
    }
    return book.age(to: now)
  }

  /// Keeps an event if it is news. Returns whether it was.
  mutating func take(_ event: Event) -> Bool {
    guard let index = events.firstIndex(where: { $0.id == event.id }) else {
      let place = events.firstIndex { $0.id > event.id } ?? events.count
      events.insert(event, at: place)
      return true
    }
    guard event.sequence > events[index].sequence else { return false }
    events[index] = event
    return true
  }

  /// The next order's token: `<installation>-<service>-<number>`, 64 characters at most.
  mutating func nextOrderID(service: String) -> OrderID {
    lastOrderNumber += 1
    let name = service.prefix(40)
    return OrderID("\(installation)-\(name)-\(lastOrderNumber)")
  }

  private static func scorecards(_ facts: Facts, at now: Timestamp) -> [DriverID: Scorecard] {
    let records = Dictionary(grouping: facts.forecasts, by: \.driver)
    let settled = Dictionary(grouping: facts.settled, by: \.driver)
    let rows = Dictionary(grouping: facts.scores, by: \.driver)
    var result: [DriverID: Scorecard] = [:]
    for id in Set(records.keys).union(settled.keys).union(rows.keys).sorted() {
      result[id] = Scorecard(
        records: records[id] ?? [], settled: settled[id] ?? [], rows: rows[id] ?? [],
        at: now.minute)
    }
    return result
  }
}
