import RungModel
import Testing

@testable import RungCore

@Suite struct VerdictTests {
  private let driver = DriverID("users")

  /// A scorecard after minutes that all came at 1,000, forecast and last value so far off.
  private func card(minutes: Int, forecast: Double, rival: Double, kind: String = "") -> Scorecard {
    var card = Scorecard()
    add(minutes, from: 0, forecast, rival, kind, &card)
    return card
  }

  private func add(
    _ minutes: Int, from: Int, _ forecast: Double, _ rival: Double, _ kind: String,
    _ card: inout Scorecard
  ) {
    let values = [Double](repeating: 1_000 + forecast, count: ForecastRecord.levels.count)
    for minute in from..<from + minutes {
      card.settle(minute: Int64(minute), value: 1_000)
      card.take(
        ForecastRecord(
          driver: driver, minute: Int64(minute), kind: kind, event: "",
          persistence: 1_000 + rival,
          values: [[Double]](repeating: values, count: ForecastRecord.horizons.count)))
    }
  }

  @Test func aTenthWorseThanTheLastValueLoses() {
    #expect(card(minutes: 200, forecast: 111, rival: 100).isLosing(horizon: 10))
    #expect(!card(minutes: 200, forecast: 109, rival: 100).isLosing(horizon: 10))
    #expect(!card(minutes: 200, forecast: 50, rival: 100).isLosing(horizon: 10))
    #expect(card(minutes: 200, forecast: 105, rival: 100).isLosing(horizon: 10, margin: 1))
  }

  @Test func itTakesAnHourAndFiveTimesTheHorizonToJudge() {
    // The first target of a horizon comes that many minutes after the first forecast.
    #expect(!card(minutes: 119, forecast: 500, rival: 1).isLosing(horizon: 10))
    #expect(card(minutes: 120, forecast: 500, rival: 1).isLosing(horizon: 10))
    #expect(!Scorecard().isLosing(horizon: 6))
  }

  @Test func eachKindIsJudgedByItself() {
    var card = card(minutes: 300, forecast: 500, rival: 10)
    #expect(card.isLosing(horizon: 6))
    add(90, from: 300, 10, 500, "football", &card)
    #expect(!card.isLosing(horizon: 6), "football is forecast well")
    add(5, from: 390, 500, 10, "", &card)
    #expect(card.isLosing(horizon: 6), "ordinary time is still forecast badly")
    let ordinary = card.row(horizon: 6, kind: "")?.total.count ?? 0
    let football = card.row(horizon: 6, kind: "football")?.total.count ?? 0
    #expect(card.overall(horizon: 6)?.total.count == ordinary + football)
  }

  @Test func betterForecastsWinTheVoteBack() {
    var card = card(minutes: 600, forecast: 300, rival: 100)
    #expect(card.isLosing(horizon: 15))
    add(900, from: 600, 20, 100, "", &card)
    #expect(!card.isLosing(horizon: 15))
  }

  @Test(arguments: [(1, 1), (2, 6), (6, 6), (7, 10), (31, 60), (60, 60), (95, 60), (0, 1)])
  func aHorizonIsJudgedByTheOneThatCoversIt(minutes: Int, kept: Int) {
    #expect(Scorecard.keptHorizon(for: minutes) == kept)
  }

  @Test func aFarHorizonMayLoseAlone() {
    var card = Scorecard()
    for minute in 0..<450 {
      card.settle(minute: Int64(minute), value: 1_000)
      card.take(
        ForecastRecord(
          driver: driver, minute: Int64(minute), kind: "", event: "", persistence: 1_050,
          values: ForecastRecord.horizons.map { horizon in
            [Double](repeating: horizon == 60 ? 1_100 : 1_010, count: ForecastRecord.levels.count)
          }))
    }
    #expect(ForecastRecord.horizons.filter { card.isLosing(horizon: $0) } == [60])
  }
}
