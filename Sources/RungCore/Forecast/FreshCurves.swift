import RungModel

/// Curves of events that are over and not in the library yet: what the last match showed is known
/// to the next one of the evening, not only two hours after its end.
enum FreshCurves {
  /// A history that has less than this part of an event's minutes does not show its shape.
  private static let leastShare = 0.8

  /// - Parameter known: curves that there are; their events are left out.
  static func cut(
    _ driver: Driver, history: MinuteSeries, events: [Event], known: [Curve], at: Timestamp
  ) -> [Curve] {
    let names = Set(known.map(\.event.id))
    return events.compactMap { event in
      guard event.status.isOver, event.status != .cancelled, !names.contains(event.id),
        let begins = event.begins?.minute, let ends = event.ends?.minute,
        begins <= ends, ends < at.minute, begins > history.firstMinute
      else { return nil }
      let first = max(history.firstMinute, begins - Int64(Curve.minutesBefore))
      let last = min(at.minute - 1, ends + Int64(Curve.minutesAfter))
      let values = (first...last).map { history[$0] }
      let present = values.count { $0 != nil }
      guard Double(present) >= leastShare * Double(values.count) else { return nil }
      return Curve(
        event: event, metric: driver.metric, unit: driver.unit.ofCurves,
        origin: .measured, firstMinute: first, values: values)
    }
  }
}
