package import RungModel

// Who has the vote: the forecaster, or the last value.
extension Scorecard {
  /// The forecaster loses when its error is more than this many times the last value's: a tenth is
  /// about what two sums over an evening differ by without meaning anything.
  package static let losingMargin = 1.1
  /// Fewer scored minutes of a kind say nothing: errors of forecasts that look at the same minutes
  /// are one error, so the more are needed the further they look.
  static func minutesToJudge(horizon: Int) -> Double { 60 + 5 * Double(horizon) }

  /// Whether forecasts so many minutes ahead are worse than the last value, in the kind of event
  /// that forecasts are made in now: over its recent window, of enough scored minutes (`minutesToJudge`), the
  /// median's absolute error is more than 1.1 times the last value's.
  ///
  /// - Parameters:
  ///   - horizon: minutes ahead; the kept horizon that covers it is judged.
  ///   - margin: how many times the last value's error is still no loss.
  package func isLosing(horizon: Int, margin: Double = Scorecard.losingMargin) -> Bool {
    let kept = Self.keptHorizon(for: horizon)
    guard let row = row(horizon: kept, kind: kind),
      row.total.count >= Self.minutesToJudge(horizon: kept)
    else { return false }
    return row.recent.absoluteError > margin * row.recent.persistenceError
  }

  /// `isLosing` for each of `ForecastRecord.horizons`.
  var losses: [Bool] { ForecastRecord.horizons.map { isLosing(horizon: $0) } }

  /// The shortest kept horizon that is not shorter; the longest when none is.
  package static func keptHorizon(for minutes: Int) -> Int {
    ForecastRecord.horizons.first { $0 >= minutes } ?? ForecastRecord.horizons.last ?? minutes
  }

  /// The kept horizon that covers a lead time.
  package static func keptHorizon(covering lead: Duration) -> Int {
    keptHorizon(for: Int(lead.inMinutes.rounded(.up)))
  }

  /// The scores of one horizon and kind; nil when none of them came yet.
  package func row(horizon: Int, kind: String) -> ScoreRow? {
    let place = place(horizon: horizon, kind: kind)
    guard place < rows.count, rows[place].horizon == horizon, rows[place].kind == kind else {
      return nil
    }
    return rows[place]
  }

  /// The scores of one horizon over all kinds; each kind's recent window counts. Nil when none
  /// came yet.
  package func overall(horizon: Int) -> ScoreRow? {
    let ones = rows.filter { $0.horizon == horizon }
    guard var sum = ones.first else { return nil }
    for row in ones.dropFirst() {
      sum.lastMinute = max(sum.lastMinute, row.lastMinute)
      sum.recent = sum.recent + row.recent
      sum.total = sum.total + row.total
    }
    sum.kind = ""
    return sum
  }
}
