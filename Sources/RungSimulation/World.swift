package import RungCore
package import RungModel

/// A virtual world: demand, a schedule and backends around the real controller.
///
/// Time is an event queue; the same inputs give the same run, byte for byte.
package struct World: Sendable {
  /// What a step left behind, for plans, scores and traces.
  package struct Moment: Sendable {
    package var at: Timestamp
    /// What the controller said, in order.
    package var directives: [Directive]
    /// Actual demand of each driver.
    package var demand: [DriverID: Double]
  }

  private enum Happening: Sendable {
    case tick
    case message(EventMessage)
  }

  package private(set) var controller: Controller
  package private(set) var backends: [String: VirtualBackend]
  /// What users do, whatever the controller knows.
  private let demand: [DriverID: MinuteSeries]
  /// How long until the next tick after an instant.
  private let tick: @Sendable (Timestamp) -> Duration
  private var queue = EventQueue<Happening>()
  private var inbox: [Input]
  /// Promises broken so far, with their instants; empty in a good run.
  package private(set) var violations: [String] = []

  /// - Parameters:
  ///   - inputs: what enters with the first step: ladders, models, events known already.
  ///   - messages: the schedule as it will arrive.
  package init(
    controller: Controller, inputs: [Input], demand: [DriverID: MinuteSeries],
    messages: [EventMessage], backends: [String: VirtualBackend], from: Timestamp,
    tick: @escaping @Sendable (Timestamp) -> Duration = { _ in Controller.tick }
  ) {
    self.controller = controller
    self.inbox = inputs
    self.demand = demand
    self.backends = backends
    self.tick = tick
    for message in messages { queue.put(.message(message), at: max(from, message.receivedAt)) }
    queue.put(.tick, at: from)
  }

  /// Runs until an instant, telling of every step.
  package mutating func run(
    until end: Timestamp, _ each: (borrowing World, Moment) -> Void
  ) {
    while let at = queue.nextAt, at < end, let next = queue.take() {
      switch next.element {
      case .message(let message): inbox.append(.event(message.event))
      case .tick:
        let moment = step(at: next.at)
        each(self, moment)
        queue.put(.tick, at: next.at + tick(next.at))
      }
    }
  }

  private mutating func step(at now: Timestamp) -> Moment {
    let level = demandNow(now)
    let samples = level.keys.sorted().map {
      DriverSample(driver: $0, at: now, value: level[$0] ?? 0)
    }
    var inputs = inbox
    inbox = []
    inputs.append(.samples(samples))
    for name in backends.keys.sorted() {
      backends[name]?.advance(to: now)
      if let backend = backends[name] { inputs.append(.listing(backend.listing(name, at: now))) }
    }
    let directives = controller.step(inputs, at: now)
    violations += controller.violations(of: directives, at: now).map { "\(now): \($0)" }
    carryOut(directives, at: now)
    return Moment(at: now, directives: directives, demand: level)
  }

  private func demandNow(_ now: Timestamp) -> [DriverID: Double] {
    var result: [DriverID: Double] = [:]
    for driver in demand.keys.sorted() {
      if let value = demand[driver]?[now.minute] { result[driver] = value }
    }
    return result
  }

  private mutating func carryOut(_ directives: [Directive], at now: Timestamp) {
    for directive in directives {
      switch directive {
      case .launch(let order):
        guard let outcome = backends[order.backend]?.launch(order, at: now) else { continue }
        inbox.append(.launched(outcome))
      case .terminate(let order):
        backends[order.backend]?.terminate(order, at: now)
        inbox.append(.terminating(order.id))
      case .raise, .clear, .record, .learn, .forecasted, .scored: continue
      }
    }
  }
}
