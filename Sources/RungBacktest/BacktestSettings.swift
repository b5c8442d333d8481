package import RungModel

/// Which forecasts are made and scored.
package struct BacktestSettings: Hashable, Sendable {
  /// Which minutes forecasts are made at.
  package enum Origins: String, CaseIterable, Sendable {
    /// From 60 minutes before to 149 after the start of each event.
    case events
    /// Every minute of the series.
    case all
  }

  /// The quantile levels that are scored, rising; those that the daemon shows.
  package static let levels = [0.5, 0.9, 0.99, 0.999]
  /// Minutes before an event's start in which forecasts are made.
  package static let minutesBefore: Int64 = 60
  /// Minutes after an event's start in which forecasts are made: three and a half hours in all,
  /// which holds a football match.
  package static let minutesAfter: Int64 = 149
  /// Minutes after which a model is fitted anew, as in the daemon.
  package static let refitEvery: Int64 = 60
  /// An origin whose newest value is older than so many minutes is counted as stale.
  package static let staleAfter: Int64 = 5
  /// How long a hold for a resume counts, the default of ladders' `interruption.hold_limit`.
  package static let holdLimit = Duration.hours(3)

  /// Minutes ahead, rising, from 1 on.
  package var horizons: [Int]
  /// A forecast every so many minutes, from 1 on.
  package var every: Int
  package var origins: Origins
  /// Only slots that start then or later are scored; what is known does not depend on it.
  package var from: Timestamp?
  /// Only slots that start before then are scored.
  package var to: Timestamp?
  /// Only slots with these numbers are scored.
  package var slots: ClosedRange<Int>?

  package init(
    horizons: [Int] = [6, 10, 15, 30, 60], every: Int = 1, origins: Origins = .events,
    from: Timestamp? = nil, to: Timestamp? = nil, slots: ClosedRange<Int>? = nil
  ) {
    precondition(
      (horizons.first ?? 0) >= 1 && zip(horizons, horizons.dropFirst()).allSatisfy { $0 < $1 },
      "horizons are minutes from 1 on, rising, not \(horizons)")
    precondition(every >= 1, "a forecast every \(every) minutes")
    self.horizons = horizons
    self.every = every
    self.origins = origins
    self.from = from
    self.to = to
    self.slots = slots
  }

  /// The farthest horizon, in minutes.
  package var farthest: Int { horizons.last ?? 1 }
}
