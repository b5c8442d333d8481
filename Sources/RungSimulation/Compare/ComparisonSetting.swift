import RungCore
package import RungModel

/// What all policies of a comparison share: the ladder, the demand, the schedule, the lead time.
package struct ComparisonSetting: Sendable {
  package let ladder: Ladder
  /// Every minute from `from` to `to`; a gap has the value before it, of departures 0.
  package let demand: MinuteSeries
  /// What is measured: the demand itself, or of departures the users, with their gaps.
  package let source: MinuteSeries
  /// In order of receipt.
  package let messages: [EventMessage]
  /// From order to serving.
  package let lead: Duration
  package let from: Timestamp
  package let to: Timestamp
  /// What goes wrong, for every policy alike.
  package let faults: FaultSchedule
  private let scored: [Bool]

  /// Minutes around a start that are scored.
  package static let scoredBefore: Int64 = 60
  package static let scoredAfter: Int64 = 160

  /// - Parameter slots: starts around which is scored; nil for the whole series.
  package init(
    ladder: Ladder, series: MinuteSeries, messages: [EventMessage], lead: Duration,
    slots: [Int64]?, faults: FaultPlan = FaultPlan()
  ) {
    self.init(
      ladder: ladder, series: series, messages: messages, lead: lead,
      spans: slots?.map { ($0 - Self.scoredBefore)...($0 + Self.scoredAfter) }, faults: faults)
  }

  /// - Parameters:
  ///   - series: of what the ladder's driver is worked out from: of departures the users.
  ///   - spans: minutes that are scored; nil for the whole series.
  package init(
    ladder: Ladder, series: MinuteSeries, messages: [EventMessage], lead: Duration,
    spans: [ClosedRange<Int64>]?, faults: FaultPlan = FaultPlan()
  ) {
    self.ladder = ladder
    let first = series.present.first?.minute ?? series.firstMinute
    let span = MinuteSeries(
      firstMinute: first, values: (first...max(first, series.lastMinute)).map { series[$0] })
    if ladder.driver.unit == .departures {
      // A gap is not a departure, and to fill it would make one.
      source = span
      let values = Departures.series(of: span).values
      demand = MinuteSeries(firstMinute: first, values: values.map { $0 ?? 0 })
    } else {
      source = Self.bridged(span)
      demand = source
    }
    self.messages = messages.sorted { ($0.receivedAt, $0.event.id) < ($1.receivedAt, $1.event.id) }
    self.lead = lead
    from = Timestamp(minute: first)
    to = Timestamp(minute: demand.lastMinute + 1)
    var scored = [Bool](repeating: spans == nil, count: demand.values.count)
    for span in spans ?? [] {
      for minute in span.clamped(to: first...max(first, demand.lastMinute)) {
        scored[Int(minute - first)] = true
      }
    }
    self.scored = scored
    self.faults = FaultSchedule(
      faults, events: Self.finalStates(of: messages), from: from, to: to)
  }

  /// Every gap with the value before it.
  private static func bridged(_ series: MinuteSeries) -> MinuteSeries {
    var last = 0.0
    return MinuteSeries(
      firstMinute: series.firstMinute,
      values: series.values.map { value in
        last = value ?? last
        return last
      })
  }

  /// The last state of each event, in order of begin.
  package static func finalStates(of messages: [EventMessage]) -> [Event] {
    var newest: [String: Event] = [:]
    for message in messages {
      let event = message.event
      if (newest[event.id]?.sequence ?? .min) < event.sequence { newest[event.id] = event }
    }
    return newest.values.sorted {
      ($0.begins ?? .distantPast, $0.id) < ($1.begins ?? .distantPast, $1.id)
    }
  }

  /// Spans of scored minutes, in order.
  package var scoredSpans: [ClosedRange<Int64>] {
    var spans: [ClosedRange<Int64>] = []
    for (place, isScored) in scored.enumerated() where isScored {
      let minute = demand.firstMinute + Int64(place)
      if let last = spans.last, last.upperBound == minute - 1 {
        spans[spans.count - 1] = last.lowerBound...minute
      } else {
        spans.append(minute...minute)
      }
    }
    return spans
  }

  package func isScored(_ minute: Int64) -> Bool {
    let place = minute - demand.firstMinute
    return place >= 0 && place < Int64(scored.count) && scored[Int(place)]
  }

  /// The highest demand of the scored minutes.
  var scoredPeak: Double {
    demand.present.reduce(0) { isScored($1.minute) ? max($0, $1.value) : $0 }
  }

  /// What the first minute needs: every policy begins with it in service.
  var firstNeed: Int {
    let level = demand.present.first?.value ?? 0
    return min(max(ladder.servers(for: level).servers, ladder.limits.min), ladder.limits.max)
  }

  /// The newest minute whose value is known at an instant: the last whole one.
  func newest(at now: Timestamp) -> Int64? {
    let newest = now.minute - 1
    return newest >= demand.firstMinute ? newest : nil
  }
}
