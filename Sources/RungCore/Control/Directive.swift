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
  /// Keep what a minute's first forecast of a driver said, to score it later.
  case forecasted(ForecastRecord)
  /// A minute was settled: keep it, and the score rows that it changed in place of those before.
  case scored(SettledMinute, [ScoreRow])
}

extension Directive {
  /// Whether it asks a backend for something.
  package var isOrder: Bool {
    switch self {
    case .launch, .terminate: true
    case .raise, .clear, .record, .learn, .forecasted, .scored: false
    }
  }
}
