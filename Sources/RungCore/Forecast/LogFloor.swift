import RealModule

/// Logarithms of values that may be zero.
///
/// A zero has no logarithm, and in a busy series it is a gap in the measuring rather than an
/// audience of none: values below a thousandth of the mean are taken as that.
enum LogFloor {
  private static let share = 0.001

  /// - Parameter values: negative or not finite where missing.
  /// - Returns: `LiveLevel.missing` there, and everywhere when nothing is positive.
  static func logs(_ values: [Double]) -> [Double] {
    var (sum, count) = (0.0, 0.0)
    for value in values where value.isFinite && value > 0 {
      sum += value
      count += 1
    }
    guard count > 0 else { return values.map { _ in LiveLevel.missing } }
    let floor = sum / count * share
    return values.map {
      $0.isFinite && $0 >= 0 ? Double.log(max($0, floor)) : LiveLevel.missing
    }
  }
}
