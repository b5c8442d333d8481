import CurveGenerator
import RungModel
import Testing

@testable import RungCore

struct ForecastHoldTests {
  let subject: ForecastCase
  let stop: Interruption
  let from: Int64
  let to: Int64
  let before: Double

  init() throws {
    subject = ForecastCase.withRain()
    stop = try #require(subject.event.interruptions.first)
    from = stop.from.minute
    to = try #require(stop.to).minute
    before = try #require(subject.series[from - 3])
  }

  @Test("Through an announced stop the level before it is held until the resume")
  func announced() throws {
    for minute in stride(from: from + 3, to: to, by: 5) {
      let forecast = subject.forecast(at: minute)
      let hold = try #require(forecast.holds.first, "no hold \(minute - from) min into the stop")
      #expect(hold.isAnnounced)
      #expect(abs(hold.since.minute - from) <= 1)
      #expect(hold.values[0] > 0.85 * before && hold.values[0] < 1.3 * before)
      #expect(hold.values[3] > 1.05 * before)
      #expect(hold.until > Timestamp(minute: minute))
    }
    #expect(subject.forecast(at: to + 20).holds.isEmpty)
  }

  @Test("The paths stay low in a stop, and are up in time when the resume is known")
  func knownResume() throws {
    let minute = to - 12
    var known = try #require(subject.known(minute).first)
    known.interruptions = [Interruption(from: stop.from, to: stop.to)]
    known.status = .interrupted
    let forecast = subject.model.forecast(
      recent: subject.series, events: [known], at: Timestamp(minute: minute), minutes: 60,
      levels: ForecastCase.levels)
    #expect(forecast.paths[0][11] < 0.6 * before)
    #expect(forecast.paths[0][12] > 0.85 * before)
    #expect(forecast.paths[3][8] > before)
  }

  @Test("A fall that nothing explains is held too, until the level is back")
  func unannounced() throws {
    var silent = subject
    for index in silent.messages.indices {
      silent.messages[index].event.interruptions = []
      if silent.messages[index].event.status == .interrupted {
        silent.messages[index].event.status = .live
      }
    }
    var firstSeen: Int64?
    for minute in from..<to {
      let hold = silent.forecast(at: minute, minutes: 10).holds.first
      if let hold {
        firstSeen = firstSeen ?? minute
        #expect(!hold.isAnnounced)
        #expect(hold.values[0] > 0.85 * before)
      } else {
        #expect(firstSeen == nil, "the hold ended \(minute - from) min into the stop")
      }
    }
    #expect(try #require(firstSeen) - from <= 12)
    #expect(silent.forecast(at: to + 20).holds.isEmpty)
  }

  @Test("Toss, innings break and end need no hold, also when the plan is off by 15 minutes")
  func noFalseAlarm() {
    for shift in [-15, 0, 15] {
      var calm = ForecastCase.withoutRain()
      for index in calm.messages.indices {
        for place in calm.messages[index].event.milestones.indices.dropFirst(2)
        where calm.messages[index].event.milestones[place].status == .planned {
          calm.messages[index].event.milestones[place].at += .minutes(shift)
        }
      }
      for minute in stride(from: calm.series.firstMinute, to: calm.series.lastMinute, by: 2) {
        #expect(calm.forecast(at: minute, minutes: 2).holds.isEmpty)
      }
    }
  }

  @Test("An event that was abandoned in the rain holds nothing")
  func abandoned() throws {
    var event = try #require(subject.known(from + 20).first)
    event.status = .abandoned
    let forecast = subject.model.forecast(
      recent: subject.series, events: [event], at: Timestamp(minute: from + 20), minutes: 60,
      levels: ForecastCase.levels)
    #expect(forecast.holds.isEmpty)
    #expect(forecast.paths[0][30] < 0.6 * before)
  }
}
