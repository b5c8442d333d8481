import RealModule
import RungModel
import RungSimulation

/// What each policy costs at each unserved share: lower and further left is better.
struct FrontierChart {
  private let policies: [Comparison.Policy]
  private let frame: ChartFrame
  private let ticks: [Double]

  /// The shares at the edges, as powers of ten; what is less is drawn at the left edge.
  private static let (least, most) = (-6.0, -1.0)
  /// Nil without a sweep.
  init?(_ comparison: Comparison) {
    policies = comparison.policies.filter { !($0.frontier?.points.isEmpty ?? true) }
    guard !policies.isEmpty else { return nil }
    ticks = ChartFrame.ticks(upTo: Self.top(policies))
    var frame = ChartFrame(xFrom: Self.least, xTo: Self.most, yTo: ticks.last ?? 1)
    frame.height = 420
    // Too few servers cost less than the need; a little of it shows where the curve comes from.
    frame.yFrom = -(ticks.last ?? 1) / 8
    self.frame = frame
  }

  /// What most policies cost at the bars, with room: one that costs a multiple of it must not press
  /// the others flat, and stands in the table.
  private static func top(_ policies: [Comparison.Policy]) -> Double {
    let costs = policies.compactMap { policy in
      ComparisonFindings.bars.compactMap { ComparisonFindings.overhead(policy, at: $0) }.max()
    }.sorted()
    guard let highest = costs.last, highest > 0 else { return 1 }
    let usual = costs[costs.count / 2]
    return usual > 0 ? min(highest, usual * 2) * 1.1 : highest
  }

  /// The chart with its caption and legend.
  func figure() -> String {
    let caption = "Overhead against unserved demand, over a sweep of each policy's knob"
    let shares = stride(from: Self.least, through: Self.most, by: 1).map { power in
      (power, power == Self.least ? "less" : Self.text(power))
    }
    let parts =
      [
        frame.yAxis(
          ticks.map { ($0, ($0 * 100).fixedText(decimals: 0) + "%") },
          title: "overhead over the need"),
        frame.xAxis(shares, title: "unserved share of demand"),
      ] + ComparisonFindings.bars.map(bar) + policies.flatMap(curve)
    let legend = Markup.legend(policies.map { (SimulationStyle.policy($0.name), $0.name) })
    return Markup.figure(frame.svg(title: caption, parts), caption: caption, legend: legend)
  }

  private func bar(_ share: Double) -> String {
    let x = frame.x(Double.log10(share))
    return "<line class=\"ideal\" x1=\"\(Markup.number(x))\" y1=\"\(Markup.number(frame.top))\" "
      + "x2=\"\(Markup.number(x))\" y2=\"\(Markup.number(frame.height - frame.bottom))\"/>"
      + frame.text(ComparisonWords.bar(share), x, frame.top - 6, anchor: "middle")
  }

  private func curve(_ policy: Comparison.Policy) -> [String] {
    let style = SimulationStyle.policy(policy.name)
    let sorted = (policy.frontier?.points ?? [])
      .filter { Self.place($0) <= Self.most && inside($0) }
      .sorted { ($0.costRatio, $0.unservedShare) < ($1.costRatio, $1.unservedShare) }
    // Whoever pays more than for nothing unserved gets nothing for it.
    let end = sorted.firstIndex { Self.place($0) == Self.least } ?? sorted.count - 1
    let points = sorted.prefix(end + 1)
    let line = points.map { frame.point(Self.place($0), $0.costRatio - 1) }
    let marks = points.map { point in
      let text =
        "\(policy.name) at \(point.knob.fixedText(decimals: 4, dropsZeros: true)): overhead "
        + "\(ComparisonWords.overhead(point.costRatio - 1)), "
        + "\(ComparisonWords.unserved(point.unservedShare)) unserved"
      return "<circle class=\"\(style)\" cx=\"\(Markup.number(frame.x(Self.place(point))))\" "
        + "cy=\"\(Markup.number(frame.y(point.costRatio - 1)))\" r=\"2.5\">"
        + "<title>\(Markup.escaped(text))</title></circle>"
    }
    return ["<polyline class=\"\(style)\" points=\"\(line.joined(separator: " "))\"/>"] + marks
  }

  private func inside(_ point: Frontier.Point) -> Bool {
    (frame.yFrom...frame.yTo).contains(point.costRatio - 1)
  }

  /// The power of ten of the share, not below the left edge.
  private static func place(_ point: Frontier.Point) -> Double {
    point.unservedShare > 0 ? max(least, Double.log10(point.unservedShare)) : least
  }

  /// `0.01%` for -4.
  private static func text(_ power: Double) -> String {
    ComparisonWords.bar(Double.exp10(power))
  }
}
