import RealModule
import RungModel

/// Logarithms of values that may be zero.
///
/// A zero has no logarithm, and in a busy series it is a gap in the measuring rather than an
/// audience of none: for a quarter of an hour values below a thousandth of the mean are missing;
/// when they go on for longer they are believed, and taken as that thousandth.
enum LogFloor {
  private static let share = 0.001
  private static let gapMinutes = 15
  /// Of departures a zero is what most minutes are, and what is far below the mean is noise.
  private static let departuresShare = 0.05

  /// - Parameters:
  ///   - values: minute by minute; negative or not finite where missing.
  ///   - unit: of departures zeros are believed at once.
  /// - Returns: `LiveLevel.missing` there, and everywhere when nothing is positive.
  static func logs(_ values: [Double], unit: DriverUnit = .users) -> [Double] {
    var (sum, count) = (0.0, 0.0)
    for value in values where value.isFinite && value > 0 {
      sum += value
      count += 1
    }
    guard count > 0 else { return values.map { _ in LiveLevel.missing } }
    let isDeparting = unit == .departures
    let floor =
      isDeparting ? sum / count * departuresShare : floor(sum: sum, count: count)
    var result = values.map {
      $0.isFinite && $0 >= 0 ? Double.log(max($0, floor)) : LiveLevel.missing
    }
    if isDeparting { return result }
    var run = 0
    for index in values.indices {
      // A missing minute neither ends a run of zeros nor adds to it.
      guard values[index].isFinite, values[index] >= 0 else { continue }
      run = values[index] < floor ? run + 1 : 0
      if run > 0, run <= gapMinutes { result[index] = LiveLevel.missing }
    }
    return result
  }

  /// What a value is taken as at least, from the sum and the count of the positive ones.
  static func floor(sum: Double, count: Double) -> Double { sum / count * share }
}
