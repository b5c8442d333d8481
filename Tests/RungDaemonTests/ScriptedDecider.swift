import RungCore
import RungDaemon
import RungModel
import Synchronization

/// What a scripted decider saw, shared with the test.
final class Witness: Sendable {
  private let seen = Mutex<[Input]>([])
  private let times = Mutex<[Timestamp]>([])

  func note(_ inputs: [Input], at now: Timestamp) {
    seen.withLock { $0 += inputs }
    times.withLock { $0.append(now) }
  }

  var inputs: [Input] { seen.withLock { $0 } }
  var stepTimes: [Timestamp] { times.withLock { $0 } }

  var outcomes: [LaunchOutcome] {
    inputs.compactMap { if case .launched(let outcome) = $0 { outcome } else { nil } }
  }

  var raised: [Alarm] {
    inputs.compactMap { if case .raise(let alarm) = $0 { alarm } else { nil } }
  }

  var cleared: [Alarm] {
    inputs.compactMap { if case .clear(let alarm) = $0 { alarm } else { nil } }
  }
}

/// Decides what a test's script says, keeps alarms as the controller does, and tells the witness.
struct ScriptedDecider: Decider {
  var witness: Witness
  /// Called with the number of the step, from 0.
  var script: @Sendable (Int) -> [Directive]
  private var stepCount = 0
  var ladders: [Ladder] = []
  var events: [Event] = []
  var alarms: [Alarm] = []
  private var listed: [Server] = []

  init(witness: Witness, script: @escaping @Sendable (Int) -> [Directive]) {
    self.witness = witness
    self.script = script
  }

  mutating func step(_ inputs: [Input], at now: Timestamp) -> [Directive] {
    witness.note(inputs, at: now)
    var directives = script(stepCount)
    stepCount += 1
    for input in inputs {
      switch input {
      case .ladders(let ladders): self.ladders = ladders
      case .event(let event): events.append(event)
      case .listing(let listing): listed = listing.servers
      case .listingChange: preconditionFailure("the daemon lists whole")
      case .raise(let alarm):
        alarms.append(alarm)
        directives.append(.raise(alarm))
      case .clear(let alarm):
        alarms.removeAll { $0.key == alarm.key }
        directives.append(.clear(alarm))
      case .model, .samples, .launched, .terminating, .command: break
      }
    }
    return directives
  }

  func servers(of service: String) -> [Server] { listed.filter { $0.service == service } }
  func decision(of service: String) -> Decision? { nil }
  func forecast(of driver: DriverID) -> Forecast? { nil }
  func doubt(of driver: DriverID) -> SourceDoubt? { nil }
  func scorecard(of driver: DriverID) -> Scorecard? { nil }
  func leadTime(of service: String) -> Duration { .minutes(6) }
  func floor(of service: String) -> OperatorFloor? { nil }
  func pause(of service: String) -> Pause? { nil }
}
