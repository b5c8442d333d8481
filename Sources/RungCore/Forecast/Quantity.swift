import RealModule

/// Numbers as people say them.
enum Quantity {
  /// More than any platform has, and near what whole numbers hold once divided by a billion.
  private static let largest = 1e24

  /// `14.2M`, `860K`, `95`: three digits at most.
  static func text(_ value: Double) -> String {
    guard abs(value) < largest else { return "unknown" }
    for (size, letter) in [(1e9, "G"), (1e6, "M"), (1e3, "K")] where value >= size {
      return rounded(value / size) + letter
    }
    return rounded(value)
  }

  /// `1.06`
  static func ratio(_ value: Double) -> String {
    guard value > -1e6, value < 1e6 else { return "unknown" }
    let hundredths = Int((value * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  private static func rounded(_ value: Double) -> String {
    if value >= 100 { return "\(Int(value.rounded()))" }
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  /// A share as people say it: `14 %`.
  static func percent(_ share: Double) -> String {
    guard share > -1e6, share < 1e6 else { return "unknown" }
    return "\(Int((share * 100).rounded())) %"
  }

  /// A factor, given as its logarithm, as a change: `+12 %`, `-3 %`.
  static func change(_ log: Double) -> String {
    guard log.isFinite else { return "unknown" }
    let percent = Int(((Double.exp(min(log, 5)) - 1) * 100).rounded())
    return percent < 0 ? "-\(-percent) %" : "+\(percent) %"
  }
}

extension Outlook {
  /// A level as people say it, in the driver's unit, from its logarithm.
  func amount(_ log: Double) -> String { Quantity.text(Double.exp(log) * scale) }
}
