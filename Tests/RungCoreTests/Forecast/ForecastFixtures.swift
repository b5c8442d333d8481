import CurveGenerator
import RungModel

@testable import RungCore

/// A generated match, a library without it, and what was known of it at any time.
struct ForecastCase {
  var model: FittedModel
  var series: MinuteSeries
  var messages: [EventMessage]

  static let levels = [0.5, 0.9, 0.99, 0.999]
  static let driver = Driver(unit: .users, metric: "platform_concurrency")
  static let library = Generator.library(seed: 1)

  init(kind: MatchKind = .odi, seed: UInt64 = 9_002, library: [Curve] = Self.library) {
    let match = Generator.match(kind: kind, seed: seed)
    series = match.minutes(.platformConcurrency)
    messages = match.messages
    model = FittedModel.fit(
      driver: Self.driver, library: library, history: MinuteSeries(), events: [],
      at: Timestamp(minute: series.firstMinute))
  }

  /// A generated match of the kind with (or without) an interruption that ended.
  static func withRain() -> ForecastCase {
    for seed in 9_000..<9_200 {
      let match = Generator.match(kind: .odi, seed: UInt64(seed))
      let stop = match.event.interruptions.first
      if match.event.status == .ended, let stop, let to = stop.to,
        (to - stop.from).inMinutes > 30, match.event.interruptions.count == 1
      {
        return ForecastCase(kind: .odi, seed: UInt64(seed))
      }
    }
    preconditionFailure("no match with rain among 200 seeds")
  }

  static func withoutRain(_ kind: MatchKind = .odi) -> ForecastCase {
    for seed in 9_000..<9_200 {
      let match = Generator.match(kind: kind, seed: UInt64(seed))
      if match.event.status == .ended, match.event.interruptions.isEmpty {
        return ForecastCase(kind: kind, seed: UInt64(seed))
      }
    }
    preconditionFailure("no match without rain among 200 seeds")
  }

  var event: Event { messages[messages.count - 1].event }

  /// The minute of a milestone as it was in the end.
  func minute(_ name: String) -> Int64 {
    event.milestone(name)?.minute ?? 0
  }

  /// The newest state that was known at a minute.
  func known(_ minute: Int64) -> [Event] {
    messages.last { $0.receivedAt.minute <= minute }.map { [$0.event] } ?? []
  }

  func forecast(at minute: Int64, minutes: Int = 120) -> Forecast {
    model.forecast(
      recent: series, events: known(minute), at: Timestamp(minute: minute), minutes: minutes,
      levels: Self.levels)
  }
}

extension MinuteSeries {
  /// Every value multiplied, every minute moved.
  func changed(by factor: Double = 1, minutes: Int64 = 0) -> MinuteSeries {
    MinuteSeries(
      firstMinute: firstMinute + minutes, values: values.map { $0.map { $0 * factor } })
  }

  /// What had come by a minute.
  func truncated(after minute: Int64) -> MinuteSeries {
    MinuteSeries(present.filter { $0.minute <= minute })
  }
}

extension Event {
  func moved(minutes: Int) -> Event {
    var event = self
    for index in event.milestones.indices { event.milestones[index].at += .minutes(minutes) }
    for index in event.interruptions.indices {
      event.interruptions[index].from += .minutes(minutes)
      event.interruptions[index].to = event.interruptions[index].to.map { $0 + .minutes(minutes) }
    }
    return event
  }
}
