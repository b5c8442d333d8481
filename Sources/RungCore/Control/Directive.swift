package import RungModel

/// What the shell must carry out, in order.
package enum Directive: Hashable, Sendable {
  /// Order servers. It is in the store before it leaves; its outcome returns as an input.
  case launch(Order)
  /// Take servers out of the upstream list, drain and end them.
  case terminate(Order)
  case raise(Alarm)
  case clear(Alarm)
  /// Keep a decision: on every change, and hourly.
  case record(Decision)
  case learn(LeadTimeMeasurement)
}
