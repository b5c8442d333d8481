import RungBacktest
import RungModel

/// Numbers and phrases that the reports of a backtest share.
enum BacktestWords {
  /// `14.3%`.
  static func share(_ value: Double) -> String { (value * 100).fixedText(decimals: 1) + "%" }

  /// `99.87%`: the levels differ in the second decimal.
  static func coverage(_ value: Double) -> String { (value * 100).fixedText(decimals: 2) + "%" }

  /// `1.24`.
  static func ratio(_ value: Double?) -> String { value?.fixedText(decimals: 2) ?? "-" }

  /// `+1.2%`, `-0.4%`.
  static func signed(_ value: Double) -> String { (value < 0 ? "" : "+") + share(value) }

  /// `10 min`.
  static func ahead(_ minutes: Int) -> String { "\(minutes) min" }

  /// `1.4 ms`, `2.1 s`.
  static func seconds(_ value: Double) -> String {
    value < 1
      ? (value * 1_000).fixedText(decimals: 2) + " ms" : value.fixedText(decimals: 1) + " s"
  }

  /// `1998-06-10 14:30`, UTC.
  static func stamp(_ minute: Int64) -> String {
    let at = Timestamp(minute: minute)
    return "\(at.dateText) \(at.clockText)"
  }

  /// What was scored, in one sentence or two.
  static func summary(_ result: BacktestResult) -> [String] {
    let scored = result.slots.filter { $0.isScored && !$0.origins.isEmpty }
    guard let first = scored.compactMap(\.origins.first).min(),
      let last = scored.compactMap(\.origins.last).max()
    else { return ["Nothing was scored."] }
    let unit = result.settings.origins == .all ? "day" : "slot"
    let word = scored.count == 1 ? unit : unit + "s"
    let every = result.settings.every == 1 ? "minute" : "\(result.settings.every) minutes"
    var lines = [
      "Backtest of \(result.driver.metric) (\(result.driver.unit.word)): \(scored.count) \(word) "
        + "from \(stamp(first)) to \(stamp(last)) UTC.",
      "\(result.origins.groupedText) forecast\(result.origins == 1 ? "" : "s"), one every \(every); "
        + "\(result.trials.count.groupedText) value\(result.trials.count == 1 ? "" : "s") scored.",
    ]
    if result.staleOrigins > 0 {
      lines.append(
        "\(result.staleOrigins.groupedText) forecasts had no value of the last "
          + "\(BacktestSettings.staleAfter) minutes.")
    }
    return lines
  }

  /// How long it took, in two sentences.
  static func timing(_ timing: BacktestResult.Timing) -> [String] {
    [
      "Time: \(seconds(timing.total)); a forecast \(seconds(timing.forecasts.median)) in the "
        + "median, \(seconds(timing.forecasts.slowest)) the slowest.",
      "\(timing.fits.count.groupedText) fits: \(seconds(timing.fits.median)) in the median, "
        + "\(seconds(timing.fits.slowest)) the slowest.",
    ]
  }
}
