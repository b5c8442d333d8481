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

  /// What a run consists of.
  package enum Occurrence: Sendable {
    /// A span in which no server changes; empty where several change at once.
    case passed(Range<Timestamp>)
    case stepped(Moment)
  }

  /// Small, because the queue moves them about: messages and answers by their place.
  private enum Happening: Sendable {
    case tick
    case message(Int)
    case reply(Int)
  }

  package private(set) var controller: Controller
  package private(set) var backends: [String: VirtualBackend]
  private let backendNames: [String]
  private var feed: MetricFeed
  private var replies: ReplyDesk
  /// Fits models anew as the run goes; nil where those given stay.
  package var fitting: ModelDesk?
  private let faults: FaultSchedule
  /// How long until the next tick after an instant.
  private let tick: @Sendable (Timestamp) -> Duration
  private var queue = EventQueue<Happening>()
  /// As they arrive.
  private let messages: [EventMessage]
  /// Answers on their way, by the number they were sent with.
  private var answers: [Int: Input] = [:]
  private var answerCount = 0
  private var now: Timestamp
  private var inbox: [Input]
  private var checks: WorldChecks
  /// Backends that have been listed whole.
  private var listed: Set<String> = []
  /// Promises broken so far, with their instants; empty in a good run.
  package private(set) var violations: [String] = []
  /// Whether promises are checked after every step.
  package var isChecked = true

  /// - Parameters:
  ///   - inputs: what enters with the first step: ladders, models, events known already.
  ///   - demand: by driver; that of departures is worked out from their users'.
  ///   - messages: the schedule as it would arrive without faults.
  ///   - timing: when samples are sent.
  package init(
    controller: Controller, inputs: [Input], demand: [DriverID: MinuteSeries],
    messages: [EventMessage], backends: [String: VirtualBackend], from: Timestamp,
    timing: MetricFeed.Timing = .gauge, faults: FaultSchedule = FaultSchedule(),
    seed: UInt64 = 0, tick: @escaping @Sendable (Timestamp) -> Duration = { _ in Controller.tick }
  ) {
    self.controller = controller
    inbox = inputs
    now = from
    self.backends = backends
    backendNames = backends.keys.sorted()
    self.tick = tick
    self.faults = faults
    checks = WorldChecks(faults)
    let ladders = inputs.flatMap { input -> [Ladder] in
      if case .ladders(let ladders) = input { ladders } else { [] }
    }
    let departing = Driver.withSources(ladders.map(\.driver)).filter { $0.unit == .departures }
    feed = MetricFeed(demand, departing: departing, timing: timing, faults: faults)
    replies = ReplyDesk(faults, seed: seed)
    self.messages = faults.delivered(messages)
    for (place, message) in self.messages.enumerated() {
      queue.put(.message(place), at: max(from, message.receivedAt))
    }
    queue.put(.tick, at: from)
  }

  /// What comes next, before an instant; nil when nothing does.
  package mutating func next(before end: Timestamp) -> Occurrence? {
    while true {
      let at = min(queue.nextAt ?? end, end)
      if now < at { return .passed(pass(to: at)) }
      guard let due = queue.nextAt, due < end else { return nil }
      // What happens at one instant is one step.
      var isUrgent = false
      while queue.nextAt == due, let next = queue.take() {
        isUrgent = take(next.element, at: due) || isUrgent
      }
      if isUrgent { return .stepped(step(at: due)) }
    }
  }

  /// Runs until an instant, telling of every step.
  package mutating func run(
    until end: Timestamp, _ each: (borrowing World, Moment) -> Void
  ) {
    while let occurrence = next(before: end) {
      if case .stepped(let moment) = occurrence { each(self, moment) }
    }
  }

  /// Lets time pass to an instant, or to the first before it at which a server changes.
  private mutating func pass(to end: Timestamp) -> Range<Timestamp> {
    var next = end
    for name in backendNames { next = min(next, backends[name]?.nextDue ?? end) }
    let span = now..<max(now, next)
    now = span.upperBound
    for name in backendNames { backends[name]?.advance(to: now) }
    return span
  }

  /// Takes up what happens; returns whether it asks for a step at once.
  private mutating func take(_ happening: Happening, at now: Timestamp) -> Bool {
    switch happening {
    case .tick:
      queue.put(.tick, at: now + tick(now))
      return true
    case .message(let place):
      inbox.append(.event(messages[place].event))
      fitting?.take(messages[place].event)
      return true
    case .reply(let number):
      guard let input = answers.removeValue(forKey: number) else { return false }
      return take(reply: input)
    }
  }

  /// Actual demand of each driver at an instant.
  package func demand(at now: Timestamp) -> [DriverID: Double] {
    feed.demand.compactMapValues { $0[now.minute] }
  }

  /// Whether an answer is urgent: a shortfall goes to the next offering at once.
  private mutating func take(reply: Input) -> Bool {
    inbox.append(reply)
    switch reply {
    case .launched(let outcome):
      replies.arrived(outcome.order)
      return outcome.shortfall != nil
    case .terminating(let id):
      replies.arrived(id)
      return false
    default: return false
    }
  }

  private mutating func step(at now: Timestamp) -> Moment {
    var inputs = inbox
    inbox = []
    for order in replies.due(at: now) { carry(order, at: now) }
    let samples = feed.samples(at: now)
    if let models = fitting?.models(due: now, seen: feed.seen) {
      inputs += models.map { .model($0) }
    }
    if !samples.isEmpty { inputs.append(.samples(samples)) }
    for name in backendNames { list(name, at: now, &inputs) }
    let directives = controller.step(inputs, at: now)
    if isChecked {
      let faults = controller.violations(of: directives, at: now)
      violations += (faults + checks.violations(controller, directives, at: now))
        .map { "\(now.clockText)Z \($0)" }
    }
    for directive in directives {
      switch directive {
      case .launch(let order), .terminate(let order): carry(order, at: now)
      case .raise, .clear, .record, .learn, .forecasted, .scored: continue
      }
    }
    return Moment(at: now, directives: directives, demand: demand(at: now))
  }

  private mutating func list(_ name: String, at now: Timestamp, _ inputs: inout [Input]) {
    for kind in faults.kinds(at: now) {
      switch kind {
      case .listingsMissing: return
      case .listingsPartial(let share):
        guard var listing = backends[name]?.listing(name, at: now) else { return }
        listing.servers.removeLast(Int(Double(listing.servers.count) * share))
        inputs.append(.listing(listing))
        return
      default: continue
      }
    }
    if faults.isEmpty, listed.contains(name), let change = backends[name]?.changes(name, at: now) {
      inputs.append(.listingChange(change))
    } else if let listing = backends[name]?.listing(name, at: now) {
      _ = backends[name]?.changes(name, at: now)
      listed.insert(name)
      inputs.append(.listing(listing))
    }
  }

  /// Sends an order; its answer arrives a moment later, unless something is wrong with the way.
  private mutating func carry(_ order: Order, at now: Timestamp) {
    replies.sent(order, at: now)
    let answer: Input
    switch order.action {
    case .launch:
      guard let outcome = backends[order.backend]?.launch(order, at: now) else { return }
      answer = .launched(outcome)
    case .terminate:
      backends[order.backend]?.terminate(order, at: now)
      answer = .terminating(order.id)
    }
    for delay in replies.delays(at: now) {
      answers[answerCount] = answer
      queue.put(.reply(answerCount), at: now + Self.latency + delay)
      answerCount += 1
    }
  }

  /// From a request to its answer, as cloud APIs take.
  private static let latency: Duration = .seconds(1)
}
