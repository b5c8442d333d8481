// rung-bench: the project's speed claims, measured. Run it in a release build:
//   swift run -c release rung-bench [NAME ...]
//   swift run -c release rung-bench --help
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
  /// Names the part that a run belongs to, from its number, where parts have figures of their own.
  var part: (@Sendable (Int) -> String)?

  /// The durations of each part, in the order in which they first came; empty without parts.
  func parts(of durations: [Duration]) -> [(name: String, durations: [Duration])] {
    guard let part else { return [] }
    var result: [(name: String, durations: [Duration])] = []
    for (number, duration) in durations.enumerated() {
      let name = part(number)
      if let place = result.firstIndex(where: { $0.name == name }) {
        result[place].durations.append(duration)
      } else {
        result.append((name, [duration]))
      }
    }
    return result
  }
}

@main
struct Benches {
  static let all: [Bench] =
    StepBench.all + SampleStepBench.all + ForecastBench.all + ScoreBench.all + StoreBench.all
    + PlanBench.all + SimulationBench.all

  static let help = """
    Measures Rung's speed. Use a release build:

      swift run -c release rung-bench [NAME ...]

    A NAME chooses all benchmarks that begin with it; without one, all run. Printed are median and
    slowest of many runs in milliseconds, and the budget.

    What is cached: a driver's forecast stands within its minute, unless a sample moves by 3 %, or
    an event, its model or a ladder's reach changes. step-1000-sample tells steps that make all
    forecasts anew (the first of a minute) from those that make none. What a forecast asks of a
    service stands as long. Nothing else is kept: every service is decided anew in every step, and
    a fit, once an hour or when an event ends, starts from the raw minutes.

    Example:
      swift run -c release rung-bench forecast fit step-1000-sample
    """

  static func main() async throws {
    let wanted = CommandLine.arguments.dropFirst()
    let names = "There are: \(all.map(\.name).joined(separator: ", "))."
    if wanted.contains("--help") || wanted.contains("-h") {
      print(help + "\n\n" + names)
      return
    }
    let chosen = all.filter { bench in
      wanted.isEmpty || wanted.contains { bench.name.hasPrefix($0) }
    }
    guard !chosen.isEmpty else {
      print("No benchmark is named so. \(names)")
      return
    }
    print("name                     median ms   slowest ms   budget ms   runs   what")
    for bench in chosen {
      let durations = try await bench.run()
      let budget = bench.budget.map { $0.fixedText(decimals: 1) } ?? "-"
      show(bench.name, durations, budget: budget, bench.what)
      for part in bench.parts(of: durations) {
        show("", part.durations, budget: "", part.name)
      }
    }
  }

  private static func show(
    _ name: String, _ durations: [Duration], budget: String, _ what: String
  ) {
    let sorted = durations.map(\.inMilliseconds).sorted()
    guard let slowest = sorted.last else { return }
    let median = sorted[sorted.count / 2]
    print(
      padded(name, 24) + right(median.fixedText(decimals: 3), 10)
        + right(slowest.fixedText(decimals: 3), 13) + right(budget, 12)
        + right("\(sorted.count)", 7) + "   " + what)
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
