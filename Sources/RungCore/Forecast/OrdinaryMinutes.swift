import RealModule
import RungModel

/// The minutes of a history that belong to no event, in logarithms.
struct OrdinaryMinutes {
  /// The minute of `logs[0]`.
  let firstMinute: Int64
  /// `LiveLevel.missing` where there is no value or an event had its reach.
  let logs: [Double]
  let levels: [Double]
  /// How many minutes have a value.
  let count: Int

  /// Older than eight weeks says little of tomorrow.
  private static let reach: Int64 = 56 * 1_440

  init(_ history: MinuteSeries, events: [Event], at now: Int64) {
    let first = max(history.firstMinute, now - Self.reach)
    let end = min(now, history.lastMinute + 1)
    firstMinute = first
    guard !history.isEmpty, first < end else {
      (logs, levels, count) = ([], [], 0)
      return
    }
    let start = Int(first - history.firstMinute)
    let values = history.values[start..<Int(end - history.firstMinute)].map { $0 ?? -1 }
    logs = LogFloor.logs(
      Self.without(Self.spans(of: events), values, first: first, missing: -1))
    levels = LiveLevel.all(of: logs)
    count = logs.reduce(0) { $0 + ($1 > LiveLevel.missing ? 1 : 0) }
  }

  /// Minutes that belong to events.
  static func spans(of events: [Event]) -> [Range<Int64>] {
    events.compactMap { event in
      guard event.status != .cancelled, !isItsOwnOrdinary(event),
        let from = event.begins?.minute,
        let to = event.ends?.minute, to >= from
      else { return nil }
      return (from - Int64(Curve.reachBefore))..<(to + Int64(Curve.reachAfter))
    }
  }

  /// Values, minute by minute, with those of some spans missing.
  static func without(
    _ spans: [Range<Int64>], _ values: [Double], first: Int64, missing: Double
  ) -> [Double] {
    var result = values
    for span in spans {
      for minute in span.clamped(to: first..<(first + Int64(values.count))) {
        result[Int(minute - first)] = missing
      }
    }
    return result
  }

  /// Days that an event fills: they have nights and mornings like ordinary ones.
  private static let longHours = 12

  /// Whether an event is so long that its minutes are what is ordinary for the driver then.
  static func isItsOwnOrdinary(_ event: Event) -> Bool {
    guard let begins = event.begins, let ends = event.ends else { return false }
    return ends - begins >= .hours(longHours)
  }

  /// Largest rise of the level from one minute to the next, in the model's unit.
  var largestRamp: Double {
    // A level rises by less than its logarithm does times itself: most rises are too small to be
    // the largest, and need not be worked out.
    let highest = levels.max().map { Double.exp($0) } ?? 0
    var largest = 0.0
    for index in levels.indices.dropFirst()
    where (levels[index] - levels[index - 1]) * highest > largest
      && levels[index - 1] > LiveLevel.missing
    {
      largest = max(largest, Double.exp(levels[index]) - Double.exp(levels[index - 1]))
    }
    return largest
  }
}
