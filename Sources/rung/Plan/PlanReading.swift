import LadderFile
import RungClient
import RungDaemon
import RungFormats
import RungModel
import RungPorts
import StoreSQLite

/// Where the facts of a plan come from. Reading only: a daemon's GET answers, a store opened
/// read-only, or files.
struct PlanReading {
  var configuration: Configuration
  /// Asked for its facts, when given.
  var client: DaemonClient?
  /// Schedule messages from a file, on top of what is known.
  var messages: [EventMessage]
  /// The instant of the plan; nil is now, on the clock that the facts live in.
  var at: Timestamp?

  /// History that models are fitted on, as in the daemon: a year.
  private static let fitHistory = Duration.hours(24 * 366)

  /// Reads all of it.
  ///
  /// - Throws: `CommandFailure` with every fault of the ladders, or what the source says.
  func read() async throws -> PlanMaterial {
    let (now, facts, servers) = try await source()
    let ladders = try ladders(at: now)
    return PlanMaterial(
      facts: withMessages(facts), ladders: ladders,
      listings: PlanMaterial.listings(of: servers, ladders: ladders, at: now),
      library: CurveShelf(folder: configuration.library).curves(), now: now)
  }

  private func source() async throws -> (Timestamp, Facts, [Server]) {
    if let client {
      let now = if let at { at } else { try await client.status().now }
      let facts = try await client.facts()
      return (now, facts, try await client.servers(from: now - .minutes(1), to: now))
    }
    guard InputFile.exists(configuration.store) else {
      return (at ?? ScaledClock.realNow(), Facts(installation: "plan"), [])
    }
    let view = try SQLiteStore.openReadOnly(path: configuration.store)
    let now = if let at { at } else { try await DaemonClock.kept(in: view).now() }
    let facts = try await view.facts(at: now, historyFrom: now - Self.fitHistory)
    return (now, facts, try await view.servers(from: now - .minutes(1), to: now))
  }

  private func ladders(at now: Timestamp) throws -> [Ladder] {
    let reading = LadderFolder.read(configuration.ladders, now: now)
    for fault in reading.faults where fault.severity == .warning {
      Terminal.note(fault.description)
    }
    guard !reading.hasErrors else {
      let errors = reading.faults.filter { $0.severity == .error }
      throw CommandFailure(errors.map(\.description).joined(separator: "\n"))
    }
    return reading.ladders.map(\.ladder)
  }

  /// The highest sequence wins, whether it came from the facts or from the file.
  private func withMessages(_ facts: Facts) -> Facts {
    var facts = facts
    for event in messages.map(\.event) {
      if let index = facts.events.firstIndex(where: { $0.id == event.id }) {
        if event.sequence > facts.events[index].sequence { facts.events[index] = event }
      } else {
        facts.events.append(event)
      }
    }
    facts.events.sort { $0.id < $1.id }
    return facts
  }
}
