import RungModel

/// The tables of a plan, for text and page alike.
enum PlanTables {
  /// A row at least this far apart…
  private static let quietEvery: Duration = .minutes(30)
  /// …and where desired has moved by this part of its peak: finer steps are in the JSON.
  private static let notable = 0.1

  /// Everything at a glance, a row a service.
  static func summary(_ plan: Plan) -> TextTable {
    var table = TextTable([
      .init("service"), .init("now", .right), .init("peak", .right), .init("first launch"),
      .init("launched", .right), .init("removed", .right), .init("server hours", .right),
      .init("of peak held", .right), .init("dollars", .right), .init("alarms", .right),
    ])
    for service in plan.services {
      table.add(
        service.service, "\(service.runningNow)", "\(service.cost.peakDesired)",
        service.firstLaunchAt.map { PlanWords.clock($0, in: plan) } ?? "-",
        "\(service.servers(.launch))", "\(service.servers(.remove))",
        PlanWords.hours(service.cost.serverHours),
        service.cost.shareOfStaticPeak.map(PlanWords.percent) ?? "-",
        PlanWords.dollars(service.cost.dollars), "\(service.alarms.count)")
    }
    return table
  }

  /// What happens when; without `isWhole` the rows that a ticket needs.
  static func rows(
    _ service: Plan.Service, _ plan: Plan, isWhole: Bool = false
  ) -> TextTable {
    var table = TextTable([
      .init("when"), .init("phase"), .init(service.unit.word, .right), .init("planned", .right),
      .init("rung", .right), .init("desired", .right), .init("launched", .right),
      .init("serving", .right), .init("because"),
    ])
    let phases = PlanPhases(plan.events)
    for row in isWhole ? service.rows : told(service, plan) {
      table.add(
        PlanWords.clock(row.at, in: plan), phases.words(at: row.at), row.median.shortText,
        row.planned.shortText, "\(row.rung + 1)", "\(row.desired)", "\(row.launched)",
        "\(row.serving)", PlanWords.because(row))
    }
    return table
  }

  /// The rows that a reader needs: milestones, notable moves, and one every half hour.
  private static func told(_ service: Plan.Service, _ plan: Plan) -> [Plan.Row] {
    let milestones = Set(plan.events.flatMap { $0.milestones.map(\.at.minute) })
    let step = max(1, Double(service.cost.peakDesired) * notable)
    var told: [Plan.Row] = []
    for row in service.rows {
      let isNews =
        told.last.map {
          Double(abs(row.desired - $0.desired)) >= step || row.at - $0.at >= quietEvery
        } ?? true
      let isMilestone =
        milestones.contains(row.at.minute) && told.last?.at.minute != row.at.minute
      if isNews || isMilestone { told.append(row) }
    }
    return told
  }

  /// Launches and removals, grouped; nil when there are none.
  static func waves(_ service: Plan.Service, _ plan: Plan) -> TextTable? {
    let waves = PlanWave.waves(of: service.changes)
    guard !waves.isEmpty else { return nil }
    let isWeighted = waves.contains { $0.machines != $0.servers }
    let isRefused = waves.contains { $0.refused > 0 }
    var columns: [TextTable.Column] = [
      .init("from"), .init("to"), .init("action"), .init("servers", .right),
    ]
    if isWeighted { columns.append(.init("counting for", .right)) }
    if isRefused { columns.append(.init("refused", .right)) }
    columns += [.init("pool"), .init("offering"), .init("orders", .right)]
    var table = TextTable(columns)
    for wave in waves {
      var cells = [
        PlanWords.clock(wave.from, in: plan), PlanWords.clock(wave.to, in: plan),
        wave.action.rawValue, "\(wave.machines)",
      ]
      if isWeighted { cells.append("\(wave.servers)") }
      if isRefused { cells.append("\(wave.refused)") }
      table.add(cells + [wave.pool, wave.offering, "\(wave.orders)"])
    }
    return table
  }

  /// What is billed, by pool and offering; nil when the sum alone says it all.
  static func bill(_ service: Plan.Service) -> TextTable? {
    let lines = service.cost.lines
    guard lines.count > 1 || lines.contains(where: { $0.dollars != nil }) else { return nil }
    var table = TextTable([
      .init("pool"), .init("offering"), .init("machine hours", .right),
      .init("server hours", .right), .init("dollars", .right),
    ])
    for line in lines {
      table.add(
        line.pool, line.offering, PlanWords.hours(line.machineHours),
        PlanWords.hours(line.serverHours), PlanWords.dollars(line.dollars))
    }
    return table
  }
}
