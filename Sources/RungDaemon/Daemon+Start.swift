import FoundationEssentials
import Logging
import RungCore
import RungModel
import RungPorts

extension Daemon {
  /// Rebuilds the controller from the store, feeds it ladders, and re-sends what is unanswered.
  func start() async throws {
    let now = steadyNow()
    startedAt = now
    _ = watch.observe(wall: clock.now(), monotonic: Self.monotonic())
    var facts = try await store.facts(at: now, historyFrom: now - settings.recentHistory)
    if settings.policy == .reactive { facts.events = [] }
    decider = sources.makeDecider(facts, now)
    alarmBook.adopt(facts.alarms)
    tellSinks(raised: facts.alarms, cleared: [], at: now)
    try await loadFirstLadders()
    ingest.remember(facts.minutes.compactMapValues(\.last), at: now)
    ingest.remember(minutes: facts.minutes)
    // The same tokens: what was carried out before the crash is answered, not done again.
    let unanswered = facts.orders.filter { $0.state == .inFlight }
    dispatch(unanswered)
    let open = Set(unanswered.map(\.id.token))
    for token in alarmBook.subjects(of: .orderUnanswered) where !open.contains(token) {
      clearAlarm(.orderUnanswered, subject: token)
    }
    chores.listingsAwaitedUntil = Self.monotonic() + settings.firstListingPatience
    chores.modelsAwaitedUntil = Self.monotonic() + settings.firstModelPatience
    logger.info(
      "daemon: started",
      metadata: [
        "version": "\(settings.version)", "policy": "\(settings.policy.rawValue)",
        "now": "\(now)", "clock speed": "\(clock.speed)",
        "services": "\(ladders.entries.count)", "orders re-sent": "\(unanswered.count)",
      ])
  }

  /// Monotonic time of this machine, since an origin that does not matter.
  static func monotonic() -> Duration { monotonicOrigin.duration(to: ContinuousClock.now) }

  private static let monotonicOrigin = ContinuousClock.now

  /// Ladders at start: the folder's, else the last good set that the store kept.
  private func loadFirstLadders() async throws {
    ladders.mark = sources.ladderMark()
    let load = await sources.loadLadders()
    if let entries = load.ladders, load.faults.isEmpty {
      await put(entries)
      return
    }
    guard let kept = try await keptLadders() else {
      throw StartRefusal(
        description: """
          no ladders to run with: \(load.faults.first ?? "the folder gave none"); put them right \
          (rung check lists every fault) and start again
          """)
    }
    await put(kept)
    reject(load.faults)
  }

  private func keptLadders() async throws -> [LadderDesk.Entry]? {
    guard let text = try await store.value(LadderDesk.key) else { return nil }
    do {
      return try JSONDecoder().decode([LadderDesk.Entry].self, from: Data(text.utf8))
    } catch {
      logger.error(
        "ladders: the set kept in the store is unreadable", metadata: ["error": "\(error)"])
      return nil
    }
  }
}
