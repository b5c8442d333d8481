import RungModel

/// What was forecast for one service's driver when the plan was made, and what is planned for.
struct PlanFanChart {
  private let service: Plan.Service
  private let plan: Plan
  private let fan: Plan.Fan
  private let chart: TimeChart
  private let ticks: [Double]
  private let isWhatIf: Bool

  /// Nil without rows or forecast.
  init?(_ service: Plan.Service, in plan: Plan, isWhatIf: Bool) {
    guard let fan = plan.forecast(of: service), let median = fan.paths.first, !median.isEmpty,
      !service.rows.isEmpty
    else { return nil }
    self.service = service
    self.plan = plan
    self.fan = fan
    self.isWhatIf = isWhatIf
    let told = service.rows.map { max($0.median, $0.planned) }
    let highest = (fan.paths.flatMap { $0 } + told).max() ?? 1
    // One wild 0.999 value must not press everything else flat.
    let usual = (median + told).max() ?? 1
    ticks = ChartFrame.ticks(upTo: min(highest, usual * 1.5))
    var frame = ChartFrame(
      xFrom: Double(plan.from.minute), xTo: Double(plan.to.minute), yTo: ticks.last ?? 1)
    frame.right = PlanStyle.rightMargin
    chart = TimeChart(frame: frame)
  }

  /// The chart with its caption and legend.
  func figure() -> String {
    let caption =
      "\(service.service): \(service.unit.word) as forecast at "
      + "\(PlanWords.stamp(plan.madeAt)) UTC, and what is planned for"
    var parts =
      chart.stops(of: plan.events)
      + [chart.frame.yAxis(ticks.map { ($0, $0.shortText) }, title: service.unit.word)]
      + [chart.clock()] + bands()
      + [chart.line("median", points(0)), chart.steps("planned", steps(\.planned))]
    if isWhatIf { parts.append(chart.steps("actual", steps(\.median))) }
    parts += chart.milestones(of: plan.events)
    parts += PlanHover.spans(service, in: plan, chart)
    return Markup.figure(
      chart.frame.svg(title: caption, parts), caption: caption, legend: legend())
  }

  private func legend() -> String {
    var entries = [("median", "median")]
    for level in fan.levels.indices.dropFirst() {
      entries.append(("band\(level)", "up to \(fan.levels[level].percentText)"))
    }
    entries.append(("planned", "planned for when its time comes, with buffers"))
    if isWhatIf { entries.append(("actual", "what users do under the what-if")) }
    return Markup.legend(entries.map { (style: $0.0, text: $0.1) })
  }

  /// From the median up to each level, the widest first.
  private func bands() -> [String] {
    fan.levels.indices.dropFirst().reversed().map { level in
      chart.band(
        "band\(level)",
        fan.paths[level].indices.map {
          (fan.minute($0), fan.paths[level][$0], fan.paths[0][$0])
        })
    }
  }

  private func points(_ level: Int) -> [(minute: Int64, value: Double)] {
    fan.paths[level].enumerated().map { (fan.minute($0.offset), $0.element) }
  }

  private func steps(
    _ value: KeyPath<Plan.Row, Double>
  ) -> [(minute: Int64, value: Double)] {
    service.rows.map { ($0.at.minute, $0[keyPath: value]) }
  }
}
