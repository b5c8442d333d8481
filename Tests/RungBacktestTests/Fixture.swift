import CurveGenerator
import RungModel

@testable import RungBacktest

/// Two generated matches on two days, and what was written about them.
enum Fixture {
  static let driver = Driver(unit: .users, metric: "platform_concurrency")

  /// A day apart, the second with the history of the first.
  static let material: BacktestMaterial = {
    let first = Generator.match(kind: .t20, seed: 11)
    let second = Generator.match(kind: .t20, seed: 12)
    let begins = { (match: GeneratedMatch) in match.minutes(.platformConcurrency).firstMinute }
    let later = second.shifted(byMinutes: begins(first) + 1_440 - begins(second))
    var series = first.minutes(.platformConcurrency)
    for minute in later.minutes(.platformConcurrency).present {
      series[minute.minute] = minute.value
    }
    let messages = (first.messages + later.messages).sorted { $0.receivedAt < $1.receivedAt }
    return BacktestMaterial(driver: driver, series: series, messages: messages)
  }()

  /// A stopwatch that stands still, so that results can be compared.
  static let still: @Sendable () -> Double = { 0 }

  /// A series that rises and falls by arithmetic, one event at minute 600, 30 million minutes on.
  static func plain(minutes: Int = 1_440, value: (Int) -> Double?) -> BacktestMaterial {
    let first: Int64 = 30_000_960
    let start = Timestamp(minute: first + 600)
    var event = Event(id: "sale", kind: "sale", title: "Summer <sale> & more")
    event.status = .ended
    event.milestones = [
      Milestone(name: "start", at: start, status: .actual),
      Milestone(name: "end", at: start + .minutes(60), status: .actual),
    ]
    return BacktestMaterial(
      driver: Driver(unit: .rps, metric: "requests"),
      series: MinuteSeries(firstMinute: first, values: (0..<minutes).map(value)),
      messages: [EventMessage(receivedAt: start + .minutes(61), event: event)])
  }
}

extension BacktestMaterial {
  /// The same with nothing in it that came after a minute.
  func cut(after minute: Int64) -> BacktestMaterial {
    var cut = self
    cut.series = MinuteSeries(series.present.filter { $0.minute <= minute })
    cut.messages.removeAll { $0.receivedAt > Timestamp(minute: minute) }
    return cut
  }
}
