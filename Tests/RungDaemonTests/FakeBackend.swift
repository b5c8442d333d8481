import RungModel
import RungPorts

/// A backend in memory, idempotent by token, that can be told to fail.
actor FakeBackend: Backend {
  private(set) var launches: [Order] = []
  private(set) var terminations: [Order] = []
  private(set) var prepared: [[ServicePool]] = []
  private(set) var servers: [Server] = []
  private(set) var listings = 0
  private var outcomes: [OrderID: LaunchOutcome] = [:]
  private var failure: BackendError?
  private var launchFailures: Int
  private var isHanging = false

  /// - Parameter launchFailures: how many launch calls fail before one works.
  init(servers: [Server] = [], launchFailures: Int = 0) {
    self.servers = servers
    self.launchFailures = launchFailures
  }

  func fail(_ failure: BackendError?) { self.failure = failure }

  /// Makes listings wait until this is called again with false, or their task is cancelled.
  func hang(_ isHanging: Bool) { self.isHanging = isHanging }

  func prepare(_ pools: [ServicePool]) async throws(BackendError) { prepared.append(pools) }

  func list() async throws(BackendError) -> [Server] {
    if let failure { throw failure }
    _ = await eventually(within: .seconds(60)) { !isHanging }
    listings += 1
    return servers
  }

  func launch(_ order: Order) async throws(BackendError) -> LaunchOutcome {
    launches.append(order)
    if let failure { throw failure }
    if launchFailures > 0 {
      launchFailures -= 1
      throw BackendError(.timedOut, "no answer")
    }
    if let known = outcomes[order.id] { return known }
    guard case .launch(let offering, let count) = order.action else {
      throw BackendError(.misconfigured, "not a launch")
    }
    let names = (0..<count).map { ServerID("\(order.id)-\($0)") }
    servers += names.map {
      Server(
        id: $0, service: order.service, pool: order.pool, offering: offering, order: order.id,
        state: .serving, orderedAt: order.issuedAt)
    }
    let outcome = LaunchOutcome(order: order.id, launched: names, answeredAt: order.issuedAt)
    outcomes[order.id] = outcome
    return outcome
  }

  func terminate(_ order: Order) async throws(BackendError) {
    terminations.append(order)
    if let failure { throw failure }
  }
}
