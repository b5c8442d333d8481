import RungModel

/// The ladder staircase: servers wanted, launched and serving, over the rungs' own steps.
struct PlanStairs {
  private let service: Plan.Service
  private let plan: Plan
  private let chart: TimeChart
  private let ticks: [Double]

  /// Rung labels closer than this in the picture would write over each other.
  private static let labelHeight = 13.0

  /// Nil without rows.
  init?(_ service: Plan.Service, in plan: Plan) {
    guard !service.rows.isEmpty else { return nil }
    self.service = service
    self.plan = plan
    let most = service.rows.map { max($0.desired, $0.launched, $0.serving) }.max() ?? 1
    ticks = ChartFrame.ticks(upTo: Double(max(1, most)) * 1.05)
    var frame = ChartFrame(
      xFrom: Double(plan.from.minute), xTo: Double(plan.to.minute), yTo: ticks.last ?? 1)
    frame.right = PlanStyle.rightMargin
    chart = TimeChart(frame: frame)
  }

  /// The chart with its caption and legend.
  func figure() -> String {
    let caption = "\(service.service): servers, over the rungs of its ladder"
    let labels = ticks.map { ($0, $0.fixedText(decimals: 1, dropsZeros: true)) }
    var parts = [chart.frame.yAxis(labels, title: "servers"), chart.clock()]
    parts += chart.stops(of: plan.events) + gaps() + rungs() + limit()
    parts.append(chart.stepArea("serving", steps(\.serving)))
    parts.append(chart.steps("launched", steps(\.launched)))
    parts.append(chart.steps("desired", steps(\.desired)))
    parts += chart.milestones(of: plan.events)
    parts += PlanHover.spans(service, in: plan, chart)
    let legend = Markup.legend([
      ("desired", "wanted"), ("launched", "launched"), ("serving", "serving"),
      ("rungline", "a rung's servers"), ("gap", "somebody unserved"),
    ])
    return Markup.figure(chart.frame.svg(title: caption, parts), caption: caption, legend: legend)
  }

  private func steps(_ value: KeyPath<Plan.Row, Int>) -> [(minute: Int64, value: Double)] {
    service.rows.map { ($0.at.minute, Double($0[keyPath: value])) }
  }

  private func gaps() -> [String] {
    guard let unserved = service.unserved else { return [] }
    let title = "up to \(unserved.worst.shortText) \(service.unit.word) unserved"
    return [
      chart.span(
        "gap", from: Double(unserved.from.minute), to: Double(unserved.to.minute), title: title)
    ].compactMap { $0 }
  }

  /// A line across for each rung, with its threshold at the right.
  private func rungs() -> [String] {
    var parts: [String] = []
    var lastLabel = Double.infinity
    for rung in service.rungs where Double(rung.servers) <= chart.frame.yTo {
      let y = chart.frame.y(Double(rung.servers))
      parts.append(across("rungline", y))
      guard lastLabel - y >= Self.labelHeight else { continue }
      lastLabel = y
      parts.append(
        chart.frame.text(
          "\(rung.at.shortText) \(service.unit.word)", chart.frame.width - chart.frame.right + 4,
          y + 4, anchor: "start"))
    }
    return parts
  }

  /// The ladder's upper bound, where it comes into the picture.
  private func limit() -> [String] {
    guard Double(service.limitMax) <= chart.frame.yTo else { return [] }
    let y = chart.frame.y(Double(service.limitMax))
    return [
      across("limit", y),
      chart.frame.text("limits.max", chart.frame.left + 4, y - 3, anchor: "start"),
    ]
  }

  private func across(_ style: String, _ y: Double) -> String {
    "<line class=\"\(style)\" x1=\"\(Markup.number(chart.frame.left))\" y1=\"\(Markup.number(y))\" "
      + "x2=\"\(Markup.number(chart.frame.width - chart.frame.right))\" "
      + "y2=\"\(Markup.number(y))\"/>"
  }
}

/// What the pointer tells over a plan's charts: the row that holds there, with every reason.
enum PlanHover {
  /// A clear area for each row, until the next one begins.
  static func spans(_ service: Plan.Service, in plan: Plan, _ chart: TimeChart) -> [String] {
    let phases = PlanPhases(plan.events)
    return service.rows.indices.compactMap { index in
      let row = service.rows[index]
      let next = index + 1 < service.rows.count ? service.rows[index + 1].at : plan.to
      return chart.span(
        "hover", from: Double(row.at.minute), to: Double(next.minute),
        title: title(row, service, phases))
    }
  }

  private static func title(
    _ row: Plan.Row, _ service: Plan.Service, _ phases: PlanPhases
  ) -> String {
    let phase = phases.words(at: row.at)
    let unit = service.unit.word
    return
      ([
        row.at.clockText + (phase.isEmpty ? "" : ", \(phase)"),
        "\(row.median.shortText) \(unit), planned for \(row.planned.shortText)",
        "\(row.desired) wanted, \(row.launched) launched, \(row.serving) serving",
      ] + row.reasons.map { "- \($0.text)" }).joined(separator: "\n")
  }
}
