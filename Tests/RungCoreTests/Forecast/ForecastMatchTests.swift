import CurveGenerator
import RungModel
import Testing

@testable import RungCore

struct ForecastMatchTests {
  /// What a service has at a minute that plans seven minutes ahead: the highest planned demand
  /// from the decision to the minute after, and the hold.
  private static func planned(_ subject: ForecastCase, for minute: Int64) -> Double {
    let forecast = subject.forecast(at: minute - 7, minutes: 10)
    let path = forecast.paths[3][0...8].max() ?? 0
    return max(path, forecast.holds.map { $0.values[3] }.max() ?? 0)
  }

  @Test("A match that the library lacks is covered, and not at any price")
  func covered() {
    for subject in [ForecastCase.withRain(), ForecastCase.withoutRain(.t20)] {
      var missed = 0
      var plannedSum = 0.0
      var actualSum = 0.0
      let minutes = (subject.series.firstMinute + 20)...subject.series.lastMinute
      for minute in stride(from: minutes.lowerBound, through: minutes.upperBound, by: 2) {
        guard let actual = subject.series[minute] else { continue }
        let planned = Self.planned(subject, for: minute)
        if planned < actual { missed += 1 }
        let isStopped = subject.event.interruptions.contains {
          $0.from.minute <= minute && minute <= ($0.to?.minute ?? .max)
        }
        if !isStopped {
          plannedSum += planned
          actualSum += actual
        }
      }
      #expect(missed <= 3, "\(missed) minutes above the plan")
      #expect(plannedSum / actualSum < 1.6)
    }
  }

  @Test("The toss surge is in the plan before the first user of it arrives")
  func tossSurge() throws {
    let subject = ForecastCase.withoutRain()
    let toss = subject.minute("toss")
    let before = subject.forecast(at: toss - 1)
    let peak = (toss...(toss + 8)).compactMap { subject.series[$0] }.max() ?? 0
    let level = try #require(subject.series[toss - 1])
    #expect(peak > 1.5 * level)
    #expect((before.paths[3][0...8].max() ?? 0) > 0.95 * peak)
  }

  @Test("A start that is late is planned for at any minute")
  func lateStart() {
    let subject = ForecastCase.withoutRain()
    let start = subject.minute("start")
    let before = subject.forecast(at: start - 5)
    // Seven minutes past the planned start, nobody came yet and nothing was reported.
    var late = subject
    for back: Int64 in 0...12 {
      late.series[start + 7 - back] = subject.series[start - 5 - back]
    }
    late.messages = subject.messages.filter { $0.receivedAt.minute < start - 5 }
    let after = late.forecast(at: start + 7)
    #expect(after.paths[3][7] > 0.8 * before.paths[3][7])
    #expect(after.paths[3][7] > 1.2 * (late.series[start + 7] ?? 0))
  }

  @Test("An overdue toss keeps its surge planned; once the surge is seen, it is not planned again")
  func unreportedToss() throws {
    let subject = ForecastCase.withoutRain()
    let toss = subject.minute("toss")
    var silent = subject
    silent.messages = Array(subject.messages.prefix(1))
    for index in silent.messages[0].event.milestones.indices {
      silent.messages[0].event.milestones[index].at += .minutes(-5)
    }
    let surge = subject.forecast(at: toss).paths[3][7]
    #expect(silent.forecast(at: toss).paths[3][7] > 0.85 * surge)
    let before = try #require(subject.series[toss])
    let after = try #require(subject.series[toss + 12])
    #expect(silent.forecast(at: toss + 12).paths[3][5] / after < 0.65 * surge / before)
  }

  @Test("An event that ended falls away and holds nothing")
  func ended() throws {
    let subject = ForecastCase.withoutRain()
    let minute = subject.minute("end") + 5
    let forecast = subject.forecast(at: minute)
    #expect(subject.known(minute).first?.status == .ended)
    #expect(forecast.holds.isEmpty)
    let level = try #require(subject.series[minute])
    #expect(forecast.paths[0][60] < 0.8 * level)
  }

  @Test("Without a library: low confidence, a band that widens, and the reasons say so")
  func noLibrary() throws {
    let subject = ForecastCase(library: [])
    let forecast = subject.forecast(at: subject.minute("start") + 60)
    #expect(forecast.confidence == .low)
    #expect(forecast.reasons.first?.contains("no comparable") == true)
    let width = zip(forecast.paths[3], forecast.paths[0]).map { $0 / $1 }
    #expect(width[60] > width[10])
    #expect(width[6] > 1.2)
    #expect(forecast.holds.isEmpty)
  }

  @Test("Synthetic curves give medium confidence, eight measured ones high")
  func confidence() {
    let subject = ForecastCase()
    let minute = subject.minute("start") + 30
    #expect(subject.forecast(at: minute).confidence == .medium)
    var measured = ForecastCase.library
    for index in measured.indices { measured[index].origin = .measured }
    #expect(ForecastCase(library: measured).forecast(at: minute).confidence == .high)
  }

  @Test("Without live data the ahead forecast serves; an expected peak narrows it")
  func ahead() {
    var subject = ForecastCase()
    subject.series = MinuteSeries()
    let minute = subject.minute("start") + 30
    let wide = subject.forecast(at: minute)
    #expect(wide.paths[0][30] > 0)
    for index in subject.messages.indices {
      subject.messages[index].event.expectedPeak = ["users": 30e6]
    }
    let narrow = subject.forecast(at: minute)
    #expect(
      narrow.paths[3][30] / narrow.paths[0][30] < 0.7 * wide.paths[3][30] / wide.paths[0][30])
  }

  @Test("Curves of another metric or unit are not comparable")
  func otherMetric() {
    let driver = Driver(unit: .rps, metric: "platform_concurrency")
    let model = FittedModel.fit(
      driver: driver, library: ForecastCase.library, history: MinuteSeries(), events: [],
      at: Timestamp(minute: 29_700_000))
    #expect(model.curves.isEmpty)
  }
}
