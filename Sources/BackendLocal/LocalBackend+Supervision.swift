import Glibc
import Logging
import RungModel
import RungPorts

extension LocalBackend {
  /// Supervises until it is cancelled. Processes go on running then.
  ///
  /// - Throws: `BackendError` when the state folder cannot be used, or `CancellationError`.
  package func run() async throws {
    try openIfNeeded()
    try await withThrowingDiscardingTaskGroup { group in
      while true {
        let work = pass()
        for probe in work.probes {
          group.addTask { await self.send(probe) }
        }
        if let generation = work.reload {
          group.addTask { await self.reload(for: generation) }
        }
        try await Task.sleep(for: Pace.pass)
      }
    }
  }

  /// One pass: notices exits, restarts what is due, carries endings on, publishes the list.
  func pass() -> SupervisionWork {
    let now = elapsed()
    noticeExits(at: now)
    if now >= nextSweep {
      nextSweep = now + Pace.sweep
      sweep(table.processes(ofState: stateMark))
    }
    restartWhatIsDue(at: now)
    advanceEndings(at: now)
    if now >= nextHousekeeping {
      nextHousekeeping = now + Pace.housekeeping
      keepHouse()
    }
    publish()
    return SupervisionWork(probes: dueProbes(at: now), reload: publication.begin(at: now))
  }

  private func noticeExits(at now: Duration) {
    for (id, supervised) in servers {
      guard let process = supervised.record.process, now >= supervised.nextLook else { continue }
      switch ProcessControl.state(of: process, in: table) {
      case .running(let isChild):
        if !isChild { servers[id]?.nextLook = now + Pace.adoptedLook }
        continue
      case .exited(let how):
        noticeExit(of: id, how, at: now)
      }
    }
  }

  private func noticeExit(of id: ServerID, _ how: String, at now: Duration) {
    servers[id]?.record.process = nil
    servers[id]?.nextLook = .zero
    if servers[id]?.record.isEnding == false { crashed(id, how, at: now) }
  }

  /// Puts a server whose process exited aside until its restart.
  func crashed(_ id: ServerID, _ how: String, at now: Duration) {
    guard var supervised = servers[id] else { return }
    let policy = policy(supervised.record.template.health)
    supervised.vitals.exited(at: now, jitter: .random(in: 0...1), policy)
    let hasServed = supervised.server.servingSince != nil
    supervised.record.server.state = hasServed ? .unhealthy : .starting
    let words = logs.lastWords(of: id)
    supervised.lastExit = words.isEmpty ? how : "\(how), last words: \(words)"
    servers[id] = supervised
    keep(supervised.record)
    nextSweep = .zero
    logger.warning(
      "a server exited and will be started anew",
      metadata: [
        "server": "\(id)", "exit": "\(supervised.lastExit)",
        "crashes": "\(supervised.vitals.crashes)",
      ])
  }

  private func restartWhatIsDue(at now: Duration) {
    for id in servers.keys.sorted() {
      guard let supervised = servers[id], !supervised.record.isEnding, !supervised.isEnded,
        supervised.vitals.isRestartDue(at: now)
      else { continue }
      servers[id]?.record.server.restarts += 1
      servers[id]?.vitals.restarted()
      if let failure = start(id, isDurable: false) {
        crashed(id, failure.message, at: now)
      }
    }
  }

  private func dueProbes(at now: Duration) -> [SupervisionWork.Probe] {
    var due: [SupervisionWork.Probe] = []
    for (id, supervised) in servers {
      guard supervised.record.process != nil, !supervised.record.isEnding,
        !supervised.isProbing, now >= supervised.nextProbe
      else { continue }
      let health = template(of: supervised.record).health
      let floor = supervised.vitals.phase == .booting ? Pace.bootProbe : Pace.serveProbe
      servers[id]?.isProbing = true
      servers[id]?.nextProbe = now + max(clock.real(health.every), floor)
      due.append(
        SupervisionWork.Probe(
          server: id, attempt: supervised.server.restarts, probe: health.probe,
          port: supervised.record.port,
          timeout: max(clock.real(health.timeout), Pace.probeTimeout)))
    }
    return due
  }

  private nonisolated func send(_ work: SupervisionWork.Probe) async {
    let isHealthy = await probe(work.probe, work.port, work.timeout)
    // A probe cut short by cancellation says nothing about the server.
    if !Task.isCancelled { await note(isHealthy, work) }
  }

  /// Takes the answer to a probe.
  private func note(_ isHealthy: Bool, _ work: SupervisionWork.Probe) {
    let id = work.server
    servers[id]?.isProbing = false
    guard var supervised = servers[id], !supervised.record.isEnding, !supervised.isEnded,
      supervised.server.restarts == work.attempt
    else { return }
    let now = elapsed()
    let health = template(of: supervised.record).health
    let advice = supervised.vitals.probed(isHealthy, at: now, policy(health))
    switch advice {
    case .none: break
    case .enterUpstreams:
      supervised.record.server.state = .serving
      supervised.record.readyAttempt = supervised.server.restarts
      supervised.record.server.servingSince = supervised.server.servingSince ?? clock.now()
    case .leaveUpstreams:
      supervised.record.server.state = .unhealthy
      logger.warning("a server fails its health check", metadata: ["server": "\(id)"])
    case .replace:
      logger.warning(
        "a server failed its health check for too long and is replaced",
        metadata: ["server": "\(id)"])
      if let process = supervised.record.process {
        ProcessControl.signalGroup(SIGKILL, of: process, in: table)
      }
    }
    servers[id] = supervised
    guard advice == .enterUpstreams || advice == .leaveUpstreams else { return }
    keep(supervised.record)
    publish()
  }
}
