import RungModel

extension Controller {
  /// Takes one input into the state; what must be told at once is appended to `directives`.
  mutating func take(_ input: Input, at now: Timestamp, _ directives: inout [Directive]) {
    switch input {
    case .ladders(let set): replaceLadders(set, at: now)
    case .model(let model): models[model.driver.id] = model
    case .samples(let samples): take(samples)
    case .event(let event): _ = memory.take(event)
    case .listing(let listing): take(listing, &directives)
    case .launched(let outcome): take(outcome)
    case .terminating(let id): answer(id)
    case .command(let command): take(command)
    case .raise(let alarm):
      guard !memory.alarms.contains(where: { $0.key == alarm.key }) else { return }
      insert(alarm)
      directives.append(.raise(alarm))
    case .clear(let alarm):
      guard memory.alarms.contains(where: { $0.key == alarm.key }) else { return }
      memory.alarms.removeAll { $0.key == alarm.key }
      directives.append(.clear(alarm))
    }
  }

  private mutating func replaceLadders(_ set: [Ladder], at now: Timestamp) {
    ladders = set.sorted { $0.service < $1.service }
    standingPlans = [:]
    for ladder in ladders where models[ladder.driver.id] == nil {
      // Until the first fit arrives: a model that knows nothing but the driver.
      models[ladder.driver.id] = FittedModel.fit(
        driver: ladder.driver, library: [], history: MinuteSeries(), events: [], at: now)
    }
  }

  private mutating func take(_ samples: [DriverSample]) {
    for sample in samples {
      precondition(
        sample.value.isFinite && sample.value >= 0,
        "a sample of \(sample.driver) is \(sample.value): the shell must refuse it")
      memory.drivers[sample.driver, default: DriverState()].take(sample)
    }
  }

  /// Takes a listing and measures the lead time of servers that came to serve.
  /// A listing may tell so late that a server serves.
  private static let lateNews: Duration = .minutes(10)

  private mutating func take(_ listing: Listing, _ directives: inout [Directive]) {
    if let last = listings[listing.backend], last.at > listing.at { return }
    let before = listings[listing.backend]
    listings[listing.backend] = listing
    guard before?.servers != listing.servers else { return }
    fleet.take(listing)
    // What serves for long was measured with an earlier listing.
    let from = before.map { $0.at - Self.lateNews } ?? .distantPast
    let candidates = listing.servers.filter { server in
      server.servingSince.map { $0 >= from } == true && server.restarts == 0
    }
    guard !candidates.isEmpty else { return }
    let newest = memory.leadTimes.place { $0.servingAt >= from }
    let measured = Set(memory.leadTimes[newest...].map(\.server))
    // Only launches still in memory are measured: an old server seen again after its measurement
    // was forgotten says nothing new.
    let fresh =
      candidates
      .filter { !measured.contains($0.id) && memory.remembers($0.order) }
      .sorted { $0.id < $1.id }
    let measurements = fresh.compactMap { server in
      server.servingSince.map {
        LeadTimeMeasurement(
          service: server.service, pool: server.pool, offering: server.offering.type,
          server: server.id, orderedAt: server.orderedAt, servingAt: $0)
      }
    }
    memory.take(measurements)
    directives += measurements.map { .learn($0) }
  }

  private mutating func take(_ outcome: LaunchOutcome) {
    guard let index = memory.orders.lastIndex(where: { $0.id == outcome.order }),
      memory.orders[index].state == .inFlight
    else { return }
    memory.orders[index].state = .answered
    let number = Memory.number(of: outcome.order)
    let place = memory.outcomes.place {
      ($0.answeredAt, Memory.number(of: $0.order)) > (outcome.answeredAt, number)
    }
    memory.outcomes.insert(outcome, at: place)
  }

  private mutating func answer(_ id: OrderID) {
    guard let index = memory.orders.firstIndex(where: { $0.id == id }) else { return }
    memory.orders[index].state = .answered
  }

  private mutating func take(_ command: OperatorCommand) {
    switch command {
    case .floor(let floor):
      memory.floors.removeAll { $0.service == floor.service }
      guard floor.servers > 0 else { return }
      memory.floors.append(floor)
      memory.floors.sort { $0.service < $1.service }
    case .pause(let pause):
      memory.pauses.removeAll { $0.service == pause.service }
      memory.pauses.append(pause)
      memory.pauses.sort { $0.service < $1.service }
    case .unpause(let service):
      memory.pauses.removeAll { $0.service == service }
    }
  }
}
