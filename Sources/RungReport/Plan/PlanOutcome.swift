import RungModel

/// What is wrong with a plan, first and in sentences: who is unserved, what is short, which alarms.
enum PlanOutcome {
  /// Gaps, then alarms, a line each, those marked `! `; or that all is well.
  ///
  /// Of a what-if: every gap beside that of the plan itself, and the alarms that it adds.
  static func lines(_ report: PlanReport) -> [String] {
    let plan = report.plan
    let gaps = plan.services.flatMap { Self.gaps($0, in: plan, base: report.base) }
    let alarms = plan.services.flatMap { service in
      let known = report.base?.service(service.service)?.alarms.map(\.alarm.kind) ?? []
      return service.alarms.filter { !known.contains($0.alarm.kind) }
        .map { "! \(service.service): \(alarm($0, in: plan))" }
    }
    let well = "Nobody is left unserved, and no server is short."
    return (gaps.isEmpty ? [well] : gaps.map { "! \($0)" }) + alarms
  }

  private static func gaps(
    _ service: Plan.Service, in plan: Plan, base: Plan?
  ) -> [String] {
    let itself = base?.service(service.service)
    var lines: [String] = []
    if let unserved = service.unserved {
      // The first servers ordered now serve a lead time and a step from now.
      let isEarly = unserved.to <= plan.madeAt + service.lead + .minutes(1)
      lines.append(
        "up to \(unserved.worst.shortText) \(service.unit.word) unserved "
          + "(\(PlanWords.servers(unserved.serversLacking)) lacking) "
          + "\(span(unserved.from, unserved.to, plan)), worst at "
          + PlanWords.clock(unserved.worstAt, in: plan)
          + (isEarly ? ", before anything ordered now can serve" : "")
          + without(base, itself?.unserved.map { "up to \($0.worst.shortText)" } ?? "nobody"))
    }
    if let shortfall = service.shortfall {
      lines.append(
        "up to \(PlanWords.servers(shortfall.most)) wanted and not to be had "
          + when(shortfall, plan)
          + without(base, itself?.shortfall.map { "up to \($0.most)" } ?? "none"))
    }
    if let beyond = service.beyondLimit {
      lines.append(
        "up to \(PlanWords.servers(beyond.most)) needed beyond limits.max "
          + "(\(service.limitMax)) " + when(beyond, plan)
          + without(base, itself?.beyondLimit.map { "up to \($0.most)" } ?? "none"))
    }
    return lines.map { "\(service.service): \($0)" }
  }

  private static func without(_ base: Plan?, _ text: String) -> String {
    base == nil ? "" : "; without the what-if \(text)"
  }

  private static func when(_ shortfall: Plan.Shortfall, _ plan: Plan) -> String {
    let most =
      shortfall.from == shortfall.to
      ? "" : ", most at \(PlanWords.clock(shortfall.mostAt, in: plan))"
    return span(shortfall.from, shortfall.to, plan) + most
  }

  /// `from 13:05 to 13:20`, or `at 13:05`.
  private static func span(_ from: Timestamp, _ to: Timestamp, _ plan: Plan) -> String {
    from == to
      ? "at \(PlanWords.clock(from, in: plan))"
      : "from \(PlanWords.clock(from, in: plan)) to \(PlanWords.clock(to, in: plan))"
  }

  /// `limit_reached (critical) from 13:05 to 14:20, 3 times: 26 servers wanted…`
  private static func alarm(_ notice: Plan.Notice, in plan: Plan) -> String {
    let until = notice.until.map { " to \(PlanWords.clock($0, in: plan))" } ?? " on"
    let times = notice.times > 1 ? ", \(notice.times) times" : ""
    return "\(notice.alarm.kind.rawValue) (\(notice.alarm.severity.rawValue)) "
      + "from \(PlanWords.clock(notice.at, in: plan))\(until)\(times): \(notice.alarm.message)"
  }
}
