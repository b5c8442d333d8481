import RungModel
import RungSimulation

/// A stretch of scored minutes that is drawn in one picture.
struct ComparisonWindow {
  /// Longer spans are cut into days: a line a minute is no picture.
  private static let longest = 720
  private static let day: Int64 = 1_440

  let minutes: ClosedRange<Int64>
  /// Those with a milestone or a stop in it.
  let events: [Event]

  /// All windows in order of time.
  static func all(_ comparison: Comparison) -> [ComparisonWindow] {
    comparison.scored.flatMap { span -> [ClosedRange<Int64>] in
      guard span.count > longest else { return [span] }
      let first = span.lowerBound - ((span.lowerBound % day) + day) % day
      return stride(from: first, through: span.upperBound, by: Int(day)).map {
        max($0, span.lowerBound)...min($0 + day - 1, span.upperBound)
      }
    }.map { span in
      ComparisonWindow(
        minutes: span, events: comparison.events.filter { $0.isSeen(in: span) })
    }
  }

  /// The policy's minutes in it.
  func moments(_ policy: Comparison.Policy) -> ArraySlice<PolicyMoment> {
    let all = policy.minutes
    let first = Self.place(all, minutes.lowerBound)
    return all[first..<Self.place(all, minutes.upperBound + 1)]
  }

  /// The first place whose minute is at or after one.
  private static func place(_ moments: [PolicyMoment], _ minute: Int64) -> Int {
    var low = 0
    var high = moments.count
    while low < high {
      let middle = (low + high) / 2
      if moments[middle].minute < minute { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// `India v Pakistan`; the day for a window without events.
  var title: String {
    let titles = events.map { $0.title.isEmpty ? $0.id : $0.title }
    let date = Timestamp(minute: minutes.lowerBound).dateText
    return titles.isEmpty ? date : "\(date): \(titles.joined(separator: ", "))"
  }

  /// Of all minutes and policies; 0 without any.
  func peak(_ comparison: Comparison) -> Double {
    comparison.policies.first.map { moments($0).map(\.demand).max() ?? 0 } ?? 0
  }

  /// Demand that Rung left, summed over minutes.
  func unserved(_ policy: Comparison.Policy) -> Double {
    moments(policy).reduce(0) { $0 + $1.unserved }
  }
}

extension Event {
  /// Whether one of its instants lies in a span of minutes.
  fileprivate func isSeen(in span: ClosedRange<Int64>) -> Bool {
    status != .cancelled
      && (milestones.contains { span.contains($0.at.minute) }
        || interruptions.contains { span.contains($0.from.minute) })
  }
}
