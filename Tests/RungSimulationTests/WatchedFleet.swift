import RungCore
import RungModel
import RungSimulation

/// A controller with 20 servers whose listings a test falsifies, ten seconds a step.
struct WatchedFleet {
  var ladder: Ladder = {
    var ladder = Scenario().ladder
    ladder.limits.min = 20
    return ladder
  }()
  var users = 50.0
  /// Servers that run and that listings leave out.
  var hidden: Set<ServerID> = []
  var now = Scenario.start
  var backend = VirtualBackend(boot: .minutes(6))
  var controller = Controller(facts: Facts(installation: "test"), at: Scenario.start)
  /// Orders and alarms so far, in order.
  var said: [(at: Timestamp, directive: Directive)] = []
  private var inbox: [Input] = []

  init(_ change: (inout Ladder) -> Void = { _ in }) {
    change(&ladder)
    backend.adopt(Scenario.servers(20, of: ladder))
    inbox = [.ladders([ladder])]
  }

  /// Servers that a listing would name now, by id.
  var listed: [ServerID] {
    backend.listing("local", at: now).servers.filter { $0.state.isLaunched }.map(\.id)
  }

  /// Takes steps for a while, the first one now.
  mutating func run(_ span: Duration, _ command: OperatorCommand? = nil) {
    if let command { inbox.append(.command(command)) }
    let end = now + span
    while now < end {
      step()
      now += Controller.tick
    }
  }

  private mutating func step() {
    backend.advance(to: now)
    var listing = backend.listing("local", at: now)
    listing.servers.removeAll { hidden.contains($0.id) }
    let sample = DriverSample(driver: ladder.driver.id, at: now, value: users)
    let directives = controller.step(
      inbox + [.samples([sample]), .listing(listing)], at: now)
    inbox = []
    for directive in directives {
      switch directive {
      case .launch(let order): inbox.append(.launched(backend.launch(order, at: now)))
      case .terminate(let order):
        backend.terminate(order, at: now)
        inbox.append(.terminating(order.id))
      case .raise, .clear: break
      case .record, .learn, .forecasted, .scored: continue
      }
      said.append((now, directive))
    }
  }

  /// Machines launched so far.
  var launched: Int {
    said.reduce(0) { sum, entry in
      guard case .launch(let order) = entry.directive, case .launch(_, let count) = order.action
      else { return sum }
      return sum + count
    }
  }

  /// Servers ended so far.
  var ended: Int {
    said.reduce(0) { sum, entry in
      guard case .terminate(let order) = entry.directive,
        case .terminate(let ids) = order.action
      else { return sum }
      return sum + ids.count
    }
  }

  /// The lead time planned with.
  var leadTime: Duration { controller.leadTime(of: ladder.service) }

  /// The alarm of a kind that holds.
  func alarm(_ kind: Alarm.Kind) -> Alarm? { controller.alarms.first { $0.kind == kind } }

  /// Whether an alarm of a kind was ever raised.
  func wasRaised(_ kind: Alarm.Kind) -> Bool {
    said.contains { if case .raise(let alarm) = $0.directive { alarm.kind == kind } else { false } }
  }
}
