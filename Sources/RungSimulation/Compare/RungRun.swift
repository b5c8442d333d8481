import RungCore
package import RungModel

/// Rung itself through a whole series: the real controller, with one ladder for each setting of its
/// knob, all on the same forecasts.
package struct RungRun: Sendable {
  /// One setting: the level planned for, and what is added on top.
  package struct Knob: Hashable, Sendable {
    package var risk: Double
    package var share: Double

    package init(risk: Double, share: Double = 0) {
      self.risk = risk
      self.share = share
    }
  }

  private let setting: ComparisonSetting
  private let library: [Curve]
  private let ladders: [Ladder]
  private var backends: [VirtualBackend]
  private var controller: Controller
  private var events: [Event] = []
  private var schedule: ArraySlice<EventMessage>
  private var inbox: [Input]
  private var fits = FitClock()
  package private(set) var tallies: [Tally]
  package private(set) var violations: [String] = []

  package init(_ knobs: [Knob], _ setting: ComparisonSetting, library: [Curve]) {
    self.setting = setting
    self.library = library
    ladders = knobs.enumerated().map { number, knob in
      var ladder = setting.ladder
      ladder.service = "\(ladder.service)-\(number)"
      ladder.buffer.risk = knob.risk
      ladder.buffer.share = knob.share
      for pool in ladder.pools.indices { ladder.pools[pool].backend = "\(number)" }
      return ladder
    }
    backends = knobs.map { _ in VirtualBackend(boot: setting.lead, drain: .zero) }
    tallies = knobs.map { _ in Tally() }
    schedule = setting.messages[...]
    inbox = [.ladders(ladders)]
    controller = Controller(facts: Facts(installation: "simulate"), at: setting.from)
  }

  /// Plays the series minute by minute, telling of each minute's end for each knob.
  package mutating func run(
    _ each: (_ knob: Int, PolicyMoment) -> Void = { _, _ in }
  ) -> [Tally] {
    for minute in setting.from.minute..<setting.to.minute {
      step(at: Timestamp(minute: minute))
      for number in backends.indices { pass(number, minute, each) }
    }
    return tallies
  }

  private mutating func step(at now: Timestamp) {
    var inputs = inbox
    inbox = []
    while let message = schedule.first, message.receivedAt <= now {
      schedule.removeFirst()
      inputs.append(.event(message.event))
      keep(message.event)
    }
    if fits.isDue(events, at: now) {
      inputs.append(
        .model(
          FittedModel.fit(
            driver: setting.ladder.driver, library: library, history: setting.demand,
            events: events, at: now)))
    }
    if let newest = setting.newest(at: now), let value = setting.demand[newest] {
      inputs.append(
        .samples([
          DriverSample(
            driver: setting.ladder.driver.id, at: Timestamp(minute: newest), value: value)
        ]))
    }
    for number in backends.indices {
      inputs.append(.listing(backends[number].listing("\(number)", at: now)))
    }
    for directive in controller.step(inputs, at: now) {
      switch directive {
      case .launch(let order):
        guard let number = Int(order.backend) else { continue }
        inbox.append(.launched(backends[number].launch(order, at: now)))
      case .terminate(let order):
        guard let number = Int(order.backend) else { continue }
        backends[number].terminate(order, at: now)
        inbox.append(.terminating(order.id))
      case .raise, .clear, .record, .learn, .forecasted, .scored: continue
      }
    }
  }

  private mutating func keep(_ event: Event) {
    guard let place = events.firstIndex(where: { $0.id == event.id }) else {
      events.append(event)
      return
    }
    if event.sequence > events[place].sequence { events[place] = event }
  }

  /// Passes a minute of one ladder, in the spans between servers that come into service.
  private mutating func pass(
    _ number: Int, _ minute: Int64, _ each: (Int, PolicyMoment) -> Void
  ) {
    var at = Timestamp(minute: minute)
    let end = Timestamp(minute: minute + 1)
    let level = setting.demand[minute] ?? 0
    while at < end {
      let next = min(end, max(backends[number].nextDue ?? end, at + .milliseconds(1)))
      if setting.isScored(minute) {
        tallies[number].count(
          ladders[number], demand: level, launched: backends[number].launchedServers,
          serving: backends[number].servingServers, at: at, for: next - at)
      }
      at = next
      backends[number].advance(to: at)
    }
    each(
      number,
      PolicyMoment(
        minute: minute, demand: level,
        desired: controller.decision(of: ladders[number].service)?.desired ?? 0,
        launched: backends[number].launchedServers, serving: backends[number].servingServers,
        unserved: 0, billed: 0))
  }
}

/// When a model is fitted anew: once a day, when an event is over, and hourly while one is near.
/// The daemon fits hourly; between events that changes next to nothing.
struct FitClock: Sendable {
  private var last: Timestamp?
  private var over = 0

  private static let daily: Duration = .hours(24)
  private static let hourly: Duration = .hours(1)
  private static let near: Duration = .hours(3)

  mutating func isDue(_ events: [Event], at now: Timestamp) -> Bool {
    let ended = events.count { $0.status.isOver && ($0.ends ?? .distantFuture) <= now }
    let isNear = events.contains { event in
      guard let begins = event.begins, let ends = event.ends else { return false }
      return begins - Self.near <= now && now <= ends + Self.near
    }
    guard let last else {
      self.last = now
      over = ended
      return true
    }
    guard ended != over || now - last >= (isNear ? Self.hourly : Self.daily) else { return false }
    self.last = now
    over = ended
    return true
  }
}
