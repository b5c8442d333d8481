package import RungModel

/// What a rehearsal plays: the demand of one match, minute by minute, and its schedule messages.
package struct RehearsalScript: Hashable, Sendable {
  /// One ingested series.
  package struct Series: Hashable, Sendable {
    /// As the ladders name it: `platform_concurrency`, or with labels `rps{service="chat"}`.
    package var metric: String
    /// What samples are sent in; `rpm` sends the values below times 60, as such a ladder expects.
    package var unit: DriverUnit
    /// Users, or requests a second; a missing minute sends nothing and is not scored.
    package var values: MinuteSeries

    package init(metric: String, unit: DriverUnit, values: MinuteSeries) {
      self.metric = metric
      self.unit = unit
      self.values = values
    }

    /// The demand of a curve, at the time at which it was.
    package init(_ curve: Curve) {
      self.init(
        metric: curve.metric, unit: curve.unit,
        values: MinuteSeries(firstMinute: curve.firstMinute, values: curve.values))
    }
  }

  /// Counted from the first milestone back: people arrive before the toss.
  package static let billedBefore = Duration.minutes(60)
  /// Counted from the actual end: people leave slowly.
  package static let billedAfter = Duration.minutes(30)
  /// Played before the window that counts, so that a cold daemon has its first servers up and
  /// has seen enough to forecast from. More than twice the usual lead time of 6 minutes.
  package static let warmUp = Duration.minutes(15)

  package var series: [Series]
  /// In order of receipt.
  package var messages: [EventMessage]
  /// What is scored and billed; at whole minutes.
  package var billingFrom: Timestamp
  package var billingTo: Timestamp

  /// A script whose window comes from the newest state of its events.
  ///
  /// - Throws: when there is no series, no milestone, or no overlap between the two.
  package init(series: [Series], messages: [EventMessage]) throws(RehearsalError) {
    let newest = Self.newestStates(messages)
    guard let begins = newest.compactMap(\.begins).min(),
      let ends = newest.compactMap(\.ends).max()
    else {
      throw RehearsalError(
        .script, "the script has no event with milestones: nothing says when the match is")
    }
    try self.init(
      series: series, messages: messages, billingFrom: begins - Self.billedBefore,
      billingTo: ends + Self.billedAfter)
  }

  /// A script with a window of its own, clamped to the minutes that some series has.
  package init(
    series: [Series], messages: [EventMessage], billingFrom: Timestamp, billingTo: Timestamp
  ) throws(RehearsalError) {
    let spans = series.map(\.values).filter { !$0.isEmpty }
    guard let first = spans.map(\.firstMinute).min(), let last = spans.map(\.lastMinute).max()
    else { throw RehearsalError(.script, "the script has no values to send") }
    let from = max(billingFrom.minute, first)
    let to = min(billingTo.minute, last + 1)
    guard from < to else {
      throw RehearsalError(
        .script,
        """
        the series (\(Timestamp(minute: first)) to \(Timestamp(minute: last))) has nothing of \
        the match (\(billingFrom) to \(billingTo)): do series and messages belong together?
        """)
    }
    self.series = series
    self.messages = messages.sorted { $0.receivedAt < $1.receivedAt }
    self.billingFrom = Timestamp(minute: from)
    self.billingTo = Timestamp(minute: to)
  }

  /// When playing begins: the warm-up before the window, as far as there are values.
  package var playFrom: Timestamp {
    let first = series.map(\.values).filter { !$0.isEmpty }.map(\.firstMinute).min()
    return max(billingFrom - Self.warmUp, Timestamp(minute: first ?? billingFrom.minute))
  }

  /// Everything moved by whole minutes, so that a minute of the script is one of the daemon's.
  package func shifted(minutes: Int64) -> RehearsalScript {
    let shift = Duration.milliseconds(minutes * 60_000)
    var script = self
    script.billingFrom += shift
    script.billingTo += shift
    for index in script.series.indices {
      let values = series[index].values
      script.series[index].values = MinuteSeries(
        firstMinute: values.firstMinute + minutes, values: values.values)
    }
    script.messages = messages.map { message in
      EventMessage(
        receivedAt: message.receivedAt + shift, event: message.event.shifted(by: shift))
    }
    return script
  }

  /// Per event the state with the highest sequence, in order of first receipt.
  static func newestStates(_ messages: [EventMessage]) -> [Event] {
    var newest: [Event] = []
    for message in messages {
      if let index = newest.firstIndex(where: { $0.id == message.event.id }) {
        if message.event.sequence > newest[index].sequence { newest[index] = message.event }
      } else {
        newest.append(message.event)
      }
    }
    return newest
  }
}

extension Event {
  /// The same event at another time.
  fileprivate func shifted(by shift: Duration) -> Event {
    var event = self
    event.milestones = milestones.map {
      Milestone(name: $0.name, at: $0.at + shift, status: $0.status)
    }
    event.interruptions = interruptions.map {
      Interruption(from: $0.from + shift, to: $0.to.map { $0 + shift })
    }
    return event
  }
}

/// A rehearsal that cannot be played, or not to its end.
package struct RehearsalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What callers branch on.
  package enum Code: String, CaseIterable, Sendable {
    /// The script itself is wrong.
    case script
    /// Script and daemon do not fit: speed, services, events it knows already.
    case mismatch
    /// The daemon stopped answering for longer than the patience, or refused.
    case daemon
  }

  package var code: Code
  /// What is wrong and what would be right.
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
