import BackendLocal
import Logging
import RungModel
import RungPorts
import ServiceLifecycle

/// A local pool as a service; at its end it may take its servers with it.
struct BackendService: Service {
  /// Real time that servers get to end; past it they are left as they are and named.
  private static let endPatience = Duration.seconds(40)
  /// Real time between looks at what still runs.
  private static let endPoll = Duration.milliseconds(200)

  var name: String
  var backend: LocalBackend
  var clock: any WorldClock
  var endsServersOnExit: Bool
  var logger: Logger

  /// Supervises until the daemon has stopped. Servers go on running, unless they are to end too:
  /// then supervision goes on until they are gone.
  func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await backend.run() }
      group.addTask {
        // Cancellation is how the group tells that the other task failed: nothing to do then.
        do { try await gracefulShutdown() } catch is CancellationError { return }
        if endsServersOnExit { try await endAll() }
      }
      defer { group.cancelAll() }
      do { try await group.next() } catch is CancellationError {}
    }
  }

  private func endAll() async throws {
    let running = try await backend.list().filter { $0.state.isLaunched }
    let now = clock.now()
    for (index, batch) in batches(running).enumerated() {
      let order = Order(
        id: OrderID("exit-\(now.milliseconds)-\(index)"), service: batch[0].service,
        pool: batch[0].pool, backend: name,
        action: .terminate(servers: batch.map(\.id)), issuedAt: now)
      try await backend.terminate(order)
    }
    let deadline = ContinuousClock.now + Self.endPatience
    while ContinuousClock.now < deadline {
      let left = try await backend.list().filter { $0.state != .ended }
      if left.isEmpty {
        logger.notice("servers ended", metadata: ["servers": "\(running.count)"])
        return
      }
      try await Task.sleep(for: Self.endPoll, clock: .continuous)
    }
    logger.error(
      "servers did not end in time",
      metadata: ["backend": "\(name)", "patience": "\(Self.endPatience)"])
  }

  /// Servers by service and pool, as an order takes them.
  private func batches(_ servers: [Server]) -> [[Server]] {
    Dictionary(grouping: servers) { "\($0.service)/\($0.pool)" }
      .sorted { $0.key < $1.key }.map(\.value)
  }
}
