// Numbers as people write them in ladders, without Foundation's formatters.

extension Double {
  /// Three significant digits and a suffix: `594K`, `1.06M`, `14.2M`, `2,565`, `0.25`.
  ///
  /// Below 10,000 a whole number is written with its thousands comma; not finite reads `n/a`.
  package var shortText: String {
    guard isFinite else { return "n/a" }
    if self < 0 { return "-" + (-self).shortText }
    for (suffix, size) in [("B", 1e9), ("M", 1e6), ("K", 1e3)] where self >= size * 0.9995 {
      if suffix == "K" && self < 9_999.5 { break }
      return (self / size).threeDigits + suffix
    }
    if self >= 99.95 { return Int(rounded()).groupedText }
    return threeDigits
  }

  /// A number from 0 on with three significant digits, trailing zeros dropped: `14.2`, `1.06`, `3`.
  private var threeDigits: String {
    let decimals = self >= 99.95 ? 0 : self >= 9.995 ? 1 : 2
    return fixedText(decimals: decimals, dropsZeros: true)
  }

  /// Fixed decimals, 0 to 6; `dropsZeros` takes trailing zeros and a bare point away.
  package func fixedText(decimals: Int, dropsZeros: Bool = false) -> String {
    guard isFinite, magnitude < 1e15 else { return isFinite ? "\(self)" : "n/a" }
    var scale: Int64 = 1
    for _ in 0..<decimals { scale *= 10 }
    let scaled = Int64((magnitude * Double(scale)).rounded())
    var (fraction, places) = (scaled % scale, decimals)
    if dropsZeros {
      while places > 0, fraction.isMultiple(of: 10) {
        (fraction, places) = (fraction / 10, places - 1)
      }
    }
    var text = String(scaled / scale)
    if places > 0 {
      let digits = String(fraction)
      text += "."
      for _ in digits.utf8.count..<places { text += "0" }
      text += digits
    }
    return self < 0 && scaled != 0 ? "-" + text : text
  }

  /// A quantile level or share as a percentage: `99.9%`, `40%`.
  package var percentText: String { (self * 100).fixedText(decimals: 3, dropsZeros: true) + "%" }

  /// A measured share as a percentage with one decimal: `4.2%`.
  package var shareText: String { (self * 100).fixedText(decimals: 1) + "%" }
}

extension Int {
  /// Thousands apart: `2,565`.
  package var groupedText: String {
    let digits = String(magnitude)
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return self < 0 ? "-" + result : result
  }
}

extension Int {
  /// The number with what it counts: `1 server`, `2 servers`.
  package func counted(_ noun: String, _ plural: String? = nil) -> String {
    "\(self) \(self == 1 ? noun : plural ?? noun + "s")"
  }
}
