import Foundation
import RungModel
import RungPorts
import StoreSQLite

/// The durable commit of one step, on the disk of the temporary folder.
enum StoreBench {
  static let all: [Bench] = [
    Bench(
      name: "commit",
      what: "one durable commit: 3 decisions, 3 orders (the disk decides)", budget: nil,
      run: { try await commits(count: 200) })
  ]

  static func commits(count: Int) async throws -> [Duration] {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "rung-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let store = try SQLiteStore.open(path: folder.appending(path: "bench.db").path)
    let clock = ContinuousClock()
    var durations: [Duration] = []
    for number in 0..<count {
      let batch = batch(number)
      let before = clock.now
      try await store.commit(batch)
      durations.append(clock.now - before)
    }
    try store.close()
    try FileManager.default.removeItem(at: folder)
    return durations
  }

  private static func batch(_ number: Int) -> StepFacts {
    let now = Timestamp(minute: 29_000_000) + .seconds(10 * number)
    let services = ["chat", "home", "playback"]
    let orders = services.enumerated().map { index, service in
      Order(
        id: OrderID("bench-\(service)-\(number * 3 + index)"), service: service, pool: "local",
        backend: "local", action: .launch(offering: Offering(type: "process"), count: 2),
        issuedAt: now)
    }
    let decisions = services.map { service in
      Decision(
        service: service, at: now, observed: 1e6, planned: 1.2e6, confidence: .medium,
        desired: 3, launched: 3, serving: 3,
        reasons: [Reason(.rung, servers: 3, "rung 2 (1M users: 2 servers) gives 3")])
    }
    return StepFacts(at: now, orders: orders, decisions: decisions)
  }
}
