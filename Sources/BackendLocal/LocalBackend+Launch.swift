import Glibc
import Logging
package import RungModel
package import RungPorts

extension LocalBackend {
  /// Starts the processes of an order that are not started yet. No suspension inside: two calls
  /// with one token cannot interleave.
  package func launch(_ order: Order) async throws(BackendError) -> LaunchOutcome {
    try openIfNeeded()
    guard case .launch(let offering, let count) = order.action else {
      preconditionFailure("launch was given the terminate order \(order.id)")
    }
    if let answered = try earlierAnswer(order.id) { return answered }
    var launched: [ServerID] = []
    var shortfall: LaunchOutcome.Shortfall?
    for index in 0..<count {
      let id = ServerID("\(order.id).\(index)")
      if servers[id] == nil, let failure = create(id, order, offering) {
        // What stops one stops the rest of the order too.
        shortfall = .init(
          count: count - index, reason: failure.reason, message: failure.message)
        break
      }
      launched.append(id)
    }
    let outcome = LaunchOutcome(
      order: order.id, launched: launched, shortfall: shortfall, answeredAt: clock.now())
    remember(outcome)
    return outcome
  }

  /// A launch that fell short, before its count is known.
  struct LaunchFailure: Error {
    var reason: LaunchOutcome.Class
    var message: String
  }

  /// Starts a new attempt of a server that has no process. The record is on disk before.
  func start(_ id: ServerID, isDurable: Bool) -> LaunchFailure? {
    guard var supervised = servers[id], let lock else { return nil }
    let template = template(of: supervised.record)
    supervised.record.template = template
    supervised.record.process = nil
    do {
      try folder.write(supervised.record, isDurable: isDurable)
    } catch {
      return LaunchFailure(
        reason: .unknown, message: "cannot write the record of \(id): \(error); nothing started")
    }
    switch processStart(supervised.record, template) {
    case .failure(let missing):
      return LaunchFailure(reason: .invalid, message: missing.message)
    case .success(let start):
      switch ProcessControl.start(start, lock: lock.descriptor) {
      case .failure(let failure):
        return explain(failure, start)
      case .success(let pid):
        // A process that exited already is a zombie without an identity that could match: it is
        // ours to reap all the same.
        supervised.record.process =
          table.identity(of: pid) ?? ProcessIdentity(pid: pid, startTicks: 0, boot: table.boot)
        supervised.nextProbe = elapsed()
        servers[id] = supervised
        keep(supervised.record)
        return nil
      }
    }
  }

  private func create(_ id: ServerID, _ order: Order, _ offering: Offering) -> LaunchFailure? {
    guard let template = templates[PoolName(service: order.service, pool: order.pool)] else {
      return LaunchFailure(
        reason: .invalid,
        message: "no ladder in force has a local pool \(order.pool) of \(order.service)")
    }
    let taken = Set(servers.values.filter { !$0.isEnded }.map(\.record.port))
    guard let port = ports.take(except: taken) else {
      return LaunchFailure(reason: .noAddresses, message: ports.exhausted)
    }
    let server = Server(
      id: id, service: order.service, pool: order.pool, offering: offering, order: order.id,
      state: .starting, orderedAt: order.issuedAt, address: "127.0.0.1:\(port)")
    servers[id] = LocalServer(
      record: ServerRecord(server: server, port: port, template: template), vitals: Vitals(),
      nextProbe: elapsed())
    guard let failure = start(id, isDurable: true) else { return nil }
    servers[id] = nil
    folder.remove(id)
    return failure
  }

  private func processStart(_ record: ServerRecord, _ template: ProcessTemplate)
    -> Result<ProcessStart, ProgramMissing>
  {
    search.find(template.command.first ?? "").map { program in
      let port = String(record.port)
      return ProcessStart(
        program: program,
        arguments: template.command.dropFirst().map { Self.replacing("${PORT}", by: port, in: $0) },
        environment: environment(of: record, template),
        workingDirectory: template.workingDirectory ?? workFolder(of: record.server),
        logFile: logs.file(of: record.server.id))
    }
  }

  /// The pool's own folder, made at first use. One that cannot be made fails the start.
  private func workFolder(of server: Server) -> String {
    let pool = RecordFolder.fileName("\(server.service)-\(server.pool)")
    let path = "\(stateMark)/pools/\(pool)"
    do {
      try AtomicFile.makeFolder(path)
    } catch {
      logger.error(
        "cannot make a pool's folder", metadata: ["folder": "\(path)", "error": "\(error)"])
    }
    return path
  }

  /// `RUNG_STATE`, `RUNG_SERVER_ID` and `RUNG_ATTEMPT` are how a process is found again; the rest
  /// is for its program, and for a record that was lost.
  private func environment(of record: ServerRecord, _ template: ProcessTemplate)
    -> [String: String]
  {
    // Of the daemon's own environment only what programs need to run at all: it may hold secrets.
    var result: [String: String] = [:]
    for name in ["PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH"] {
      if let value = getenv(name) { result[name] = String(cString: value) }
    }
    result.merge(template.environment) { _, configured in configured }
    let server = record.server
    result["PORT"] = String(record.port)
    result["RUNG_SERVER_ID"] = server.id.name
    result["RUNG_ORDER"] = server.order.token
    result["RUNG_SERVICE"] = server.service
    result["RUNG_POOL"] = server.pool
    result["RUNG_ORDERED_AT"] = server.orderedAt.description
    result["RUNG_ATTEMPT"] = String(server.restarts)
    result["RUNG_STATE"] = stateMark
    result["RUNG_CLOCK_SPEED"] = String(clock.speed)
    return result
  }

  private func explain(_ failure: SpawnFailure, _ start: ProcessStart) -> LaunchFailure {
    switch failure.errno {
    case EAGAIN, ENOMEM:
      return LaunchFailure(
        reason: .noCapacity,
        message: "this machine cannot start another process: \(failure.text); "
          + "raise TasksMax or the process limit, or add memory")
    case EMFILE, ENFILE:
      return LaunchFailure(
        reason: .quota,
        message: "too many open files; raise LimitNOFILE of the daemon")
    default:
      return LaunchFailure(
        reason: .invalid,
        message: "cannot run \(start.program) in \(start.workingDirectory): \(failure.text); "
          + "check the pool's command and working directory")
    }
  }

  private func earlierAnswer(_ order: OrderID) throws(BackendError) -> LaunchOutcome? {
    do {
      return try folder.outcome(of: order)
    } catch {
      throw BackendError(
        .damagedState,
        "cannot read what came of order \(order): \(error); check \(folder.orders)")
    }
  }

  private func remember(_ outcome: LaunchOutcome) {
    do {
      try folder.write(outcome)
    } catch {
      logger.error(
        "cannot write the answer to an order",
        metadata: ["order": "\(outcome.order)", "error": "\(error)"])
    }
  }

  private static func replacing(_ mark: String, by value: String, in text: String) -> String {
    text.split(separator: mark, omittingEmptySubsequences: false).joined(separator: value)
  }
}
