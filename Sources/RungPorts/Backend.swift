package import RungModel

/// A place that servers come from: a cloud region, or this machine.
///
/// One contract suite holds for every backend. All calls may be repeated: a launch or terminate
/// order that was carried out already is answered with what came of it, never done twice.
package protocol Backend: Sendable {
  /// Makes the pools of the ladders in force known before they are used. Called at start and
  /// after every reload, with all pools that name this backend.
  func prepare(_ pools: [ServicePool]) async throws(BackendError)

  /// Every server of ours, whatever its state; servers that ended since are listed for at least
  /// five minutes of the daemon's clock. Foreign servers never appear.
  func list() async throws(BackendError) -> [Server]

  /// Carries out a launch order, idempotent by its token. What fell short is in the outcome.
  func launch(_ order: Order) async throws(BackendError) -> LaunchOutcome

  /// Carries out a terminate order: each server leaves the upstream list, drains, and ends.
  /// Returns once that is under way; servers that are gone already are no error.
  func terminate(_ order: Order) async throws(BackendError)
}

/// A pool and the service that owns it.
package struct ServicePool: Hashable, Sendable {
  package var service: String
  package var pool: Pool

  package init(service: String, pool: Pool) {
    self.service = service
    self.pool = pool
  }
}

/// A backend that cannot be used right now.
package struct BackendError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    case unreachable, unauthorized, misconfigured
    case timedOut = "timed_out"
    case damagedState = "damaged_state"
  }

  package var code: Code
  /// What went wrong and what to do about it.
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { "\(code.rawValue): \(message)" }
}

/// The same pure look at a backend that a planner gets: it can list and nothing else.
package protocol BackendView: Sendable {
  /// - SeeAlso: `Backend.list()`
  func list() async throws(BackendError) -> [Server]
}
