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
      case .ladders, .model, .samples, .event, .listing, .listingChange, .command, .raise, .clear:
        break
      }
    }
    for directive in directives {
      switch directive {
      case .launch(let order), .terminate(let order): orders.append(order)
      case .raise(let alarm): note([alarm], raised: true)
      case .clear(let alarm): note([alarm], raised: false)
      case .record(let decision): decisions.append(decision)
      case .learn(let measurement): leadTimes.append(measurement)
      case .forecasted(let record): forecasts.append(record)
      case .scored(let minute, let rows):
        settled.append(minute)
        scores += rows
      }
    }
  }

  /// Adds a later step's facts.
  package mutating func append(_ later: StepFacts) {
    at = max(at, later.at)
    orders += later.orders
    outcomes += later.outcomes
    answered += later.answered
    leadTimes += later.leadTimes
    decisions += later.decisions
    forecasts += later.forecasts
    settled += later.settled
    let replaced = Set(later.scores.map(\.key))
    scores.removeAll { replaced.contains($0.key) }
    scores += later.scores
    note(later.alarmsCleared, raised: false)
    note(later.alarmsRaised, raised: true)
  }

  /// Of an alarm raised and cleared in one batch the last word stays: a store cannot tell their
  /// order.
  private mutating func note(_ alarms: [Alarm], raised isRaised: Bool) {
    let overruled = Set(alarms.map(\.key))
    alarmsRaised.removeAll { overruled.contains($0.key) }
    alarmsCleared.removeAll { overruled.contains($0.key) }
    if isRaised { alarmsRaised += alarms } else { alarmsCleared += alarms }
  }
}
