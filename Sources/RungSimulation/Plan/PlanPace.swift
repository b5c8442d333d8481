import RungModel

/// When the world of a plan ticks: a minute apart where much happens, else five.
struct PlanPace: Sendable {
  /// Ticks this close to a milestone are a minute apart…
  private static let nearMilestone: Duration = .minutes(10)
  /// …and after an end, while capacity is given back.
  private static let afterEnd: Duration = .minutes(60)

  /// Disjoint and rising.
  private let fine: [Range<Timestamp>]

  /// - Parameters:
  ///   - window: spans elsewhere are left out; a schedule may hold a whole season.
  ///   - isClose: a minute apart wherever an event has a say, as a what-if needs: there capacity
  ///     follows samples that no schedule explains.
  init(_ events: [Event], window: Range<Timestamp>, isClose: Bool) {
    let spans = events.flatMap { isClose ? Self.reach($0) : Self.milestones($0) }
      .filter { $0.overlaps(window) }
      .sorted { $0.lowerBound < $1.lowerBound }
    fine = spans.reduce(into: []) { merged, span in
      if let last = merged.last, span.lowerBound <= last.upperBound {
        merged[merged.count - 1] =
          last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        merged.append(span)
      }
    }
  }

  private static func milestones(_ event: Event) -> [Range<Timestamp>] {
    event.milestones.map { milestone in
      let after = milestone.at == event.ends ? afterEnd : nearMilestone
      return (milestone.at - nearMilestone)..<(milestone.at + after)
    }
  }

  private static func reach(_ event: Event) -> [Range<Timestamp>] {
    guard let begins = event.begins, let ends = event.ends else { return [] }
    return [(begins - .minutes(Curve.reachBefore))..<(ends + .minutes(Curve.reachAfter))]
  }

  /// The time to the next tick; a fine span's first tick is on its first instant.
  func tick(after instant: Timestamp) -> Duration {
    let coarse = Duration.minutes(5)
    guard let span = fine.first(where: { instant < $0.upperBound }) else { return coarse }
    return span.contains(instant) ? .minutes(1) : min(coarse, span.lowerBound - instant)
  }
}
