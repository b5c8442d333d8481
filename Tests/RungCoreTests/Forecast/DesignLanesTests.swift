import RungModel
import Testing

@testable import RungCore

/// Fast ways and the plain ways that they stand for: equal to the last bit.
@Suite("Side by side as one by one")
struct DesignLanesTests {
  @Test("Products and fits are those of plain loops", arguments: [1, 3, 4, 7, 12])
  func lanes(_ features: Int) {
    var random = SplitMix64(seed: UInt64(features))
    let rows = 4 * features + 3
    let columns = (0..<(features * rows)).map { _ in random.uniform(-2...2) }
    let weights = (0..<rows).map { _ in random.unit() }
    var values = (0..<rows).map { _ in random.uniform(-2...2) }
    let lanes = DesignLanes(columns, features: features, rows: rows)
    let ranges = [0..<2, 3..<rows]
    var sums = [Double](repeating: 0, count: features)
    values.withUnsafeMutableBufferPointer { values in
      sums.withUnsafeMutableBufferPointer {
        lanes.addProducts(of: values, weights: weights, rows: ranges, to: $0)
      }
    }
    var expected = [Double](repeating: 0, count: features)
    for range in ranges {
      for row in range {
        let weighted = weights[row] * values[row]
        for feature in 0..<features {
          expected[feature] += weighted * columns[feature * rows + row]
        }
      }
    }
    #expect(sums == expected)
    var fitted = [Double](repeating: .nan, count: 4 * lanes.rowGroups)
    sums.withUnsafeMutableBufferPointer { sums in
      fitted.withUnsafeMutableBufferPointer { lanes.fit(sums, to: $0) }
    }
    for row in 0..<rows {
      var sum = 0.0
      for feature in 0..<features { sum += expected[feature] * columns[feature * rows + row] }
      #expect(fitted[row] == sum)
    }
  }

  @Test("The last level of a rule is the last of its levels, gaps and all", arguments: 0..<20)
  func lastLevels(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var logs = (0..<(3 + Int(seed) * 4)).map { _ in random.uniform(-2...2) }
    for index in logs.indices where random.chance(0.3) { logs[index] = LiveLevel.missing }
    if seed == 5 { logs = logs.map { _ in LiveLevel.missing } }
    let mended = LiveLevel.mended(logs)
    for rules in OrdinaryRule.candidates {
      let levels = RuleLanes.last(of: rules[...], logs, mended: mended)
      for (index, rule) in rules.enumerated() {
        let all = RuleLanes.levels(of: [rule], logs, mended: mended, at: logs.indices)
        #expect(levels?[index] == all.last { $0[0] > LiveLevel.missing }?[0])
      }
    }
  }
}
