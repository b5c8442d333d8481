package import RungModel

/// Cuts a series into curves, one per event.
package enum CurveCutter {
  /// What came of a series and a log.
  package struct Cutting: Hashable, Sendable {
    /// In order of the events' first milestones.
    package var curves: [Curve]
    /// Events without a curve, in order of id.
    package var skipped: [Skipped]
  }

  /// An event that got no curve, and why.
  package struct Skipped: Hashable, Codable, Sendable {
    package var event: String
    package var reason: String

    package init(event: String, reason: String) {
      self.event = event
      self.reason = reason
    }
  }

  /// Cuts from 120 minutes before each event's first milestone to 120 after its end; a minute that
  /// the series lacks is missing in the curve.
  /// - Parameters:
  ///   - series: users or requests a second.
  ///   - messages: the schedule log; the highest sequence of each event counts.
  ///   - unit: what the series is in now; `rpm` was turned into `rps` when it was read.
  package static func cut(
    series: MinuteSeries, messages: [EventMessage], metric: String, unit: DriverUnit
  ) -> Cutting {
    var cutting = Cutting(curves: [], skipped: [])
    for event in EventLog.finalStates(messages) {
      switch window(event, series) {
      case .failure(let why):
        cutting.skipped.append(Skipped(event: event.id, reason: why.reason))
      case .success(let minutes):
        cutting.curves.append(
          Curve(
            event: event, metric: metric, unit: unit == .users ? .users : .rps,
            origin: .measured, firstMinute: minutes.lowerBound,
            values: minutes.map { series[$0] }))
      }
    }
    cutting.curves.sort { ($0.firstMinute, $0.event.id) < ($1.firstMinute, $1.event.id) }
    return cutting
  }

  private struct NoCurve: Error { var reason: String }

  /// Minutes of an event's curve, or why it has none.
  private static func window(_ event: Event, _ series: MinuteSeries)
    -> Result<ClosedRange<Int64>, NoCurve>
  {
    func none(_ reason: String) -> Result<ClosedRange<Int64>, NoCurve> {
      .failure(NoCurve(reason: reason))
    }
    if event.status == .cancelled { return none("cancelled") }
    guard let begins = event.begins, let ends = event.ends else { return none("no milestones") }
    guard ends - begins <= .hours(24 * 20) else {
      return none("lasts from \(begins) to \(ends), more than 20 days")
    }
    let minutes =
      (begins.minute - Int64(Curve.minutesBefore))...(ends.minute + Int64(Curve.minutesAfter))
    guard minutes.contains(where: { series[$0] != nil }) else {
      let span =
        series.isEmpty
        ? "the series is empty"
        : "the series goes from \(Timestamp(minute: series.firstMinute)) to "
          + "\(Timestamp(minute: series.lastMinute))"
      return none(
        "no data from \(Timestamp(minute: minutes.lowerBound)) to "
          + "\(Timestamp(minute: minutes.upperBound)); \(span)")
    }
    if !event.status.isOver && series.lastMinute < ends.minute {
      return none("not over: it is \(event.status.rawValue) and the series ends before it does")
    }
    return .success(minutes.clamped(to: series.firstMinute...series.lastMinute))
  }
}
