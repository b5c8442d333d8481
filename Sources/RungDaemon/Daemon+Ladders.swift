import FoundationEssentials
import Logging
import RungCore
import RungModel
import RungPorts

extension Daemon {
  /// Looks at the ladder folder again and again; see `DaemonSettings.ladderPoll` for why.
  func keepWatchingLadders() async {
    while !Task.isCancelled {
      do { try await Task.sleep(for: settings.ladderPoll, clock: .continuous) } catch { return }
      let mark = sources.ladderMark()
      guard mark != ladders.mark || ladders.isReloadAsked else { continue }
      // Before reading: a change during the reading is seen at the next look.
      ladders.mark = mark
      ladders.isReloadAsked = false
      await readLadders()
    }
  }

  /// Reads the folder, whole or not at all.
  func readLadders() async {
    let load = await sources.loadLadders()
    guard let entries = load.ladders, load.faults.isEmpty else {
      reject(load.faults)
      return
    }
    await put(entries)
  }

  /// Puts a set of ladders in force.
  func put(_ entries: [LadderDesk.Entry]) async {
    ladders.isInOrder = true
    ladders.loadedAt = steadyNow()
    for subject in alarmBook.subjects(of: .ladderRejected) {
      clearAlarm(.ladderRejected, subject: subject)
    }
    guard entries != ladders.entries || ladders.entries.isEmpty else { return }
    let formerDrivers = ladders.drivers
    ladders.entries = entries
    ingest.setDrivers(ladders.drivers)
    for name in surveys.keys { surveys[name]?.isPrepared = false }
    if ladders.drivers != formerDrivers { fits.isAsked = true }
    logger.info("ladders: in force", metadata: ["services": "\(entries.count)"])
    enter(.ladders(entries.map(\.ladder)))
    await keepInStore(entries)
  }

  /// Leaves the last good set in force and says where the first fault is.
  func reject(_ faults: [String]) {
    let first = faults.first ?? "the ladder folder could not be read"
    let more = faults.count > 1 ? " (and \(faults.count - 1) more)" : ""
    // `Ladders/playback.yaml:14:7: …` is about `Ladders/playback.yaml`.
    let subject = first.split(separator: ":").first.map(String.init) ?? "ladders"
    ladders.isInOrder = false
    for other in alarmBook.subjects(of: .ladderRejected) where other != subject {
      clearAlarm(.ladderRejected, subject: other)
    }
    raiseAlarm(
      Alarm(
        .ladderRejected, .warning, subject: subject,
        message: "the ladders before stay in force: \(first)\(more)"))
    logger.error("ladders: rejected", metadata: ["fault": "\(first)", "faults": "\(faults.count)"])
  }

  private func keepInStore(_ entries: [LadderDesk.Entry]) async {
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      let text = String(decoding: try encoder.encode(entries), as: UTF8.self)
      try await store.setValue(LadderDesk.key, text)
    } catch {
      note(error, storeCall: "keep_ladders")
    }
  }
}
