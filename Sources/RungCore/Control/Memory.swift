package import RungModel

/// What the controller remembers between steps, all of it rebuilt from the store's facts.
///
/// Everything else it holds (ladders, models, listings, the newest forecasts) enters again as
/// inputs after a restart.
package struct Memory: Hashable, Sendable {
  /// Orders and outcomes are kept this long after they were issued, for cooldowns, step bounds
  /// and what is remembered of offerings.
  static let orderMemory: Duration = .hours(1)
  /// The newest measured lead times kept for each service.
  static let leadTimesKept = 200
  /// Events are forgotten this long after their end; by then their curve is in the library.
  static let eventMemory: Duration = .hours(24)

  package internal(set) var installation: String
  package internal(set) var lastOrderNumber: Int
  /// By id.
  package internal(set) var events: [Event]
  var drivers: [DriverID: DriverState]
  var scorecards: [DriverID: Scorecard]
  /// In order of number.
  package internal(set) var orders: [Order]
  /// In order of their answer.
  var outcomes: [LaunchOutcome]
  /// In order of serving.
  package internal(set) var leadTimes: [LeadTimeMeasurement]
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
    orders = facts.orders.sorted { Self.number(of: $0.id) < Self.number(of: $1.id) }
    outcomes = facts.outcomes.sorted {
      ($0.answeredAt, Self.number(of: $0.order)) < ($1.answeredAt, Self.number(of: $1.order))
    }
    leadTimes = facts.leadTimes
    floors = facts.floors.sorted { $0.service < $1.service }
    pauses = facts.pauses.sorted { $0.service < $1.service }
    recorded = facts.decisions.sorted { $0.service < $1.service }
    alarms = facts.alarms.sorted { $0.key < $1.key }
    sortLeadTimes()
    age(to: now)
  }

  /// Forgets what can matter no more.
  mutating func age(to now: Timestamp) {
    let from = now - Self.orderMemory
    orders.removeAll { $0.state == .answered && $0.issuedAt < from }
    outcomes.removeAll { $0.answeredAt < from }
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

  /// Whether an order is still in memory.
  func remembers(_ id: OrderID) -> Bool {
    let number = Self.number(of: id)
    var place = orders.place { Self.number(of: $0.id) >= number }
    while place < orders.count, Self.number(of: orders[place].id) == number {
      if orders[place].id == id { return true }
      place += 1
    }
    return false
  }

  /// Keeps measurements in order of serving; the newest few hundred of each service.
  mutating func take(_ measurements: [LeadTimeMeasurement]) {
    guard !measurements.isEmpty else { return }
    for measurement in measurements {
      // Nearly always the newest.
      let place = leadTimes.place { Self.isBefore(measurement, $0) }
      leadTimes.insert(measurement, at: place)
    }
    for service in Set(measurements.map(\.service)).sorted() {
      let surplus = leadTimes.count { $0.service == service } - Self.leadTimesKept
      guard surplus > 0 else { continue }
      var left = surplus
      leadTimes.removeAll { measurement in
        guard left > 0, measurement.service == service else { return false }
        left -= 1
        return true
      }
    }
  }

  /// The next order's token: `<installation>-<service>-<number>`, 64 characters at most.
  mutating func nextOrderID(service: String) -> OrderID {
    lastOrderNumber += 1
    let name = service.prefix(40)
    return OrderID("\(installation)-\(name)-\(lastOrderNumber)")
  }

  /// The number at the end of an order's token; 0 for a token that is not ours.
  static func number(of id: OrderID) -> Int {
    id.token.lastIndex(of: "-").flatMap { Int(id.token[id.token.index(after: $0)...]) } ?? 0
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

  private static func isBefore(_ left: LeadTimeMeasurement, _ right: LeadTimeMeasurement) -> Bool {
    (left.servingAt, left.service, left.server) < (right.servingAt, right.service, right.server)
  }

  private mutating func sortLeadTimes() {
    leadTimes.sort(by: Self.isBefore)
    var kept: [String: Int] = [:]
    var result: [LeadTimeMeasurement] = []
    for measurement in leadTimes.reversed() {
      kept[measurement.service, default: 0] += 1
      if kept[measurement.service, default: 0] <= Self.leadTimesKept { result.append(measurement) }
    }
    leadTimes = result.reversed()
  }
}
