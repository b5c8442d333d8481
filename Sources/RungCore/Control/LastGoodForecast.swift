import RungModel

// A source that stops is stale, not quiet. What was last forecast with data stays the least that
// control is given for each instant, until data returns.
extension Forecast {
  /// This forecast, nowhere below an earlier one of the same levels; minutes that the earlier one
  /// did not reach stay as they are.
  func raised(to earlier: Forecast) -> Forecast {
    guard earlier.levels == levels, earlier.driver == driver else { return self }
    var result = self
    let offset = Int(firstMinute - earlier.firstMinute)
    for level in levels.indices {
      for minute in paths[level].indices {
        let place = minute + offset
        guard place >= 0, place < earlier.paths[level].count else { continue }
        result.paths[level][minute] = max(paths[level][minute], earlier.paths[level][place])
      }
    }
    for hold in earlier.holds where hold.until > madeAt {
      guard let own = result.holds.firstIndex(where: { $0.event == hold.event }) else {
        result.holds.append(hold)
        continue
      }
      result.holds[own].values = zip(result.holds[own].values, hold.values).map { max($0, $1) }
    }
    return result
  }
}

extension Controller {
  /// Keeps a forecast that was made with data; lifts one that was not to the last that was.
  mutating func heldWhileStale(_ forecast: Forecast) -> Forecast {
    guard memory.drivers[forecast.driver]?.observed == nil else {
      goodForecasts[forecast.driver] = forecast
      return forecast
    }
    guard let good = goodForecasts[forecast.driver] else { return forecast }
    return forecast.raised(to: good)
  }
}
