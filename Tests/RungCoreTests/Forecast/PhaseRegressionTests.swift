import CurveGenerator
import RealModule
import RungModel
import Testing

@testable import RungCore

@Suite("The regression's algebra")
struct PhaseRegressionTests {
  @Test("A solution multiplied by its matrix is the right side", arguments: 1...14)
  func solves(_ size: Int) {
    var random = SplitMix64(seed: UInt64(size))
    for _ in 0..<20 {
      let root = (0..<(size * size)).map { _ in random.normal() }
      var matrix = [Double](repeating: 0, count: size * size)
      for i in 0..<size {
        for j in 0..<size {
          for k in 0..<size { matrix[i * size + j] += root[i * size + k] * root[j * size + k] }
        }
        matrix[i * size + i] += 0.5
      }
      let right = (0..<size).map { _ in random.normal() }
      let solution = Self.solution(matrix, right)
      for i in 0..<size {
        let product = (0..<size).reduce(0) { $0 + matrix[i * size + $1] * solution[$1] }
        #expect(abs(product - right[i]) < 1e-9)
      }
      // Only the lower triangle is read.
      for i in 0..<size { for j in (i + 1)..<max(size, i + 1) { matrix[i * size + j] = .nan } }
      #expect(Self.solution(matrix, right) == solution)
    }
  }

  private static func solution(_ matrix: [Double], _ right: [Double]) -> [Double] {
    var x = right
    let system = SymmetricSystem(matrix, size: right.count)
    x.withUnsafeMutableBufferPointer { system.solve(inPlace: $0) }
    return x
  }

  /// A regression of a generated match against its library, with rows of all its curves.
  private static func regression(seed: UInt64, after minutes: Int64) throws -> (
    PhaseRegression, play: Double
  ) {
    let world = ForecastWorld(Variety(kind: .football, origin: .measured, seed: seed))
    let model = world.model()
    let now = world.minute("start") + minutes
    let unit = try #require(model.unit)
    let event = try #require(world.known(now).first)
    let outlook = EventOutlook(
      event, curves: model.curves, live: LiveSeries(unit.divide(world.series), now: now),
      unit: .users, now: now, minutes: 60, simultaneous: 1)
    let regression = try #require(outlook.readings.first?.regression)
    return (regression, try #require(outlook.origin).play)
  }

  /// Rows' growth to a play minute. Generated curves have no gaps, so each row has its value.
  private static func growth(_ regression: PhaseRegression, to play: Double) -> [Double] {
    var result = [Double](repeating: 0, count: regression.weights.count)
    for block in regression.blocks {
      let logs = block.logs
      for row in block.rows {
        let place = Int(block.warp(play).rounded()) + regression.offsets[row]
        result[row] = logs[min(max(0, place), logs.count - 1)] - regression.origins[row]
      }
    }
    return result
  }

  /// Ridge coefficients from some rows, by plain elimination; the penalty is that of all rows.
  private static func coefficients(
    _ regression: PhaseRegression, _ growth: [Double], rows: [Int]
  ) -> [Double] {
    let width = regression.width
    let penalty = PhaseRegression.penalty * regression.weights.reduce(0, +)
    var table = (0..<width).map { i in
      (0...width).map { j in i == j && i > 0 ? penalty : 0 }
    }
    for row in rows {
      let values = Array(regression.design[(row * width)..<((row + 1) * width)]) + [growth[row]]
      for i in 0..<width {
        for j in 0...width { table[i][j] += regression.weights[row] * values[i] * values[j] }
      }
    }
    for i in 0..<width {
      for other in 0..<width where other != i {
        let share = table[other][i] / table[i][i]
        for j in 0...width { table[other][j] -= share * table[i][j] }
      }
    }
    return (0..<width).map { table[$0][width] / table[$0][$0] }
  }

  @Test("Left-out errors are those of a refit without the curve", arguments: [7_000, 7_001, 7_002])
  func leftOut(_ seed: UInt64) throws {
    for minutes: Int64 in [-30, 20, 60] {
      let (regression, play) = try Self.regression(seed: seed, after: minutes)
      let width = regression.width
      let blocks = Array(regression.blocks.indices)
      #expect(blocks.count == 12)
      let system = PhaseSystem(regression, blocks: blocks, until: play + 60)
      for ahead in [1.0, 10, 30] {
        var rows = WeightedRows()
        let result = system.growth(to: play + ahead, regression, into: &rows)
        let growth = Self.growth(regression, to: play + ahead)
        let all = Self.coefficients(regression, growth, rows: Array(growth.indices))
        let parts = (0..<width).map { all[$0] * regression.query[$0] }
        #expect(abs(result.mean - parts.reduce(0, +)) < 1e-9)
        #expect(abs(result.mean - result.typical - result.byHistory - result.byAudience) < 1e-9)
        var squares = 0.0
        for block in regression.blocks {
          let others = growth.indices.filter { !block.rows.contains($0) }
          let refit = Self.coefficients(regression, growth, rows: others)
          for row in block.rows {
            let fitted = (0..<width).reduce(0) {
              $0 + refit[$1] * regression.design[row * width + $1]
            }
            let error = growth[row] - fitted
            squares += regression.weights[row] * error * error
            #expect(abs(rows.values[row] - result.mean - error) < 1e-9)
            #expect(rows.weights[row] == regression.weights[row])
          }
        }
        #expect(abs(result.variance - squares / regression.weights.reduce(0, +)) < 1e-9)
        #expect(result.variance > 0)
      }
    }
  }
}
