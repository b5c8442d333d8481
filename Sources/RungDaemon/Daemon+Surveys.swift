import RungCore
import RungModel
import RungPorts

extension Daemon {
  /// Asks every backend for its servers, unless it is being asked or fails and must wait.
  func askForSurveys() {
    for name in backends.keys.sorted() {
      alarmIfHanging(name)
      askForSurvey(of: name)
    }
  }

  /// Asks one backend; once more afterwards when it is being asked right now.
  func askForSurvey(of name: String) {
    guard let survey = surveys[name], Self.monotonic() >= survey.notBefore else { return }
    if survey.isUnderWay {
      surveys[name]?.isAskedAgain = true
      return
    }
    surveys[name]?.isUnderWay = true
    surveys[name]?.startedAt = Self.monotonic()
    bells.ask(.survey(name))
  }

  private func alarmIfHanging(_ name: String) {
    guard let survey = surveys[name], survey.isUnderWay,
      Self.monotonic() - survey.startedAt >= settings.surveyPatience
    else { return }
    raiseAlarm(
      Alarm(
        .backendUnreachable, .critical, subject: name,
        message: """
          it has not answered a listing for \(settings.surveyPatience.text); the last one is kept: \
          check the network and the vendor's status
          """))
  }

  /// Prepares where due, lists, and tells the controller and the store.
  func survey(_ name: String) async {
    guard let backend = backends[name] else { return }
    do throws(BackendError) {
      try await prepareIfDue(name)
      let servers = try await backend.list()
      await take(Listing(backend: name, at: steadyNow(), servers: servers))
    } catch {
      if !Task.isCancelled { surveyFailed(name, error) }
    }
    surveys[name]?.isUnderWay = false
    if surveys[name]?.isAskedAgain == true {
      surveys[name]?.isAskedAgain = false
      askForSurvey(of: name)
    }
  }

  /// Makes the pools in force known to a backend, if that has not been done since they changed.
  func prepareIfDue(_ name: String) async throws(BackendError) {
    guard let backend = backends[name], surveys[name]?.isPrepared == false else { return }
    let entries = ladders.entries
    let pools = ladders.pools(of: name).map { ServicePool(service: $0.service, pool: $0.pool) }
    try await backend.prepare(pools)
    // A reload during the call makes it due again.
    if entries == ladders.entries { surveys[name]?.isPrepared = true }
  }

  private func take(_ listing: Listing) async {
    let name = listing.backend
    let isFirst = surveys[name]?.last == nil
    let isChanged = surveys[name]?.take(listing) ?? false
    clearAlarm(.backendUnreachable, subject: name)
    // While steps wait, only the newest listing of a backend matters.
    inputs.removeAll { input in
      if case .listing(let waiting) = input { return waiting.backend == name }
      return false
    }
    inputs.append(.listing(listing))
    if isFirst || isChanged { bells.wake() }
    guard surveys[name]?.isStored == false else { return }
    do throws(StoreError) {
      try await store.upsert(listing.servers)
      if surveys[name]?.last == listing { surveys[name]?.isStored = true }
    } catch {
      note(error, storeCall: "upsert")
    }
  }

  private func surveyFailed(_ name: String, _ error: BackendError) {
    note(error, backend: name, call: "list")
    let failures = (surveys[name]?.failures ?? 0) + 1
    surveys[name]?.failures = failures
    surveys[name]?.notBefore =
      Self.monotonic() + settings.backoff.delay(afterFailures: failures)
    if failures == 1 { bells.wake() }
    guard failures >= Survey.failuresBeforeAlarm else { return }
    raiseAlarm(
      Alarm(
        .backendUnreachable, .critical, subject: name,
        message: "its last listing is kept and nothing can be launched there: \(error)"))
  }
}
