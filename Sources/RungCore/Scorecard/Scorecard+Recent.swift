import RungModel

// What the targets of the last three hours say, one by one and in sum.
extension Scorecard {
  /// How far outside their bands the forecasts of the last 180 minutes' targets were, as
  /// `BandScale` sums it up, fading with age. - Complexity: O(180).
  func surprise(at now: Int64) -> Double {
    guard let newest = settled.last?.minute else { return 0 }
    let first = settled.place { $0.minute > newest - Self.recentMinutes }
    return Surprises.sum(
      settled.indices[first...].lazy.map { (surprises[$0], age: now - settled[$0].minute) })
  }

  /// What the forecasts of a settled minute say of the width of bands.
  func surprises(of minute: SettledMinute) -> Surprises {
    var result = Surprises()
    guard let actual = minute.value, actual.isFinite else { return result }
    for (place, horizon) in ForecastRecord.horizons.enumerated() {
      guard let record = record(at: minute.minute - Int64(horizon), with: place) else {
        continue
      }
      result.take(record.values[place], horizon: place, actual: actual)
    }
    return result
  }

  /// What rests on records that are forgotten is forgotten with them.
  mutating func forgetSurprises() {
    let first = records.first?.minute ?? .max
    let longest = Int64(ForecastRecord.horizons.last ?? 0)
    for index in surprises.indices {
      // Records go one a minute, so only the oldest minutes can miss one.
      guard first == .max || settled[index].minute - longest < first else { return }
      for (place, horizon) in ForecastRecord.horizons.enumerated()
      where first == .max || settled[index].minute - Int64(horizon) < first {
        surprises[index].forget(horizon: place)
      }
    }
  }
}

extension Scorecard {
  /// Forecasts whose target came within the last 180 minutes, oldest target first, then by
  /// horizon. - Complexity: O(180 x horizons).
  package var recent: [ScoredForecast] {
    guard let newest = settled.last?.minute else { return [] }
    var result: [ScoredForecast] = []
    for minute in settled where minute.minute > newest - Self.recentMinutes {
      guard let actual = minute.value, actual.isFinite else { continue }
      for (place, horizon) in ForecastRecord.horizons.enumerated() {
        guard let record = record(at: minute.minute - Int64(horizon), with: place) else {
          continue
        }
        result.append(
          ScoredForecast(
            minute: minute.minute, horizon: horizon, values: record.values[place],
            persistence: record.persistence, actual: actual))
      }
    }
    return result
  }
}
