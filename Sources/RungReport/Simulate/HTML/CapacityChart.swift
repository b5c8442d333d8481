import RungCore
import RungModel
import RungSimulation

/// One policy in one window: what was demanded, and what its servers could take.
struct CapacityChart {
  private let comparison: Comparison
  private let policy: Comparison.Policy
  private let window: ComparisonWindow
  private let moments: ArraySlice<PolicyMoment>
  private let frame: ChartFrame
  private let ticks: [Double]

  /// More points than this in a line are finer than the picture.
  private static let mostPoints = 480
  /// Capacity above so many times the highest demand is cut, or demand would be a line at the foot.
  private static let mostTimes = 2.0

  /// Nil when the policy has nothing in the window.
  /// - Parameter top: the highest value of all policies, so that their pictures compare.
  init?(
    _ comparison: Comparison, _ policy: Comparison.Policy, in window: ComparisonWindow, top: Double
  ) {
    moments = window.moments(policy)
    guard let first = moments.first, let last = moments.last, first.minute < last.minute
    else { return nil }
    self.comparison = comparison
    self.policy = policy
    self.window = window
    ticks = ChartFrame.ticks(upTo: top)
    frame = ChartFrame(
      xFrom: Double(first.minute), xTo: Double(last.minute), yTo: ticks.last ?? 1)
  }

  /// The highest value that the pictures of a window show.
  static func top(_ comparison: Comparison, _ window: ComparisonWindow) -> Double {
    // The peak of all days, held throughout, would press an ordinary match flat.
    let followers = comparison.policies.filter { $0.name != PolicyKind.staticPeak.rawValue }
    let capacity = followers.flatMap { policy in
      window.moments(policy).map {
        comparison.ladder.demand(servedBy: max($0.serving, $0.launched))
      }
    }
    let peak = window.peak(comparison)
    return min(max(peak, capacity.max() ?? 0), peak * mostTimes)
  }

  /// The chart with its caption.
  func figure() -> String {
    let share = unservedShare
    let caption = "\(policy.name): \(ComparisonWords.unserved(share)) unserved"
    let marks = EventMarks(frame: frame, events: window.events)
    let word = comparison.ladder.driver.unit.axisWords
    let parts =
      marks.stops() + [frame.yAxis(ticks.map { ($0, $0.shortText) }, title: word), marks.clock()]
      + [
        line("launched") { comparison.ladder.demand(servedBy: $0.launched) },
        line("serving") { comparison.ladder.demand(servedBy: $0.serving) },
      ] + gaps() + [line("actual") { $0.demand }] + marks.milestones() + decisions()
    return Markup.figure(frame.svg(title: caption, parts), caption: caption)
  }

  private var unservedShare: Double {
    let demand = moments.reduce(0) { $0 + $1.demand }
    return demand > 0 ? moments.reduce(0) { $0 + $1.unserved } / demand : 0
  }

  private func line(_ style: String, _ value: (PolicyMoment) -> Double) -> String {
    let step = (moments.count + Self.mostPoints - 1) / Self.mostPoints
    let points = moments.filter { ($0.minute - window.minutes.lowerBound) % Int64(step) == 0 }
    let text = points.map { frame.point(Double($0.minute), min(value($0), frame.yTo)) }
    return "<polyline class=\"\(style)\" points=\"\(text.joined(separator: " "))\"/>"
  }

  /// Where demand went unserved, filled between demand and what could be taken.
  private func gaps() -> [String] {
    var parts: [String] = []
    var start = moments.startIndex
    while let first = moments[start...].firstIndex(where: { $0.unserved > 0 }) {
      let end = moments[first...].firstIndex { $0.unserved <= 0 } ?? moments.endIndex
      parts.append(gap(moments[first..<end]))
      start = end
    }
    return parts
  }

  private func gap(_ run: ArraySlice<PolicyMoment>) -> String {
    // A minute is as wide as itself, or a single one would be invisible.
    let corners = run.flatMap { [(Double($0.minute), $0), (Double($0.minute + 1), $0)] }
    let upper = corners.map { frame.point(min($0.0, frame.xTo), min($0.1.demand, frame.yTo)) }
    let lower = corners.reversed().map {
      frame.point(min($0.0, frame.xTo), min(max(0, $0.1.demand - $0.1.unserved), frame.yTo))
    }
    let most = run.map(\.unserved).max() ?? 0
    let text =
      "\(ComparisonWords.count(run.count, "minute")) with unserved demand, up to "
      + "\(most.shortText) \(comparison.ladder.driver.unit.word)"
    return "<polygon class=\"unserved\" points=\"\((upper + lower).joined(separator: " "))\">"
      + "<title>\(Markup.escaped(text))</title></polygon>"
  }

  /// Where desired changed, with the reasons.
  private func decisions() -> [String] {
    var before: Int?
    return policy.decisions.compactMap { decision in
      let isNews = decision.desired != before
      let old = before
      before = decision.desired
      let at = Double(decision.at.milliseconds) / 60_000
      guard isNews, at >= frame.xFrom, at <= frame.xTo else { return nil }
      let height = min(comparison.ladder.demand(servedBy: decision.desired), frame.yTo)
      let change = old.map { "\($0) to \(decision.desired)" } ?? "\(decision.desired)"
      let text =
        ["\(decision.at.clockText): desired \(change)"]
        + decision.reasons.map { "\($0.kind.rawValue): \($0.text)" }
      return
        "<circle class=\"decision\" cx=\"\(Markup.number(frame.x(at)))\" "
        + "cy=\"\(Markup.number(frame.y(height)))\" r=\"2.5\">"
        + "<title>\(Markup.escaped(text.joined(separator: "\n")))</title></circle>"
    }
  }
}
