import Glibc
import Logging
package import RungModel
package import RungPorts

extension LocalBackend {
  /// Takes servers out of the list of upstreams and begins their end; `run()` finishes it.
  package func terminate(_ order: Order) async throws(BackendError) {
    try openIfNeeded()
    guard case .terminate(let ids) = order.action else {
      preconditionFailure("terminate was given the launch order \(order.id)")
    }
    var begun: [ServerID] = []
    for id in ids {
      guard var supervised = servers[id], !supervised.isEnded, !supervised.record.isEnding
      else { continue }
      supervised.record.isEnding = true
      supervised.record.server.state = .draining
      servers[id] = supervised
      // Durable: after a crash this server must go on ending, not come back.
      keep(supervised.record, isDurable: true)
      begun.append(id)
    }
    publish()
    beginLeaving(begun)
  }

  /// Waits for the proxy to take in the list as it is now, before these are told to stop.
  func beginLeaving(_ ids: [ServerID]) {
    for id in ids {
      servers[id]?.ending = .leaving(since: elapsed(), generation: publication.generation)
    }
  }

  /// Carries every ending server one step further where its time has come.
  func advanceEndings(at now: Duration) {
    for id in servers.keys.sorted() {
      guard let supervised = servers[id], let ending = supervised.ending else { continue }
      guard let process = supervised.record.process else {
        end(id)
        continue
      }
      switch ending {
      case .leaving(let since, let generation):
        guard publication.hasSettled(generation, since: since, at: now) else { continue }
        ProcessControl.signalGroup(SIGTERM, of: process, in: table)
        let grace = clock.real(supervised.record.template.stopGrace)
        servers[id]?.ending = .stopping(killAt: now + grace)
      case .stopping(let killAt):
        guard now >= killAt else { continue }
        logger.warning(
          "a server did not stop within its grace and is killed", metadata: ["server": "\(id)"])
        ProcessControl.signalGroup(SIGKILL, of: process, in: table)
        // A killed process may linger in the kernel; ask again, but not at every pass.
        servers[id]?.ending = .stopping(killAt: now + .seconds(1))
      }
    }
  }

  /// The end of a server's life: listed as ended from now on.
  func end(_ id: ServerID) {
    guard var supervised = servers[id] else { return }
    supervised.record.server.state = .ended
    supervised.record.server.endedAt = clock.now()
    supervised.record.process = nil
    supervised.ending = nil
    servers[id] = supervised
    keep(supervised.record)
    // Children that left its group are found by their environment.
    nextSweep = .zero
  }

  /// Forgets servers that ended long enough ago, and logs and answers that nobody needs.
  func keepHouse() {
    let now = clock.now()
    for (id, supervised) in servers {
      guard let endedAt = supervised.server.endedAt, supervised.isEnded,
        now - endedAt > Self.listedAfterEnd
      else { continue }
      servers[id] = nil
      folder.remove(id)
    }
    do {
      for (id, supervised) in servers where !supervised.isEnded { try logs.rotate(id) }
      try logs.prune(known: servers.keys.sorted())
      try folder.pruneOutcomes(olderThan: Self.answersKept)
    } catch {
      logger.error(
        "cannot tidy logs and records; free space or make the state folder writable",
        metadata: ["error": "\(error)", "folder": "\(configuration.stateFolder)"])
    }
  }
}
