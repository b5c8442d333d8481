import RealModule

/// Logarithms of values that may be zero.
///
/// A zero has no logarithm, and in a busy series it is a gap in the measuring rather than an
/// audience of none: values below two thousandths of the middle one are taken as that.
enum LogFloor {
  private static let share = 0.002

  /// - Parameter values: negative or not finite where missing.
  /// - Returns: `LiveLevel.missing` there, and everywhere when nothing is positive.
  static func logs(_ values: [Double]) -> [Double] {
    let middle = LiveLevel.median(values.filter { $0.isFinite && $0 > 0 })
    guard middle > 0 else { return values.map { _ in LiveLevel.missing } }
    let floor = middle * share
    return values.map {
      $0.isFinite && $0 >= 0 ? Double.log(max($0, floor)) : LiveLevel.missing
    }
  }
}
