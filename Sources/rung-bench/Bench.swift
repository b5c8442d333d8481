// rung-bench: the project's speed claims, measured. Run it in a release build:
//   swift run -c release rung-bench [NAME ...]
//
// Each figure is the median and the slowest of many runs, in milliseconds, beside the budget that
// the design gives it. A plain program rather than a benchmark framework: what is measured here is
// a step of a running controller, whose state moves from run to run.
import CurveGenerator
import RungModel

/// One measured claim.
struct Bench: Sendable {
  var name: String
  /// What is measured, and under which conditions.
  var what: String
  /// Milliseconds; nil where the design gives none.
  var budget: Double?
  /// Runs it and returns the duration of each run.
  var run: @Sendable () async throws -> [Duration]
}

@main
struct Benches {
  static let all: [Bench] = StepBench.all + ScoreBench.all + StoreBench.all + PlanBench.all

  static func main() async throws {
    let wanted = CommandLine.arguments.dropFirst()
    let chosen = all.filter { bench in
      wanted.isEmpty || wanted.contains { bench.name.hasPrefix($0) }
    }
    guard !chosen.isEmpty else {
      print("no benchmark is named so; there are: \(all.map(\.name).joined(separator: ", "))")
      return
    }
    print("name                     median ms   slowest ms   budget ms   runs   what")
    for bench in chosen {
      let durations = try await bench.run().map { $0.inMilliseconds }.sorted()
      guard let slowest = durations.last else { continue }
      let median = durations[durations.count / 2]
      let budget = bench.budget.map { $0.fixedText(decimals: 1) } ?? "-"
      print(
        padded(bench.name, 24) + right(median.fixedText(decimals: 3), 10)
          + right(slowest.fixedText(decimals: 3), 13) + right(budget, 12)
          + right("\(durations.count)", 7) + "   " + bench.what)
    }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}

extension Duration {
  /// With its fractions, for short measurements.
  var inMilliseconds: Double {
    Double(components.seconds) * 1e3 + Double(components.attoseconds) / 1e15
  }
}
