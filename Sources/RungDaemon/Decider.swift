package import RungCore
package import RungModel

/// What the shell needs of the controller: a step, and views of its state.
///
/// The daemon runs `Controller`. The protocol is there so that the shell's own promises (commit
/// before sending, same token on a retry) can be tested with scripted decisions.
package protocol Decider: Sendable {
  /// Decides; see `Controller.step`.
  mutating func step(_ inputs: [Input], at now: Timestamp) -> [Directive]
  var ladders: [Ladder] { get }
  var events: [Event] { get }
  var alarms: [Alarm] { get }
  func servers(of service: String) -> [Server]
  func decision(of service: String) -> Decision?
  func forecast(of driver: DriverID) -> Forecast?
  func doubt(of driver: DriverID) -> SourceDoubt?
  func scorecard(of driver: DriverID) -> Scorecard?
  func leadTime(of service: String) -> Duration
  func floor(of service: String) -> OperatorFloor?
  func pause(of service: String) -> Pause?
}

extension Controller: Decider {}
