package import RungBacktest
import RungModel

/// Every forecast of a backtest as CSV, so that others can score it too.
///
/// `slot,origin,horizon_minutes,quantile,value,actual`: a row for each level of each forecast whose
/// actual value is known; values in users or requests a second, in the shortest decimals that read
/// back to the same number.
package enum ForecastCSV {
  /// The header without its line end.
  package static let header = "slot,origin,horizon_minutes,quantile,value,actual"

  /// The file's bytes, rows in order of slot, origin, horizon and level.
  package static func bytes(_ result: BacktestResult) -> [UInt8] {
    var bytes = [UInt8]((header + "\n").utf8)
    bytes.reserveCapacity(result.trials.count * BacktestSettings.levels.count * 72)
    let quantiles = BacktestSettings.levels.map { "\($0)" }
    var origin: Int64?
    var start = ""
    for trial in result.trials {
      if trial.origin != origin {
        origin = trial.origin
        start = "\(result.slots[trial.slot].name),\(Timestamp(minute: trial.origin)),"
      }
      let minutes = result.settings.horizons[trial.horizon]
      let row = "\(start)\(minutes),"
      let end = ",\(trial.actual)\n"
      for (index, quantile) in quantiles.enumerated() {
        bytes.append(contentsOf: row.utf8)
        bytes.append(contentsOf: quantile.utf8)
        bytes.append(UInt8(ascii: ","))
        bytes.append(contentsOf: "\(trial.forecast[index])".utf8)
        bytes.append(contentsOf: end.utf8)
      }
    }
    return bytes
  }
}
