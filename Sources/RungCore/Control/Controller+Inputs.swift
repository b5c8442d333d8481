import RungModel

extension Controller {
  /// Takes one input into the state; what must be told at once is appended to `directives`.
  mutating func take(_ input: Input, at now: Timestamp, _ directives: inout [Directive]) {
    switch input {
    case .ladders(let set): replaceLadders(set, at: now)
    case .model(let model): models[model.driver.id] = model
    case .samples(let samples): take(samples)
    case .event(let event): _ = memory.take(event)
    case .listing(let listing):
      let before = fleet.listedAt[listing.backend]
      measure(fleet.take(listing), since: before, &directives)
    case .listingChange(let change):
      let before = fleet.listedAt[change.backend]
      fleet.take(change)
      measure(change.changed, since: before, &directives)
    case .launched(let outcome): _ = memory.book.take(outcome)
    case .terminating(let id): memory.book.answer(id)
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
    decisions = decisions.mapValues(worded)
    ladders = set.sorted { $0.service < $1.service }
    standingPlans = [:]
    leadTimes = [:]
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

  /// A listing may tell so late that a server serves.
  private static let lateNews: Duration = .minutes(10)

  /// Measures the lead time of servers that came to serve, among those that a listing changed.
  private mutating func measure(
    _ changed: [Server], since: Timestamp?, _ directives: inout [Directive]
  ) {
    // What serves for long was measured with an earlier listing.
    let from = since.map { $0 - Self.lateNews } ?? .distantPast
    // Only launches still in memory are measured: an old server seen again after its measurement
    // was forgotten says nothing new.
    let measurements = changed.compactMap { server -> LeadTimeMeasurement? in
      guard let servingSince = server.servingSince, servingSince >= from, server.restarts == 0,
        !memory.leadTimes.has(server.id, of: server.service, since: from),
        memory.book.order(server.order) != nil
      else { return nil }
      return LeadTimeMeasurement(
        service: server.service, pool: server.pool, offering: server.offering.type,
        server: server.id, orderedAt: server.orderedAt, servingAt: servingSince)
    }
    guard !measurements.isEmpty else { return }
    let ordered = measurements.sorted { ($0.servingAt, $0.server) < ($1.servingAt, $1.server) }
    memory.leadTimes.take(ordered)
    for measurement in ordered { leadTimes[measurement.service] = nil }
    directives += ordered.map { .learn($0) }
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
