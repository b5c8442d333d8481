import CurveGenerator
import RungModel
import Testing

@testable import RungCore

/// Loose bounds on generated matches: a forecaster that is broken does not keep them.
@Suite("Accuracy on generated matches")
struct ForecastAccuracyTests {
  private static let horizons: [Int64] = [10, 30]

  @Test("With twelve earlier matches football is foreseen better than by the last value")
  func football() {
    var own = [0.0, 0]
    var rival = [0.0, 0]
    for seed: UInt64 in 7_040..<7_048 {
      let world = ForecastWorld(Variety(kind: .football, origin: .measured, seed: seed))
      let model = world.model()
      var matchOwn = 0.0
      var matchRival = 0.0
      for minute in stride(from: world.minute("start") - 60, to: world.minute("end") + 30, by: 4) {
        let forecast = world.forecast(model, at: minute)
        for (place, horizon) in Self.horizons.enumerated() {
          guard let now = world.series[minute], let actual = world.series[minute + horizon]
          else { continue }
          own[place] += abs(forecast.paths[0][Int(horizon)] - actual)
          rival[place] += abs(now - actual)
          matchOwn += abs(forecast.paths[0][Int(horizon)] - actual)
          matchRival += abs(now - actual)
        }
      }
      #expect(matchOwn < 0.6 * matchRival, "seed \(seed)")
    }
    #expect(own[0] < 0.5 * rival[0])
    #expect(own[1] < 0.35 * rival[1])
  }

  /// A match on a platform so many times the library's size, whose plan is off by some minutes
  /// until each milestone has happened.
  struct Stranger: Sendable {
    var kind: MatchKind
    var seed: UInt64
    var size: Double
    var late: Int
  }

  private static let late = [20, -20, -12, 15, 8]
  static let strangers = (0..<16).map { (number: Int) -> Stranger in
    let kind: MatchKind = number % 4 < 2 ? .t20 : .odi
    let size: Double = number % 2 == 0 ? 3 : 1.0 / 3
    return Stranger(kind: kind, seed: 9_300 + UInt64(number), size: size, late: late[number % 5])
  }

  @Test("Cricket is covered from synthetic curves: another size, a plan off by up to 20 minutes")
  func cricket() {
    var minutes = 0
    var missed = 0
    var plannedSum = 0.0
    var actualSum = 0.0
    for stranger in Self.strangers {
      var subject = ForecastCase(kind: stranger.kind, seed: stranger.seed)
      subject.series = subject.series.changed(by: stranger.size)
      for index in subject.messages.indices {
        for place in subject.messages[index].event.milestones.indices
        where subject.messages[index].event.milestones[place].status == .planned {
          subject.messages[index].event.milestones[place].at += .minutes(stranger.late)
        }
      }
      for minute in stride(
        from: subject.series.firstMinute + 20, through: subject.series.lastMinute, by: 3)
      {
        guard let actual = subject.series[minute] else { continue }
        // Planned seven minutes before, as by a service whose servers take six.
        let forecast = subject.forecast(at: minute - 7, minutes: 9)
        let path = forecast.paths[3].max() ?? 0
        let planned = max(path, forecast.holds.map { $0.values[3] }.max() ?? 0)
        minutes += 1
        if planned < actual { missed += 1 }
        plannedSum += planned
        actualSum += actual
      }
    }
    #expect(Double(missed) <= 0.01 * Double(minutes), "\(missed) of \(minutes) above the plan")
    #expect(plannedSum / actualSum < 1.5, "\(plannedSum / actualSum)")
  }
}
