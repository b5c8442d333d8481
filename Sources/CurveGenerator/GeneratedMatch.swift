package import RungModel

/// A match that never took place: its series, its schedule messages and its curves.
package struct GeneratedMatch: Hashable, Sendable {
  /// One minute series per metric.
  package struct Series: Hashable, Sendable {
    package var metric: GeneratedMetric
    package var minutes: MinuteSeries
  }

  /// In the order of `GeneratedMetric.allCases`.
  package var series: [Series]
  /// In the order in which they were received; the last one is the event's final state.
  package var messages: [EventMessage]

  /// The event as it was in the end.
  package var event: Event { messages[messages.count - 1].event }

  /// The full series of a metric; a value every minute, users or requests a second.
  package func minutes(_ metric: GeneratedMetric) -> MinuteSeries {
    series.first { $0.metric == metric }?.minutes ?? MinuteSeries()
  }

  /// The curve of a metric, cut as curves are; minutes that the series lacks are missing.
  package func curve(_ metric: GeneratedMetric) -> Curve {
    let event = event
    let minutes = minutes(metric)
    let begins = max(
      minutes.firstMinute, (event.begins ?? .distantPast).minute - Int64(Curve.minutesBefore))
    let ends = min(
      minutes.lastMinute, (event.ends ?? .distantPast).minute + Int64(Curve.minutesAfter))
    return Curve(
      event: event, metric: metric.rawValue, unit: metric.unit, origin: .synthetic,
      firstMinute: begins, values: (begins...ends).map { minutes[$0] })
  }

  /// The curves of all metrics.
  package var curves: [Curve] { GeneratedMetric.allCases.map(curve) }

  /// The same match at another time: everything moves by whole minutes, tags stay.
  package func shifted(byMinutes shift: Int64) -> GeneratedMatch {
    var moved = self
    let length = Duration.milliseconds(shift * 60_000)
    for index in moved.series.indices {
      let minutes = moved.series[index].minutes
      moved.series[index].minutes = MinuteSeries(
        firstMinute: minutes.firstMinute + shift, values: minutes.values)
    }
    for index in moved.messages.indices {
      moved.messages[index].receivedAt += length
      moved.messages[index].event.shift(by: length)
    }
    return moved
  }
}

extension Event {
  fileprivate mutating func shift(by length: Duration) {
    for index in milestones.indices { milestones[index].at += length }
    for index in interruptions.indices {
      interruptions[index].from += length
      interruptions[index].to = interruptions[index].to.map { $0 + length }
    }
  }
}

extension GeneratedMatch {
  /// Plays a cricket match from so many minutes before the toss to so many after the end.
  init(
    _ setting: MatchSetting, _ script: CricketScript, before: Int64, after: Int64,
    from random: inout SplitMix64
  ) {
    let span = (script.times.toss - before)...(script.times.end + after)
    let (users, plain) = CricketAudience.values(script, over: span)
    let requests = HomePage.requests(users: users, withoutSpikes: plain, script.home)
    messages = CricketSchedule.messages(setting, script, from: &random)
    series = Self.metered(users, requests, script.noise, from: span.lowerBound, &random)
  }

  /// Plays a football match from so many minutes before the start to so many after the end.
  init(
    _ setting: MatchSetting, _ script: FootballScript, before: Int64, after: Int64,
    from random: inout SplitMix64
  ) {
    let times = script.plays[0].times
    let span = (times.start - before)...(times.end + after)
    let (users, requests) = script.load(over: span)
    messages = FootballSchedule.messages(setting, script.plays[0], from: &random)
    series = Self.metered(users, requests, script.noise, from: span.lowerBound, &random)
  }

  /// Users to the hundred and requests to the tenth, as a meter would show them.
  private static func metered(
    _ users: [Double], _ requests: [Double], _ noise: (users: Double, requests: Double),
    from minute: Int64, _ random: inout SplitMix64
  ) -> [Series] {
    [
      Series(
        metric: .platformConcurrency,
        minutes: noisy(users, deviation: noise.users, step: 100, from: minute, &random)),
      Series(
        metric: .homeRequests,
        minutes: noisy(requests, deviation: noise.requests, step: 0.1, from: minute, &random)),
    ]
  }

  private static func noisy(
    _ values: [Double], deviation: Double, step: Double, from minute: Int64,
    _ random: inout SplitMix64
  ) -> MinuteSeries {
    var noise = MinuteNoise(deviation: deviation)
    // Dividing by a whole number keeps the shortest decimal text: 2,345.6 and not 2,345.6000001.
    let perUnit = (1 / step).rounded()
    let rounded = values.map { value -> Double? in
      let noisy = value * noise.next(&random)
      return step >= 1 ? (noisy / step).rounded() * step : (noisy * perUnit).rounded() / perUnit
    }
    return MinuteSeries(firstMinute: minute, values: rounded)
  }
}
