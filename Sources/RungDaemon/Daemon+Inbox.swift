import RungCore
package import RungModel
package import RungPorts

extension Daemon: Inbox {
  package func take(_ samples: [Sample]) -> SampleReceipt {
    ingest.take(samples, at: steadyNow())
  }

  /// In a reactive daemon the event is kept, and the controller does not hear of it.
  package func take(_ event: Event, from who: String) async throws(StoreError) -> EventReceipt {
    let message = EventMessage(receivedAt: steadyNow(), event: event)
    let isChanged: Bool
    do throws(StoreError) {
      isChanged = try await store.accept(message, from: who)
    } catch {
      note(error, storeCall: "accept")
      throw error
    }
    if isChanged, settings.policy == .predictive { enter(.event(event)) }
    return EventReceipt(id: event.id, sequence: event.sequence, changed: isChanged)
  }

  package func take(
    _ command: OperatorCommand, audit: AuditEntry
  ) async throws(StoreError) -> Bool {
    guard ladders.entries.contains(where: { $0.ladder.service == command.service }) else {
      return false
    }
    do throws(StoreError) {
      try await store.record(command, audit: audit)
    } catch {
      note(error, storeCall: "record")
      throw error
    }
    enter(.command(command))
    return true
  }

  /// Within `DaemonSettings.ladderPoll`, whatever the folder's mark says.
  package func reload() { ladders.isReloadAsked = true }
}

extension Daemon: AuditedReload {
  package func reload(audit: AuditEntry) async throws(StoreError) {
    do throws(StoreError) {
      try await store.note(audit)
    } catch {
      note(error, storeCall: "note")
      throw error
    }
    reload()
  }
}

extension OperatorCommand {
  /// The service that a command is about.
  var service: String {
    switch self {
    case .floor(let floor): floor.service
    case .pause(let pause): pause.service
    case .unpause(let service): service
    }
  }
}
