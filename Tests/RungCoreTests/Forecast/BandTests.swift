import CurveGenerator
import RealModule
import RungModel
import Testing

@testable import RungCore

@Suite("Tails and widths of bands")
struct BandTests {
  @Test(
    "The heavy tail is Student's with eight degrees, brought to variance 1",
    arguments: [
      (0.9, 1.397), (0.95, 1.860), (0.99, 2.896), (0.999, 4.501),
    ])
  func table(level: Double, student: Double) {
    let expected = student * (6.0 / 8).squareRoot()
    #expect(abs(heavyTailQuantile(level) / expected - 1) < 0.02)
    #expect(heavyTailQuantile(level) > 0)
  }

  @Test("It rises with the level, is 0 in the middle and odd around it")
  func heavyTail() {
    let levels = (1..<10_000).map { Double($0) / 10_000 }
    let quantiles = levels.map(heavyTailQuantile)
    #expect(zip(quantiles, quantiles.dropFirst()).allSatisfy { $0 < $1 })
    #expect(abs(heavyTailQuantile(0.5)) < 1e-12)
    for (low, high) in zip(quantiles, quantiles.reversed()) { #expect(abs(low + high) < 1e-6) }
  }

  /// What rows with small tails show at each level.
  private static let seen: [(level: Double, offset: Double)] = [
    (0.5, 0), (0.8, 0.05), (0.9, 0.07), (0.94, 0.1), (0.95, 0.1), (0.99, 0.11), (0.999, 0.12),
    (0.9999, 0.12),
  ]

  @Test("A growth band rises with the level at any minute", arguments: [0, 0.02, 0.1, 0.5])
  func rises(_ deviation: Double) {
    for minutes in stride(from: 0.0, through: 180, by: 1) {
      let band = GrowthBand(deviation: deviation, minutes: minutes)
      let offsets = Self.seen.map { band.offset($0.offset, level: $0.level) }
      #expect(zip(offsets, offsets.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(offsets[0] == 0)
    }
  }

  @Test("It has no jump from minute to minute, and is never narrower further ahead")
  func continuous() {
    for (level, offset) in Self.seen.dropFirst() {
      let offsets = stride(from: 0.0, through: 120, by: 0.01).map {
        GrowthBand(deviation: 0.08, minutes: $0).offset(offset, level: level)
      }
      for (before, after) in zip(offsets, offsets.dropFirst()) {
        #expect(before <= after && after - before < 1e-3 * after)
      }
    }
  }

  @Test(
    "Rows and tail are averaged; of high levels the larger counts from half an hour, at an hour more"
  )
  func parts() {
    func offset(_ minutes: Double, _ level: Double) -> Double {
      GrowthBand(deviation: 0.1, minutes: minutes).offset(0.05, level: level)
    }
    let (ninety, high) = (0.1 * heavyTailQuantile(0.9), 0.1 * heavyTailQuantile(0.99))
    #expect(abs(offset(5, 0.99) - (0.05 + high) / 2) < 1e-12)
    for minutes in [5.0, 30, 200] {
      #expect(abs(offset(minutes, 0.9) - (0.05 + ninety) / 2) < 1e-12)
    }
    #expect(abs(offset(30, 0.99) - high * (1 + 0.2 * 20 / 50)) < 1e-12)
    #expect(abs(offset(60, 0.99) - 1.2 * high) < 1e-12)
    #expect(GrowthBand(deviation: 0, minutes: 60).offset(0.05, level: 0.99) == 0.05)
    #expect(GrowthBand(deviation: 0.01, minutes: 60).offset(0.5, level: 0.99) == 1.2 * 0.5)
    // A surge that may come beside a calm that may stay: three tenths of the way to the larger.
    let mixed = GrowthBand(deviation: 0.1, minutes: 5, isMixed: true)
    let mean = (0.5 + high) / 2
    #expect(abs(mixed.offset(0.5, level: 0.99) - (mean + 0.3 * (0.5 - mean))) < 1e-12)
  }

  @Test("An empty scorecard widens nothing")
  func noScores() {
    let scale = BandScale(Scorecard(), now: ScoredRun.start)
    for minutes: Int64 in [0, 1, 15, 60] { #expect(scale.factor(minutes: minutes) == 1) }
  }

  @Test("Bands widen while what comes lies beyond them, up to 1.8, and come back in calm")
  func feedback() {
    var run = ScoredRun(median: 1_000, high: 1_050)
    func factor() -> Double { BandScale(run.card, now: run.minute).factor(minutes: 60) }
    run.live(minutes: 90, actual: 1_005)
    #expect(factor() == 1)
    var last = 1.0
    for _ in 0..<6 {
      run.live(minutes: 5, actual: 1_035)
      #expect(factor() >= last)
      last = factor()
    }
    #expect(last > 1.2 && last < 1.8)
    let wide = BandScale(run.card, now: run.minute)
    // Nearer than a quarter of an hour minute noise has most of the band.
    #expect(wide.factor(minutes: 0) == 1)
    #expect(abs(wide.factor(minutes: 6) - 1 - 0.4 * (last - 1)) < 1e-12)
    // The last hours say less and less of what is hours ahead.
    #expect(abs(wide.factor(minutes: 150) - 1 - 0.5 * (last - 1)) < 1e-12)
    #expect(wide.factor(minutes: 240) == 1 && wide.factor(minutes: 1_440) == 1)
    // Half an hour later a surprise counts half.
    let later = BandScale(run.card, now: run.minute + 30).factor(minutes: 60)
    #expect(abs(Double.log(later) - Double.log(last) / 2) < 1e-9)
    run.live(minutes: 30, actual: 1_005)
    #expect(factor() < last)
    run.live(minutes: 60, actual: 3_000)
    #expect(factor() == 1.8)
    run.live(minutes: 180, actual: 1_005)
    #expect(factor() == 1)
  }

  @Test("What comes below the median widens nothing, however far")
  func below() {
    var run = ScoredRun(median: 1_000, high: 1_050)
    run.live(minutes: 180, actual: 200)
    #expect(BandScale(run.card, now: run.minute).factor(minutes: 60) == 1)
  }
}
