import RungModel

@testable import RungCore

/// A random history of forecasts and what came, and every score of it worked out the plain way.
struct ScoreHistory {
  static let start: Int64 = 29_000_000
  static let driver = DriverID("users")

  var records: [ForecastRecord] = []
  /// By minute from `start`; nil where nothing came.
  var actuals: [Double?] = []

  init(seed: UInt64, minutes: Int) {
    var generator = SplitMix(state: seed)
    var level = 1_000.0
    for minute in 0..<minutes {
      level = max(1, level * Double.random(in: 0.9...1.12, using: &generator))
      actuals.append(Int.random(in: 0..<12, using: &generator) == 0 ? nil : level)
      guard Int.random(in: 0..<15, using: &generator) > 0 else { continue }
      let last = level
      let kind = (minute / 97) % 2 == 0 ? "" : "cricket-t20"
      records.append(
        ForecastRecord(
          driver: Self.driver, minute: Self.start + Int64(minute), kind: kind,
          event: kind.isEmpty ? "" : "final", persistence: last,
          values: ForecastRecord.horizons.map { _ in
            let median = last * Double.random(in: 0.8...1.3, using: &generator)
            return [1, 1.1, 1.2, 1.3].map { median * $0 }
          }))
    }
  }

  func actual(_ minute: Int64) -> Double? {
    let index = Int(minute - Self.start)
    return actuals.indices.contains(index) ? actuals[index] : nil
  }

  /// The scored forecasts with targets in a span, oldest target first.
  func scored(_ minutes: ClosedRange<Int64>) -> [ScoredForecast] {
    minutes.flatMap { minute -> [ScoredForecast] in
      guard let actual = actual(minute) else { return [] }
      return ForecastRecord.horizons.enumerated().compactMap { place, horizon in
        records.first { $0.minute == minute - Int64(horizon) }.map {
          ScoredForecast(
            minute: minute, horizon: horizon, values: $0.values[place],
            persistence: $0.persistence, actual: actual)
        }
      }
    }
  }

  /// The scored forecasts of one kind and horizon, oldest target first.
  func scored(kind: String, horizon: Int, through last: Int64) -> [ScoredForecast] {
    scored(Self.start...last).filter { one in
      one.horizon == horizon
        && records.contains { $0.minute == one.minute - Int64(horizon) && $0.kind == kind }
    }
  }

  /// A scorecard that lived through the history, a minute after the other.
  func lived(through last: Int64) -> Scorecard {
    var card = Scorecard()
    for minute in Self.start...last { step(&card, minute) }
    return card
  }

  /// What a minute brings: the minute before is settled, then a forecast is made.
  func step(_ card: inout Scorecard, _ minute: Int64) {
    card.age(to: minute)
    for due in card.unsettled(before: minute) { card.settle(minute: due, value: actual(due)) }
    if let record = records.first(where: { $0.minute == minute }) { card.take(record) }
  }
}

/// SplitMix64 - SeeAlso: https://prng.di.unimi.it/splitmix64.c
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
