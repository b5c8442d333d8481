// Numbers as people read them.

/// `14.2M`, `950K`, `812`: three figures are what an eye takes in.
func compact(_ value: Double) -> String {
  for (size, letter) in [(1e9, "B"), (1e6, "M"), (1e3, "K")] where value >= size {
    let scaled = value / size
    return rounded(scaled, scaled >= 100 ? 0 : 1) + letter
  }
  return rounded(value, 0)
}

/// A number with so many digits behind the point; `2.50` for 2.5 and 2.
func rounded(_ value: Double, _ digits: Int) -> String {
  guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let whole = Int64((abs(value) * scale).rounded())
  let sign = value < 0 && whole > 0 ? "-" : ""
  guard digits > 0 else { return sign + String(whole) }
  let (front, rest) = whole.quotientAndRemainder(dividingBy: Int64(scale))
  let tail = String(rest)
  return "\(sign)\(front).\(String(repeating: "0", count: digits - tail.count))\(tail)"
}

/// `0.0012 %`; small shares keep two figures that say something.
func percent(_ share: Double) -> String {
  let value = share * 100
  if value == 0 { return "0 %" }
  return rounded(value, value >= 10 ? 0 : value >= 0.1 ? 1 : 4) + " %"
}
