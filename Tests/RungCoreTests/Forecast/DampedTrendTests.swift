import RealModule
import Testing

@testable import RungCore

@Suite("Damped trend")
struct DampedTrendTests {
  /// A straight line of values, as logarithms.
  private static func line(_ count: Int, from first: Double, by step: Double) -> [Double] {
    (0..<count).map { Double.log(first + step * Double($0)) }
  }

  @Test("A straight line goes on for a minute and bends level within the hour")
  func rise() {
    let trend = DampedTrend(Self.line(60, from: 1_000, by: 10))
    // Half the slope's two minutes of delay is in the medians of five.
    let perMinute = 10.0 / 1_570
    #expect(abs(trend.growth(minutes: 1) - Double.log(1 + 0.93 * perMinute)) < 1e-9)
    let far = Double.exp(trend.growth(minutes: 600)) - 1
    #expect(abs(far - perMinute * 0.93 / 0.07) < 1e-9)
    let grown = (0...60).map { trend.growth(minutes: Double($0)) }
    #expect(grown[0] == 0 && zip(grown, grown.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("A fall is followed, and stops above zero")
  func fall() {
    let trend = DampedTrend(Self.line(60, from: 1_000, by: -16))
    #expect(trend.growth(minutes: 5) < 0)
    #expect(trend.growth(minutes: 120) == Double.log(0.1))
  }

  @Test("One wild minute changes nothing, missing minutes are passed over, few minutes are flat")
  func robust() {
    let logs = Self.line(60, from: 1_000, by: 10)
    var wild = logs
    wild[58] += 3
    #expect(
      abs(DampedTrend(wild).growth(minutes: 10) - DampedTrend(logs).growth(minutes: 10)) < 0.01)
    var gappy = logs
    gappy[57] = LiveLevel.missing
    #expect(
      abs(DampedTrend(gappy).growth(minutes: 10) - DampedTrend(logs).growth(minutes: 10)) < 0.01)
    #expect(DampedTrend(Array(logs.prefix(9))).growth(minutes: 10) == 0)
    #expect(DampedTrend([]).growth(minutes: 10) == 0)
  }
}
