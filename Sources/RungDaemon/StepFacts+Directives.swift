package import RungCore
package import RungModel
package import RungPorts

extension StepFacts {
  /// What one step must leave in the store: the answers among its inputs, and its directives.
  package init(inputs: [Input], directives: [Directive], at now: Timestamp) {
    self.init(at: now)
    for input in inputs {
      switch input {
      case .launched(let outcome): outcomes.append(outcome)
      case .terminating(let order): answered.append(order)
      case .ladders, .model, .samples, .event, .listing, .command, .raise, .clear: break
      }
    }
    for directive in directives {
      switch directive {
      case .launch(let order), .terminate(let order): orders.append(order)
      case .raise(let alarm): alarmsRaised.append(alarm)
      case .clear(let alarm): alarmsCleared.append(alarm)
      case .record(let decision): decisions.append(decision)
      case .learn(let measurement): leadTimes.append(measurement)
      }
    }
  }

  /// Adds a later step's facts. Of an alarm raised and cleared in between, the last word stays.
  package mutating func append(_ later: StepFacts) {
    at = max(at, later.at)
    orders += later.orders
    outcomes += later.outcomes
    answered += later.answered
    leadTimes += later.leadTimes
    decisions += later.decisions
    let overruled = Set((later.alarmsRaised + later.alarmsCleared).map(\.key))
    alarmsRaised.removeAll { overruled.contains($0.key) }
    alarmsCleared.removeAll { overruled.contains($0.key) }
    alarmsRaised += later.alarmsRaised
    alarmsCleared += later.alarmsCleared
  }
}
