import CurveGenerator
import RealModule
import RungModel
import Testing

@testable import RungCore

@Suite("Levels, floors and units")
struct LiveLevelTests {
  /// A noisy walk with single odd minutes and gaps.
  private static func walk(_ seed: UInt64, count: Int = 200) -> [Double] {
    var random = SplitMix64(seed: seed)
    var level = 3.0
    return (0..<count).map { _ in
      level += 0.02 * random.normal()
      if random.chance(0.05) { return LiveLevel.missing }
      return random.chance(0.05) ? level + 1.5 * random.normal() : level
    }
  }

  @Test("A single odd minute is bridged as soon as the next one has come", arguments: [-1.5, 0.9])
  func notch(_ size: Double) {
    var logs = [Double](repeating: 2, count: 40)
    logs[25] += size
    let levels = LiveLevel.all(of: logs)
    #expect(levels[24] == 2)
    #expect(levels[26...].allSatisfy { abs($0 - 2) < 1e-12 })
    // While it is the newest it counts 0.4 of at most 0.3; the weights sum to 0.998.
    let moved = levels[25] - 2
    #expect(moved * size > 0)
    #expect(abs(abs(moved) - 0.3 * 0.4) < 0.0005)
  }

  @Test("A step that stays is followed: two thirds within two minutes, all of it within twelve")
  func step() {
    let logs = (0..<60).map { $0 < 30 ? 1.0 : 2.0 }
    let levels = LiveLevel.all(of: logs)
    #expect(levels[29] == 1)
    #expect(levels[31] > 1.3 && levels[32] > 1.65)
    #expect(abs(levels[42] - 2) < 1e-9)
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $0 <= $1 + 1e-12 })
  }

  @Test("No level reads what lies after it", arguments: [1, 2, 3] as [UInt64])
  func causal(_ seed: UInt64) {
    let logs = Self.walk(seed)
    let levels = LiveLevel.all(of: logs)
    for end in stride(from: 1, to: logs.count, by: 3) {
      #expect(LiveLevel.all(of: Array(logs[..<end])) == Array(levels[..<end]))
    }
  }

  @Test("Missing minutes are left out; a window without any has no level")
  func missing() {
    var logs = [Double](repeating: 5, count: 40)
    for index in 10..<22 { logs[index] = LiveLevel.missing }
    let levels = LiveLevel.all(of: logs)
    #expect(levels[20] == 5)
    #expect(levels[21] == LiveLevel.missing)
    #expect(levels[22] == 5)
    #expect(LiveLevel.last(of: []) == LiveLevel.missing)
  }

  @Test("Noise is found under a trend and beside jumps")
  func noise() {
    var random = SplitMix64(seed: 11)
    let logs = (0..<2_000).map { index -> Double in
      let jump: Double = index / 100 % 2 == 0 ? 0 : 2
      return 0.005 * Double(index) + jump + 0.05 * random.normal()
    }
    #expect(abs(LiveLevel.noise(of: logs) - 0.05) < 0.005)
    #expect(LiveLevel.noise(of: Array(logs.prefix(10))) == 0)
  }

  @Test("Zeros are a gap for a quarter of an hour and believed after it")
  func zeros() {
    var values = [Double](repeating: 1_000, count: 100)
    for index in 50..<80 { values[index] = 0 }
    // A minute that is missing neither ends the run nor adds to it.
    values[55] = -1
    let logs = LogFloor.logs(values)
    #expect(logs[50..<66].allSatisfy { $0 == LiveLevel.missing })
    // Below a thousandth of the mean of what is positive, a value is that thousandth.
    #expect(logs[66..<80].allSatisfy { abs($0 - Double.log(1)) < 1e-12 })
    #expect(logs[49] == Double.log(1_000) && logs[80] == Double.log(1_000))
    #expect(LogFloor.logs([.nan, .infinity, 4])[..<2].allSatisfy { $0 == LiveLevel.missing })
    #expect(LogFloor.logs([0, 0, -1]).allSatisfy { $0 == LiveLevel.missing })
  }

  @Test("The unit is the power of two at or below a number, and dividing by it is exact")
  func powers() throws {
    for (number, power) in [(1.0, 1.0), (5, 4), (0.3, 0.25), (1_023.9, 512), (1_024, 1_024)] {
      #expect(PowerOfTwo(below: number)?.value == power)
    }
    for number in [0, -4, .nan, .infinity, Double.leastNonzeroMagnitude] {
      #expect(PowerOfTwo(below: number) == nil)
    }
    var random = SplitMix64(seed: 4)
    let values = (0..<200).map { _ -> Double? in
      random.chance(0.1) ? nil : random.scale(1e-9...1e15)
    }
    let series = MinuteSeries(firstMinute: 7, values: values)
    let unit = try #require(PowerOfTwo(series: series))
    let largest = values.compactMap { $0 }.max() ?? 0
    #expect(unit.value <= largest && largest < 2 * unit.value)
    #expect(unit.divide(series).values.map { $0.map { $0 * unit.value } } == values)
  }
}
