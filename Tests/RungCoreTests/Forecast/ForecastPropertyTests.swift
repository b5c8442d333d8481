import CurveGenerator
import RungModel
import Testing

@testable import RungCore

struct ForecastPropertyTests {
  @Test("Through a whole match: right shape, finite, not negative, never crossing")
  func wellFormed() {
    for subject in [ForecastCase.withRain(), ForecastCase.withoutRain(.t20)] {
      for minute in stride(from: subject.series.firstMinute, to: subject.series.lastMinute, by: 7) {
        let forecast = subject.forecast(at: minute)
        #expect(forecast.firstMinute == minute)
        #expect(forecast.paths.count == ForecastCase.levels.count)
        for (index, path) in forecast.paths.enumerated() {
          #expect(path.count == 120)
          #expect(path.allSatisfy { $0.isFinite && $0 >= 0 })
          guard index > 0 else { continue }
          #expect(zip(forecast.paths[index - 1], path).allSatisfy { $0 <= $1 })
        }
        for hold in forecast.holds {
          #expect(hold.values.allSatisfy { $0.isFinite && $0 > 0 })
          #expect(zip(hold.values, hold.values.dropFirst()).allSatisfy { $0 <= $1 })
        }
        #expect(!forecast.reasons.isEmpty)
      }
    }
  }

  @Test("Nothing after now is read: cutting the future off changes nothing")
  func blindToTheFuture() {
    let subject = ForecastCase.withRain()
    for minute in stride(
      from: subject.series.firstMinute + 5, to: subject.series.lastMinute, by: 31)
    {
      let whole = subject.forecast(at: minute)
      var cut = subject
      cut.series = subject.series.truncated(after: minute)
      #expect(cut.forecast(at: minute) == whole)
    }
  }

  @Test("A platform 1,024 times as large gets a forecast 1,024 times as large")
  func scales() {
    let subject = ForecastCase.withoutRain()
    var large = subject
    large.series = subject.series.changed(by: 1_024)
    for index in large.messages.indices {
      large.messages[index].event.expectedPeak = ["users": 2e10]
    }
    var small = subject
    for index in small.messages.indices {
      small.messages[index].event.expectedPeak = ["users": 2e10 / 1_024]
    }
    large.model = FittedModel.fit(
      driver: ForecastCase.driver,
      library: ForecastCase.library.map { curve in
        var curve = curve
        curve.values = curve.values.map { $0.map { $0 * 1_024 } }
        return curve
      }, history: MinuteSeries(), events: [], at: subject.model.fittedAt)
    for minute in [subject.minute("toss") - 200, subject.minute("start") + 3] {
      let a = small.forecast(at: minute)
      let b = large.forecast(at: minute)
      for (left, right) in zip(a.paths, b.paths) {
        #expect(zip(left, right).allSatisfy { abs($0 * 1_024 - $1) <= 1e-6 * $1 })
      }
      #expect(
        abs(a.largestRampPerMinute * 1_024 - b.largestRampPerMinute)
          <= 1e-6 * b.largestRampPerMinute)
    }
  }

  @Test("The same match three weeks later gets the same forecast")
  func shifts() {
    let subject = ForecastCase.withoutRain()
    let shift: Int64 = 3 * 7 * 1_440
    var later = subject
    later.series = subject.series.changed(minutes: shift)
    for index in later.messages.indices {
      later.messages[index].receivedAt += .minutes(Int(shift))
      later.messages[index].event = later.messages[index].event.moved(minutes: Int(shift))
    }
    for minute in [subject.minute("toss") - 20, subject.minute("innings_break") - 3] {
      #expect(subject.forecast(at: minute).paths == later.forecast(at: minute + shift).paths)
    }
  }

  /// One minute alone counts for 0.4 of 0.3 in logarithms: an eighth up or down.
  /// What the recent growth says of the next comes on top.
  @Test("One wild minute, up or down, moves the forecast by a fifth", arguments: [0.02, 3.0])
  func notch(_ factor: Double) {
    let subject = ForecastCase.withoutRain()
    let minute = subject.minute("start") + 60
    let clean = subject.forecast(at: minute)
    var wild = subject
    wild.series[minute] = (subject.series[minute] ?? 0) * factor
    let moved = wild.forecast(at: minute)
    #expect(moved.holds.isEmpty)
    for (left, right) in zip(clean.paths, moved.paths) {
      #expect(zip(left, right).allSatisfy { abs($0 - $1) < 0.2 * $0 })
    }
  }

  @Test("Missing minutes are missing, not zero")
  func gaps() {
    let subject = ForecastCase.withoutRain()
    let minute = subject.minute("start") + 60
    let clean = subject.forecast(at: minute)
    var gappy = subject
    for back: Int64 in [0, 3, 4, 9, 20] { gappy.series[minute - back] = nil }
    let moved = gappy.forecast(at: minute)
    #expect(abs(moved.paths[0][6] - clean.paths[0][6]) < 0.05 * clean.paths[0][6])
    #expect(moved.paths[3][6] >= 0.9 * clean.paths[3][6])
  }
}
