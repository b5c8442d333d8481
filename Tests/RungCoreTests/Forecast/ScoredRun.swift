import RungModel

@testable import RungCore

/// A scorecard that lived through forecasts of one value, minute by minute.
struct ScoredRun {
  static let start: Int64 = 29_000_000

  /// What every forecast says at every horizon.
  var median: Double
  /// At the 0.99 level; the others lie around it.
  var high: Double
  /// The last value that every forecast has for a rival.
  var persistence = 1_000.0
  var kind = ""
  private(set) var minute: Int64
  private(set) var card = Scorecard()

  init(median: Double, high: Double, kind: String = "", from minute: Int64 = start) {
    self.median = median
    self.high = high
    self.kind = kind
    self.minute = minute
  }

  /// A forecast each minute; each minute's actual comes with the next.
  mutating func live(minutes: Int, actual: Double) {
    for _ in 0..<minutes {
      card.age(to: minute)
      for due in card.unsettled(before: minute) { card.settle(minute: due, value: actual) }
      let width = high - median
      card.take(
        ForecastRecord(
          driver: ForecastCase.driver.id, minute: minute, kind: kind,
          event: kind.isEmpty ? "" : "match", persistence: persistence,
          values: ForecastRecord.horizons.map { _ in
            [median, median + width / 2, high, median + 1.5 * width]
          }))
      minute += 1
    }
  }
}
