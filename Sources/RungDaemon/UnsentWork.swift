package import RungModel
package import RungPorts

/// Facts that are not durable yet, and the orders that must not leave before they are.
///
/// While the store fails, steps go on and pile up here; orders keep their tokens, so that what
/// leaves after the next successful commit is what was decided, once.
package struct UnsentWork: Sendable {
  /// Decisions kept while the store fails: an hour of 100 services that change at every tick. Older
  /// ones are dropped and counted; orders, outcomes and alarms never are.
  package static let decisionLimit = 36_000

  package private(set) var facts: StepFacts?
  package private(set) var droppedDecisions = 0

  package init() {}

  /// Nothing to commit, nothing to send.
  package var isEmpty: Bool { facts == nil }

  /// Takes in what one step decided.
  package mutating func add(_ step: StepFacts) {
    guard !step.isEmpty else { return }
    if facts == nil { facts = step } else { facts?.append(step) }
    let surplus = (facts?.decisions.count ?? 0) - Self.decisionLimit
    if surplus > 0 {
      facts?.decisions.removeFirst(surplus)
      droppedDecisions += surplus
    }
    // What no restart would read any more.
    let oldest = step.at.minute - ForecastRecord.factMinutes
    facts?.forecasts.removeAll { $0.minute < oldest }
    facts?.settled.removeAll { $0.minute < oldest }
  }

  /// The commit succeeded.
  /// - Returns: orders that may leave now, in the order they were issued.
  package mutating func committed() -> [Order] {
    let orders = facts?.orders ?? []
    facts = nil
    return orders
  }
}
