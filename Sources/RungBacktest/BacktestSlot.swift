import RungFormats
package import RungModel

/// A stretch of origins that is scored once: events that start at the same minute, or a day.
package struct BacktestSlot: Hashable, Sendable {
  /// `9`, counted from 1 in order of start; or the day, `1995-07-02`.
  package var name: String
  /// The minute that the events start at; nil for a day.
  package var start: Int64?
  /// Its events as they were in the end, in order of id; a day has those that touch it.
  package var events: [Event]
  /// Minutes at which forecasts are made; empty where the series has nothing.
  package var origins: [Int64]
  /// Whether it is scored; others only give the rivals their past errors.
  package var isScored: Bool

  /// What people call it: the events' titles.
  package var title: String {
    events.map { $0.title.isEmpty ? $0.id : $0.title }.joined(separator: ", ")
  }

  /// All slots in order of time.
  package static func find(
    in material: BacktestMaterial, _ settings: BacktestSettings
  ) -> [BacktestSlot] {
    let states = EventLog.finalStates(material.messages).filter { $0.status != .cancelled }
    // Before the first value nothing is known; at the last one nothing is left to score.
    guard let first = material.series.present.first?.minute,
      first < material.series.lastMinute
    else { return [] }
    let span = first...(material.series.lastMinute - 1)
    switch settings.origins {
    case .events: return ofEvents(states, span, settings)
    case .all: return days(states, span, settings)
    }
  }

  private static func ofEvents(
    _ events: [Event], _ span: ClosedRange<Int64>, _ settings: BacktestSettings
  ) -> [BacktestSlot] {
    var byStart: [Int64: [Event]] = [:]
    for event in events {
      guard let start = event.milestone("start") ?? event.begins else { continue }
      byStart[start.minute, default: []].append(event)
    }
    return byStart.keys.sorted().enumerated().map { index, start in
      let window =
        (start - BacktestSettings.minutesBefore)...(start + BacktestSettings.minutesAfter)
      let origins = stride(from: window.lowerBound, through: window.upperBound, by: settings.every)
      let at = Timestamp(minute: start)
      return BacktestSlot(
        name: "\(index + 1)", start: start, events: byStart[start] ?? [],
        origins: origins.filter(span.contains),
        isScored: settings.includes(start: at) && settings.slots?.contains(index + 1) ?? true)
    }
  }

  private static func days(
    _ events: [Event], _ span: ClosedRange<Int64>, _ settings: BacktestSettings
  ) -> [BacktestSlot] {
    let day: Int64 = 1_440
    let midnights = stride(
      from: Timestamp(minute: span.lowerBound).midnight, through: span.upperBound, by: 1_440)
    return midnights.enumerated().map { index, midnight in
      let minutes = midnight..<(midnight + day)
      let origins = stride(from: midnight, to: midnight + day, by: settings.every).filter {
        span.contains($0) && settings.includes(start: Timestamp(minute: $0))
      }
      return BacktestSlot(
        name: Timestamp(minute: midnight).dateText, start: nil,
        events: events.filter { $0.reach?.overlaps(minutes) ?? false }, origins: origins,
        isScored: settings.slots?.contains(index + 1) ?? true)
    }
  }
}

extension BacktestSettings {
  /// Whether what starts then is to be scored.
  func includes(start: Timestamp) -> Bool {
    start >= (from ?? .distantPast) && start < (to ?? .distantFuture)
  }
}

extension Timestamp {
  /// The minute that its day begins at, UTC.
  var midnight: Int64 {
    let rest = minute % 1_440
    return minute - (rest < 0 ? rest + 1_440 : rest)
  }
}

extension Event {
  /// The minutes that its curve would have; nil without milestones.
  var reach: ClosedRange<Int64>? {
    guard let begins, let ends, begins <= ends else { return nil }
    return (begins.minute - Int64(Curve.minutesBefore))...(ends.minute + Int64(Curve.minutesAfter))
  }
}
