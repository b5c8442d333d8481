import Logging
import RungCore
import RungModel
import RungPorts

extension Daemon {
  /// Raises an alarm of the shell's own through the controller, which keeps it with the rest.
  func raiseAlarm(_ alarm: Alarm) {
    for input in alarmBook.raise(alarm) { enter(input) }
  }

  /// Clears an alarm of the shell's own; nothing happens when it does not hold.
  func clearAlarm(_ kind: Alarm.Kind, subject: String) {
    if let alarm = alarmBook.clear(kind, subject: subject) { enter(.clear(alarm)) }
  }

  /// Raises what adapters report and clears what they report no longer.
  func judgeConditions() async {
    let holding = await sources.conditions()
      .filter { ShellAlarms.conditionKinds.contains($0.kind) }
    for gone in alarmBook.conditions(missingFrom: holding) {
      clearAlarm(gone.kind, subject: gone.subject)
    }
    for alarm in holding { raiseAlarm(alarm) }
  }

  /// Hands alarms to every sink's queue.
  func tellSinks(
    raised: [Alarm], cleared: [Alarm], at now: Timestamp, isReminder: Bool = false
  ) {
    guard isReminder || !raised.isEmpty || !cleared.isEmpty else { return }
    for lane in sinkLanes { lane.hand(raised: raised, cleared: cleared, at: now) }
  }

  /// Logs and counts a failing store call.
  func note(_ error: any Error, storeCall: String) {
    let code = (error as? StoreError)?.code.rawValue ?? "failed"
    registry.add(.storeErrors, ["call": storeCall, "code": code])
    logger.error("store: call failed", metadata: ["call": "\(storeCall)", "error": "\(error)"])
  }

  /// Logs and counts a failing backend call.
  func note(_ error: BackendError, backend: String, call: String) {
    registry.add(
      .backendErrors, ["backend": backend, "call": call, "code": error.code.rawValue])
    logger.warning(
      "backend: call failed",
      metadata: ["backend": "\(backend)", "call": "\(call)", "error": "\(error)"])
  }
}
