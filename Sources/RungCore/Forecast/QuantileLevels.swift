/// The quantile levels of a forecast, with what every minute of it asks of them, worked out once.
struct QuantileLevels {
  /// Rising; the first is 0.5.
  let values: [Double]
  /// `normalQuantile` of each.
  let normal: [Double]
  /// `heavyTailQuantile` of each.
  let heavyTail: [Double]
  /// `RowQuantiles.tail` of each.
  let tail: [Double]
  /// Whether each is high: a path there plans for what may come rather than what will.
  let isHigh: [Bool]

  init(_ values: [Double]) {
    self.values = values
    normal = values.map { normalQuantile($0) }
    heavyTail = normal.map { studentQuantile(ofNormal: $0) }
    tail = values.map { RowQuantiles.tail($0) }
    isHigh = values.map { $0 >= EventOutlook.highLevel }
  }

  var indices: Range<Int> { values.indices }
}
