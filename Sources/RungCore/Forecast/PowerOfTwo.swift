import RungModel

/// A power of two near the size of a driver's numbers, which they are divided by.
///
/// Dividing by it is exact, so a platform eight times as large gets forecasts eight times as large
/// to the last bit: no rounding of logarithms depends on the size.
struct PowerOfTwo: Hashable, Sendable {
  /// A power of two.
  let value: Double

  /// The largest one not above a number; nil unless that is positive, finite and normal.
  init?(below number: Double) {
    guard number.isNormal, number > 0 else { return nil }
    value = Double(sign: .plus, exponent: number.exponent, significand: 1)
  }

  init?(curves: [Curve], history: MinuteSeries) {
    let peaks = curves.compactMap { $0.peak?.value }
    self.init(below: max(peaks.max() ?? 0, Self.largest(history)))
  }

  init?(series: MinuteSeries) { self.init(below: Self.largest(series)) }

  init?(events: [Event], _ unit: DriverUnit) {
    self.init(below: events.compactMap { $0.expectedPeak[unit.word] }.max() ?? 0)
  }

  private static func largest(_ series: MinuteSeries) -> Double {
    var largest = 0.0
    for value in series.values {
      if let value, value > largest, value.isFinite { largest = value }
    }
    return largest
  }

  func divide(_ series: MinuteSeries) -> MinuteSeries {
    MinuteSeries(
      firstMinute: series.firstMinute, values: series.values.map { $0.map { $0 / value } })
  }

  func divide(_ curve: Curve) -> Curve {
    var result = curve
    result.values = curve.values.map { $0.map { $0 / value } }
    return result
  }

  func divide(_ event: Event) -> Event {
    guard !event.expectedPeak.isEmpty else { return event }
    var result = event
    result.expectedPeak = event.expectedPeak.mapValues { $0 / value }
    return result
  }
}
