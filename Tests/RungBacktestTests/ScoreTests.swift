import RungModel
import Testing

@testable import RungBacktest

@Suite("Scores")
struct ScoreTests {
  @Test("Two forecasts, worked out by hand")
  func byHand() {
    var score = Score()
    score.add(LevelValues(90, 110, 120, 130), actual: 100)
    score.add(LevelValues(330, 340, 350, 360), actual: 300)
    #expect(score.count == 2)
    #expect(abs(score.wape - 40.0 / 400) < 1e-12)
    #expect(abs(score.bias - 20.0 / 400) < 1e-12)
    // 0.5 * 10 + 0.5 * 30; 0.1 * 10 + 0.1 * 40; 0.01 * 20 + 0.01 * 50; 0.001 * 30 + 0.001 * 60.
    for (loss, expected) in zip(score.pinball, [20.0, 5, 0.7, 0.09]) {
      #expect(abs(loss - expected / 400) < 1e-12)
    }
    #expect(score.coverage == [0.5, 1, 1, 1])
    #expect(abs(score.sharpness - 470.0 / 420) < 1e-12)
  }

  @Test("A value just reached is covered; one missed costs the level times the miss")
  func edges() {
    var score = Score()
    score.add(LevelValues(repeating: 100), actual: 100)
    #expect(score.coverage == [1, 1, 1, 1] && score.pinball == [0, 0, 0, 0])
    score.add(LevelValues(repeating: 100), actual: 200)
    #expect(score.coverage == [0.5, 0.5, 0.5, 0.5])
    #expect(abs(score.pinball[3] - 99.9 / 300) < 1e-12)
  }

  @Test("Nothing scored is zeros, not a division by zero")
  func nothing() {
    let score = Score()
    #expect(score.wape == 0 && score.sharpness == 0 && score.coverage == [0, 0, 0, 0])
    #expect(PlannedScore().cost == 0 && PlannedScore().coverage == 0)
  }

  @Test("What is planned for is compared in and outside interruptions apart")
  func planned() {
    var score = PlannedScore()
    for (actual, planned, isInterrupted) in [
      (100.0, 150.0, false), (100, 90, false), (20, 900, true),
    ] {
      score.add(
        Trial(
          slot: 0, origin: 0, horizon: 0, actual: actual, isInterrupted: isInterrupted,
          forecast: .zero, planned: planned,
          points: RivalPoints(lastValue: 0, holt: 0, seasonalNaive: 0)))
    }
    #expect(score.interruptedCount == 1)
    #expect(abs(score.coverage - 2.0 / 3) < 1e-12)
    #expect(abs(score.cost - 240.0 / 200) < 1e-12)
  }
}
