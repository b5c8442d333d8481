import Glibc
import Logging
import RungModel
import RungPorts

extension LocalBackend {
  /// Takes the state folder at first use: locks it, reads the records and finds their processes.
  func openIfNeeded() throws(BackendError) {
    guard lock == nil else { return }
    do {
      try AtomicFile.makeFolder(configuration.stateFolder)
      let taken = try StateLock(stateFolder: configuration.stateFolder)
      stateMark = Self.resolved(configuration.stateFolder)
      try folder.make()
      try AtomicFile.makeFolder(logs.path)
      let (records, damaged) = try folder.load()
      for path in damaged {
        logger.error(
          "a server's record is unreadable and was moved aside; its process is found by itself",
          metadata: ["file": "\(path)"])
      }
      lock = taken
      adopt(records)
    } catch let error as BackendError {
      throw error
    } catch {
      throw BackendError(
        .damagedState,
        "cannot use the state folder \(configuration.stateFolder): \(error); "
          + "make it writable or free space")
    }
  }

  /// A folder's path without links, so that its processes are found whatever it is called by.
  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Matches records with the processes that run.
  private func adopt(_ records: [ServerRecord]) {
    let found = table.processes(ofState: stateMark)
    let now = elapsed()
    for var record in records {
      let id = record.server.id
      record.process = process(of: record, among: found)
      let wasReady = record.process != nil && record.readyAttempt == record.server.restarts
      var supervised = LocalServer(
        record: record,
        vitals: wasReady
          ? Vitals(adoptedAt: now, isServing: record.server.state == .serving) : Vitals(),
        nextProbe: now)
      if record.server.state != .ended {
        if record.isEnding {
          supervised.ending = .leaving(since: now, generation: publication.generation)
        } else if record.process == nil {
          supervised.lastExit = "it ended while no daemon watched"
          if record.server.servingSince != nil { supervised.record.server.state = .unhealthy }
          supervised.vitals.exited(
            at: now, jitter: .random(in: 0...1), policy(record.template.health))
        }
      }
      servers[id] = supervised
    }
    sweep(found)
    logger.info(
      "took over the local pool",
      metadata: [
        "running": "\(servers.values.filter { $0.record.process != nil }.count)",
        "records": "\(records.count)",
      ])
  }

  /// The process of a record: by its environment, or, for one that overwrote it, by its identity.
  /// The id alone proves nothing, it may be another process by now.
  private func process(of record: ServerRecord, among found: [FoundProcess]) -> ProcessIdentity? {
    guard record.server.state != .ended else { return nil }
    if let known = record.process, table.isAlive(known), table.isLeader(known) { return known }
    return
      found
      .filter {
        $0.isLeader && $0.serverID == record.server.id
          && $0.attempt == record.server.restarts
      }
      .min { $0.identity.startTicks < $1.identity.startTicks }?.identity
  }

  /// Deals with processes that carry our mark and should not run, or that no record knows.
  func sweep(_ found: [FoundProcess]) {
    for process in found {
      guard let id = process.serverID else { continue }
      guard let supervised = servers[id] else {
        if process.isLeader, adoptUnknown(process) { continue }
        remove(process, "no record knows it")
        continue
      }
      if supervised.isEnded {
        remove(process, "its server has ended")
      } else if process.attempt != supervised.server.restarts
        || supervised.record.process == nil
      {
        remove(process, "it is left over from an earlier attempt")
      }
    }
  }

  /// Records a process whose record was lost. False when its environment does not say enough.
  private func adoptUnknown(_ found: FoundProcess) -> Bool {
    let environment = found.environment
    guard let id = found.serverID, let service = environment["RUNG_SERVICE"],
      let pool = environment["RUNG_POOL"], let token = environment["RUNG_ORDER"],
      let ordered = environment["RUNG_ORDERED_AT"].flatMap({ Timestamp($0) }),
      let port = environment["PORT"].flatMap({ Int($0) })
    else { return false }
    let server = Server(
      id: id, service: service, pool: pool, offering: Offering(type: "process"),
      order: OrderID(token), state: .starting, orderedAt: ordered, address: "127.0.0.1:\(port)",
      restarts: found.attempt)
    let template =
      templates[PoolName(service: service, pool: pool)] ?? ProcessTemplate(command: [])
    let record = ServerRecord(
      server: server, port: port, template: template, process: found.identity)
    servers[id] = LocalServer(record: record, vitals: Vitals(), nextProbe: elapsed())
    keep(record)
    logger.warning(
      "adopted a process that no record knew", metadata: ["server": "\(id)"])
    return true
  }

  private func remove(_ process: FoundProcess, _ why: String) {
    logger.warning(
      "killing a process of ours that should not run",
      metadata: ["pid": "\(process.identity.pid)", "reason": "\(why)"])
    ProcessControl.signalGroup(SIGKILL, of: process.identity, in: table)
  }
}

extension FoundProcess {
  /// The server it belongs to.
  var serverID: ServerID? { environment["RUNG_SERVER_ID"].map { ServerID($0) } }
  /// The attempt it belongs to, 0 for the first.
  var attempt: Int { environment["RUNG_ATTEMPT"].flatMap { Int($0) } ?? 0 }
}
