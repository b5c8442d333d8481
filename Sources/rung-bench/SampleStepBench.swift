import CurveGenerator
import RungCore
import RungModel
import RungSimulation

/// Steps of a large installation in which nothing but the newest samples moves.
///
/// A driver's forecast stands within its minute unless a sample moves by 3 %, an event or a model
/// changes, or a ladder's reach does: here each moves by 1 %, so the first step of a minute makes
/// all 20 forecasts anew, and the five after it make none. What a forecast asks of a service stands
/// with it; servers, orders and answers are grouped again and every service is decided again each
/// time.
enum SampleStepBench {
  static let all: [Bench] = [
    Bench(
      name: "step-1000-sample",
      what: "one step, 1,000 services on 20 drivers, nothing new but a sample each, 1 % off",
      budget: 50, run: { try steps(services: 1_000, drivers: 20, count: 90) },
      part: { $0.isMultiple(of: stepsAMinute) ? "all forecasts anew" : "forecasts stand" })
  ]

  private static let stepsAMinute = 6
  /// Steps that are not timed: until all that was launched at once serves.
  private static let settlingSteps = 10 * stepsAMinute

  /// Steps of 10 s in a live match, each timed alone; the first one opens a minute.
  private static func steps(services: Int, drivers: Int, count: Int) throws -> [Duration] {
    var installation = StepBench.Installation(services: services, drivers: drivers)
    for step in 0..<settlingSteps { installation.step(step) }
    var random = SplitMix64(seed: 9)
    // 0, 1 or 2 % above the level: one step from the last, and never 3 % from a minute's first.
    var percent = 0
    return (settlingSteps..<(settlingSteps + count)).map { step in
      percent = percent == 1 ? (random.chance(0.5) ? 0 : 2) : 1
      return installation.sampleStep(step, share: 1 + Double(percent) / 100)
    }
  }
}
