import Logging
import RungCore
import RungModel
import RungPorts

extension Daemon {
  /// The heartbeat: surveys, chores, and a wake for the step.
  func keepTicking() async {
    while !Task.isCancelled {
      await tick()
      do { try await clock.sleep(for: settings.tick) } catch { return }
    }
  }

  /// The only place that steps; one step at a time.
  func keepStepping() async {
    for await _ in bells.wakes { await step() }
  }

  private func tick() async {
    watchClock()
    let now = steadyNow()
    measureUnserved(at: now)
    askForSurveys()
    askForFits(at: now)
    if clock.now() - (chores.prunedAt ?? .distantPast) >= Chores.pruneEvery {
      chores.prunedAt = clock.now()
      bells.ask(.prune)
    }
    let monotonic = Self.monotonic()
    if monotonic - chores.sinksRemindedAt >= Chores.reminderEvery {
      chores.sinksRemindedAt = monotonic
      tellSinks(raised: [], cleared: [], at: now, isReminder: true)
    }
    chores.isTickDue = true
    bells.wake()
    judgeSkew(at: now)
    await judgeConditions()
  }

  /// Gathers, decides, commits, sends.
  private func step() async {
    guard decider != nil, isReadyToStep else { return }
    let now = steadyNow()
    var batch = inputs
    inputs = []
    let samples = ingest.collect(at: now)
    if !samples.isEmpty { batch.append(.samples(samples)) }
    let started = ContinuousClock.now
    let directives = decider?.step(batch, at: now) ?? []
    countStep(ContinuousClock.now - started)
    let facts = StepFacts(inputs: batch, directives: directives, at: now)
    unsent.add(facts)
    // Alarms change nothing in the world and are needed most when the store fails.
    tellSinks(raised: facts.alarmsRaised, cleared: facts.alarmsCleared, at: now)
    await commitUnsent(sending: true)
    if !hasStepped {
      hasStepped = true
      notice.send("READY=1")
    }
    notice.send("WATCHDOG=1")
    guard chores.isTickDue else { return }
    chores.isTickDue = false
    await storeMinutes()
  }

  /// Whether the first listings and models are there, or were waited for long enough.
  private var isReadyToStep: Bool {
    if hasStepped { return true }
    let now = Self.monotonic()
    return (fits.hasFitted || now >= chores.modelsAwaitedUntil)
      && (surveys.values.allSatisfy(\.isAnswered) || now >= chores.listingsAwaitedUntil)
  }

  /// Makes pending facts durable; only then do orders leave.
  ///
  /// - Parameter sending: false when the daemon stops: orders stay in flight in the store and leave
  ///   with the next start.
  func commitUnsent(sending: Bool) async {
    guard let facts = unsent.facts else { return }
    let started = ContinuousClock.now
    do throws(StoreError) {
      try await store.commit(facts)
      let orders = unsent.committed()
      registry.add(.commitSum, [:], (ContinuousClock.now - started).inFractionalSeconds)
      registry.add(.commitCount)
      clearAlarm(.storeFailing, subject: "store")
      if sending { dispatch(orders) }
    } catch {
      note(error, storeCall: "commit")
      raiseAlarm(
        Alarm(
          .storeFailing, .critical, subject: "store",
          message: """
            nothing is launched or removed until the store works again (\(error.code.rawValue)): \
            \(error.message)
            """))
    }
  }

  private func watchClock() {
    let monotonic = Self.monotonic()
    if let jump = watch.observe(wall: clock.now(), monotonic: monotonic) {
      logger.warning("clock: jumped", metadata: ["by": "\(jump.text)"])
      raiseAlarm(
        Alarm(
          .clockJump, .warning, subject: "clock",
          message: """
            the wall clock jumped by \(jump.text); data looks stale until it fits again and \
            nothing is removed meanwhile: check the time service of this machine
            """))
    } else if watch.isOver(monotonic: monotonic) || watch.lastJumpAt == nil {
      clearAlarm(.clockJump, subject: "clock")
    }
  }
}

extension Duration {
  /// Seconds with their fraction below the millisecond, for measured times.
  var inFractionalSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
