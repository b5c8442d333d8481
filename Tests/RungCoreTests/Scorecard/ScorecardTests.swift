import RealModule
import RungModel
import Testing

@testable import RungCore

@Suite struct ScorecardTests {
  private typealias History = ScoreHistory
  private let start = ScoreHistory.start

  private func isClose(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) <= 1e-9 * max(1, abs(left), abs(right))
  }

  @Test(arguments: 1...8) func sumsEqualThoseWorkedOutByHand(seed: UInt64) throws {
    let history = History(seed: seed, minutes: 500)
    let last = start + 499
    let card = history.lived(through: last + 1)
    #expect(!card.rows.isEmpty)
    for kind in ["", "cricket-t20"] {
      for horizon in ForecastRecord.horizons {
        let scored = history.scored(kind: kind, horizon: horizon, through: last)
        let row = try #require(card.row(horizon: horizon, kind: kind))
        #expect(row.total.count == Double(scored.count))
        #expect(row.lastMinute == scored.last?.minute)
        let errors = scored.map { abs($0.values[0] - $0.actual) }
        #expect(isClose(row.total.absoluteError, errors.reduce(0, +)))
        let signed = scored.map { $0.values[0] - $0.actual }
        #expect(isClose(row.total.signedError, signed.reduce(0, +)))
        let actuals = scored.map(\.actual).reduce(0, +)
        #expect(isClose(row.total.actual, actuals))
        let rival = scored.map { abs($0.persistence - $0.actual) }.reduce(0, +)
        #expect(isClose(row.total.persistenceError, rival))
        #expect(isClose(try #require(row.total.errorRatio), errors.reduce(0, +) / actuals))
        for (place, level) in ForecastRecord.levels.enumerated() {
          let covered = scored.count { $0.actual <= $0.values[place] }
          #expect(row.total.covered[place] == Double(covered))
          let losses = scored.map { one in
            let miss = one.actual - one.values[place]
            return max(level * miss, (level - 1) * miss)
          }
          #expect(isClose(row.total.pinball[place], losses.reduce(0, +)))
        }
        // The fading sum: a score weighs half after 480 scored minutes.
        let weights = scored.indices.map {
          Double.pow(2, Double($0 + 1 - scored.count) / ScoreSums.halfLifeMinutes)
        }
        let faded = zip(errors, weights).map(*).reduce(0, +)
        #expect(isClose(row.recent.absoluteError, faded))
        #expect(isClose(row.recent.count, weights.reduce(0, +)))
      }
    }
  }

  @Test(arguments: 1...8) func recentForecastsAreThoseOfTheLastThreeHours(seed: UInt64) {
    let history = History(seed: seed, minutes: 420)
    for last in stride(from: start + 5, to: start + 420, by: 41) {
      let card = history.lived(through: last + 1)
      #expect(card.recent == history.scored(max(start, last - 179)...last))
    }
  }

  @Test func settlingTwiceIsOnce() {
    let history = History(seed: 3, minutes: 200)
    let once = history.lived(through: start + 200)
    var twice = Scorecard()
    for minute in start...start + 200 {
      history.step(&twice, minute)
      for old in stride(from: minute - 1, through: start, by: -7) {
        #expect(twice.settle(minute: old, value: 5).isEmpty)
      }
    }
    #expect(twice == once)
  }

  @Test func theFirstForecastOfAMinuteStands() {
    let history = History(seed: 4, minutes: 100)
    let once = history.lived(through: start + 100)
    var again = Scorecard()
    for minute in start...start + 100 {
      history.step(&again, minute)
      guard var other = history.records.first(where: { $0.minute == minute }) else { continue }
      other.persistence += 1
      other.kind = "football"
      let late = history.records.first
      #expect(again.take(other) == false)
      if let late { #expect(again.take(late) == false) }
    }
    #expect(again == once)
  }

  @Test func aLateValueFillsNoScore() {
    let history = History(seed: 5, minutes: 90)
    var card = history.lived(through: start + 60)
    let before = card
    card.settle(minute: start + 61, value: 7)
    let scored = card
    // Minute 60 was passed over: its value comes too late.
    card.settle(minute: start + 60, value: 1_000_000)
    #expect(card == scored)
    #expect(scored != before)
  }

  @Test func aGapScoresNothing() {
    let history = History(seed: 6, minutes: 90)
    var card = history.lived(through: start + 90)
    let before = card.rows
    #expect(card.settle(minute: start + 90, value: nil).isEmpty)
    #expect(card.settle(minute: start + 91, value: .nan).isEmpty)
    #expect(card.rows == before)
    #expect(card.recent.allSatisfy { $0.minute < start + 90 })
  }

  @Test(arguments: 1...6) func rebuiltFromFactsItIsTheSame(seed: UInt64) {
    let history = History(seed: seed, minutes: 700)
    var live = Scorecard()
    var settled: [SettledMinute] = []
    for minute in start...start + 700 {
      live.age(to: minute)
      let due = live.unsettled(before: minute)
      history.step(&live, minute)
      settled += due.map {
        SettledMinute(driver: History.driver, minute: $0, value: history.actual($0))
      }
      guard minute % 53 == 0 else { continue }
      // Records and settled minutes of any age, in any order; rows as they stand.
      let known = history.records.filter { $0.minute <= minute }
      let rebuilt = Scorecard(
        records: known.reversed(), settled: settled.reversed(), rows: live.rows.reversed(),
        at: minute)
      let isSame = rebuilt == live
      #expect(isSame, "minute \(minute - start)")
      // As far back as a store's facts reach.
      let cut = minute - ForecastRecord.factMinutes
      let fewer = Scorecard(
        records: known.filter { $0.minute >= cut }, settled: settled.filter { $0.minute >= cut },
        rows: live.rows, at: minute)
      let isSameFromFewer = fewer == live
      #expect(isSameFromFewer, "minute \(minute - start)")
    }
  }

  @Test func aKindThatIsNotPlayedForAYearIsForgotten() {
    var card = History(seed: 7, minutes: 300).lived(through: start + 300)
    #expect(Set(card.rows.map(\.kind)) == ["", "cricket-t20"])
    card.age(to: start + 300 + Scorecard.rowMinutes)
    #expect(card == Scorecard())
  }
}
