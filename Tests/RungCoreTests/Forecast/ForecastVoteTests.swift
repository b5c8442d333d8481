import CurveGenerator
import RealModule
import RungModel
import Testing

@testable import RungCore

@Suite("Votes, bands and what a forecast says of itself")
struct ForecastVoteTests {
  let world = ForecastWorld(Variety(kind: .football, origin: .measured, seed: 7_020))
  let model: FittedModel
  let minute: Int64
  let lastValue: Double

  init() throws {
    model = world.model()
    minute = world.minute("start") + 20
    lastValue = try #require(world.series[minute])
  }

  private func forecast(_ card: Scorecard) -> Forecast {
    world.forecast(model, at: minute, scorecard: card)
  }

  private func lived(
    median: Double, actual: Double, kind: String = "football", minutes: Int = 430
  ) -> Scorecard {
    var run = ScoredRun(
      median: median, high: median * 1.05, kind: kind, from: minute - Int64(minutes))
    run.live(minutes: minutes, actual: actual)
    return run.card
  }

  @Test("A forecaster that loses gives the median to the last value and keeps high levels")
  func losing() {
    let plain = forecast(Scorecard())
    // Twice too high, while the last value was right: no reason to widen bands.
    let voted = forecast(lived(median: 2_000, actual: 1_000))
    // Between the minutes that are worked out, paths are straight lines.
    for ahead in Outlook.grid(minutes: 60).dropFirst() {
      #expect(abs(voted.paths[0][ahead] / lastValue - 1) < 1e-12)
      for level in 1..<4 {
        let rise = max(0, lastValue - plain.paths[0][ahead])
        #expect(voted.paths[level][ahead] >= plain.paths[level][ahead] * (1 - 1e-12))
        #expect(voted.paths[level][ahead] <= (plain.paths[level][ahead] + rise) * (1 + 1e-12))
      }
    }
    #expect(plain.paths[0][30] != lastValue)
    #expect(voted.paths[0][0] == plain.paths[0][0])
    #expect(voted.isWellFormed(minutes: 60))
    #expect(voted.reasons.contains { $0.hasPrefix("1 min ahead the last value did better lately") })
    #expect(!plain.reasons.contains { $0.contains("did better lately") })
  }

  @Test("Where the last value is above, high levels rise with the median")
  func losingInAFall() throws {
    let minute = world.minute("end") + 3
    // A fall by more than 0.3 in a minute is believed that far.
    let last = Double.exp(
      try #require(LiveSeries(world.series, now: minute).newestBelieved))
    var run = ScoredRun(median: 2_000, high: 2_100, kind: "football", from: minute - 430)
    run.live(minutes: 430, actual: 1_000)
    let plain = world.forecast(model, at: minute)
    let voted = world.forecast(model, at: minute, scorecard: run.card)
    #expect(plain.paths[0][30] < 0.8 * last)
    for level in 0..<4 {
      let rise = voted.paths[level][30] - plain.paths[level][30]
      #expect(abs(rise / (last - plain.paths[0][30]) - 1) < 1e-9)
    }
  }

  @Test("It takes enough scored minutes of the kind that is on, and a loss by a tenth")
  func notLosing() {
    let plain = forecast(Scorecard())
    #expect(forecast(lived(median: 2_000, actual: 1_000, minutes: 50)) == plain)
    // Right to the minute, with a last value that is far off.
    #expect(forecast(lived(median: 5_000, actual: 5_000)) == plain)
    let other = forecast(lived(median: 2_000, actual: 1_000, kind: "cricket-t20"))
    #expect(other.reasons.contains { $0.contains("did better lately") })
    var run = ScoredRun(median: 2_000, high: 2_100, kind: "cricket-t20", from: minute - 160)
    run.live(minutes: 150, actual: 1_000)
    run.kind = "football"
    run.live(minutes: 10, actual: 1_000)
    #expect(forecast(run.card) == plain)
  }

  @Test("Bands that were too narrow are widened around the same median, and a reason says so")
  func widened() {
    let plain = forecast(Scorecard())
    let wide = forecast(lived(median: 1_000, actual: 1_080, minutes: 55))
    #expect(wide.paths[0] == plain.paths[0])
    for level in 1..<4 {
      #expect(zip(wide.paths[level], plain.paths[level]).allSatisfy { $0 >= $1 * (1 - 1e-12) })
      #expect(wide.paths[level][30] > 1.01 * plain.paths[level][30])
    }
    #expect(wide.reasons.contains { $0.hasPrefix("bands are x1.") })
  }

  @Test("In a match the reasons name the curves, the place, the level, its growth and the peak")
  func reasons() {
    let reasons = forecast(Scorecard()).reasons
    let id = world.messages[0].event.id
    #expect(reasons.count == 3)
    #expect(
      reasons[0].hasPrefix(
        "\(id): 12 comparable football events (12 measured), 20 min after start; level now "))
    #expect(reasons[0].contains("; in 6 min x") && reasons[0].contains(" (0.999: x"))
    #expect(reasons[0].contains("level now \(Quantity.text(lastValue).prefix(1))"))
    #expect(reasons[1].hasPrefix("\(id): comparable events grow "))
    #expect(reasons[1].contains(" in 6 min from here; the way it came to its level makes it "))
    #expect(reasons[1].contains(", its hour and day "))
    #expect(reasons[2].hasPrefix("\(id): peak expected between "))
  }

  @Test("A kind without history: low confidence, no growth of other kinds, and a reason")
  func unknownKind() {
    var strange = world
    for index in strange.messages.indices { strange.messages[index].event.kind = "chess" }
    let forecast = strange.forecast(model, at: minute)
    let plain = self.forecast(Scorecard())
    #expect(plain.confidence == .high && forecast.confidence == .low)
    let id = world.messages[0].event.id
    #expect(
      forecast.reasons.first
        == "\(id): no comparable chess event: the trend of the last half hour, in a wide band"
    )
    #expect(forecast.isWellFormed(minutes: 60))
    // No growth of football is taken for that of chess.
    var bare = strange
    bare.library = []
    for (own, other) in zip(forecast.numbers, bare.forecast(bare.model(), at: minute).numbers) {
      #expect(abs(own - other) <= 1e-9 * other)
    }
    #expect(plain.paths != forecast.paths)
  }

  @Test("In an event of unknown kind calm days are no guide: a damped trend, with a wide band")
  func unknownKindBand() {
    var strange = world
    for index in strange.messages.indices { strange.messages[index].event.kind = "chess" }
    var (missed, error, persistence) = (0, 0.0, 0.0)
    for minute in (strange.minute("start") - 55)..<(strange.minute("end") + 80) {
      let forecast = strange.forecast(model, at: minute, minutes: 11)
      guard let last = strange.series[minute], let actual = strange.series[minute + 6] else {
        continue
      }
      error += abs(forecast.paths[0][6] - actual)
      persistence += abs(last - actual)
      #expect(forecast.largestRampPerMinute > 0)
      if forecast.paths[3][6] < actual { missed += 1 }
    }
    #expect(missed <= 6, "\(missed) minutes above the 0.999 level")
    // A surge that ends is overshot a little.
    #expect(error < 1.25 * persistence)
  }

  @Test("Without an event the reason is the ordinary days, or that there are none")
  func ordinary() {
    var quiet = world
    quiet.messages = []
    let known = quiet.forecast(quiet.model(), at: quiet.fitMinute)
    #expect(known.reasons == ["no event near: what did best on 3 ordinary days"])
    #expect(known.confidence == .medium)
    quiet.series = MinuteSeries(firstMinute: quiet.fitMinute - 9, values: [4, 5, 6, 5, 4, 5, 6, 5])
    let unknown = quiet.forecast(quiet.model(), at: quiet.fitMinute)
    #expect(unknown.confidence == .low)
    #expect(
      unknown.reasons
        == [
          "no event near and hardly any history: the trend of the last half hour, in a wide band"
        ])
  }
}
