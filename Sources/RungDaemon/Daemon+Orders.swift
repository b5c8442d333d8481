import RungCore
import RungModel
import RungPorts

extension Daemon {
  /// Sends orders that are durable, each to its backend, as many at once as it takes.
  func dispatch(_ orders: [Order]) {
    for order in orders {
      if orderDesks[order.backend] == nil {
        refuse(order)
      } else {
        orderDesks[order.backend]?.admit(order)
      }
    }
    for name in orderDesks.keys.sorted() { sendWaiting(at: name) }
  }

  /// Carries out one order until it is answered, with the same token each time.
  ///
  /// A launch that fails too often is answered `unknown`, so that the controller can ask elsewhere;
  /// should it have worked after all, the listing shows its servers and they count.
  func carry(_ order: Order) async {
    guard let backend = backends[order.backend] else { return }
    var failures = 0
    while !Task.isCancelled {
      do throws(BackendError) {
        try await prepareIfDue(order.backend)
        answered(order, with: try await Self.send(order, to: backend))
        return
      } catch {
        if Task.isCancelled { return }
        failures += 1
        note(error, backend: order.backend, call: order.isLaunch ? "launch" : "terminate")
        if order.isLaunch, error.code == .misconfigured || failures >= settings.launchAttempts {
          answered(
            order, with: .launched(Self.givenUp(order, error, attempts: failures, at: steadyNow())))
          return
        }
        if failures == Self.failuresBeforeAlarm { raiseUnanswered(order, error) }
      }
      let wait = settings.backoff.delay(afterFailures: failures)
      do { try await Task.sleep(for: wait, clock: .continuous) } catch { return }
    }
  }

  /// About 7 s with the usual waits: more than a lost reply.
  private static var failuresBeforeAlarm: Int { 4 }

  private func raiseUnanswered(_ order: Order, _ error: BackendError) {
    raiseAlarm(
      Alarm(
        .orderUnanswered, .warning, subject: order.id.token,
        message: """
          \(order.backend) has not answered an order of \(order.service); it is sent again with \
          the same token: \(error)
          """))
  }

  private static func send(
    _ order: Order, to backend: any Backend
  ) async throws(BackendError) -> Input {
    switch order.action {
    case .launch:
      return .launched(try await backend.launch(order))
    case .terminate:
      try await backend.terminate(order)
      return .terminating(order.id)
    }
  }

  private func answered(_ order: Order, with input: Input) {
    var input = input
    if case .launched(var outcome) = input {
      // The controller's memory counts from its own time, not from a backend's clock.
      outcome.answeredAt = steadyNow()
      input = .launched(outcome)
    }
    orderDesks[order.backend]?.finish(order.id)
    clearAlarm(.orderUnanswered, subject: order.id.token)
    registry.add(.orders, ["pool": order.pool, "result": Self.result(of: input)])
    enter(input)
    sendWaiting(at: order.backend)
    // What was launched or is ending shows in the next listing; no need to wait for the tick.
    askForSurvey(of: order.backend)
  }

  private func sendWaiting(at backend: String) {
    for order in orderDesks[backend]?.dispatch() ?? [] { bells.ask(.carry(order)) }
  }

  /// An order for a backend that rung.yaml does not have: `check` warns of it, `run` refuses such a
  /// ladder, and an order of an earlier configuration ends here.
  private func refuse(_ order: Order) {
    let words = "backend \(order.backend) is not configured: add it to rung.yaml and restart"
    raiseAlarm(Alarm(.backendUnreachable, .critical, subject: order.backend, message: words))
    guard case .launch(_, let count) = order.action else { return enter(.terminating(order.id)) }
    let shortfall = LaunchOutcome.Shortfall(count: count, reason: .invalid, message: words)
    enter(
      .launched(
        LaunchOutcome(
          order: order.id, launched: [], shortfall: shortfall, answeredAt: steadyNow())))
  }

  private static func givenUp(
    _ order: Order, _ error: BackendError, attempts: Int, at now: Timestamp
  ) -> LaunchOutcome {
    guard case .launch(_, let count) = order.action else {
      preconditionFailure("only launches are given up, not \(order)")
    }
    let reason: LaunchOutcome.Class = error.code == .misconfigured ? .invalid : .unknown
    let words = "no answer after \(attempts) attempts; the last: \(error)"
    return LaunchOutcome(
      order: order.id, launched: [],
      shortfall: .init(count: count, reason: reason, message: words),
      answeredAt: now)
  }

  private static func result(of input: Input) -> String {
    guard case .launched(let outcome) = input else { return "terminating" }
    return outcome.shortfall?.reason.rawValue ?? "launched"
  }
}

extension Order {
  /// Whether it asks for servers rather than ends some.
  var isLaunch: Bool {
    if case .launch = action { return true }
    return false
  }
}
