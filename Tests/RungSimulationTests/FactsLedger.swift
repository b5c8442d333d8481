import RungCore
import RungModel

/// What a store would hold after the steps so far: kept from inputs and directives alone.
struct FactsLedger {
  private(set) var facts = Facts(installation: "test")

  mutating func take(_ inputs: [Input], _ directives: [Directive]) {
    for input in inputs {
      switch input {
      case .event(let event):
        let known = facts.events.first { $0.id == event.id }
        guard event.sequence > (known?.sequence ?? .min) else { continue }
        facts.events.removeAll { $0.id == event.id }
        facts.events.append(event)
      case .samples(let samples):
        for sample in samples {
          facts.minutes[sample.driver, default: []].append(
            MinuteValue(minute: sample.at.minute, value: sample.value))
        }
      case .launched(let outcome):
        answer(outcome.order)
        facts.outcomes.append(outcome)
      case .terminating(let id): answer(id)
      case .command(.floor(let floor)): facts.floors = [floor]
      case .command(.pause(let pause)): facts.pauses = [pause]
      case .command(.unpause): facts.pauses = []
      case .ladders, .model, .listing, .listingChange, .raise, .clear: continue
      }
    }
    for directive in directives { take(directive) }
  }

  private mutating func take(_ directive: Directive) {
    switch directive {
    case .launch(let order), .terminate(let order):
      facts.orders.append(order)
      facts.lastOrderNumber += 1
    case .raise(let alarm):
      facts.alarms.removeAll { $0.key == alarm.key }
      facts.alarms.append(alarm)
    case .clear(let alarm): facts.alarms.removeAll { $0.key == alarm.key }
    case .record(let decision):
      facts.decisions.removeAll { $0.service == decision.service }
      facts.decisions.append(decision)
    case .learn(let measurement): facts.leadTimes.append(measurement)
    case .forecasted(let record): facts.forecasts.append(record)
    case .scored(let minute, let rows):
      facts.settled.append(minute)
      let replaced = Set(rows.map(\.key))
      facts.scores.removeAll { replaced.contains($0.key) }
      facts.scores += rows
    }
  }

  private mutating func answer(_ id: OrderID) {
    for index in facts.orders.indices where facts.orders[index].id == id {
      facts.orders[index].state = .answered
    }
  }
}
