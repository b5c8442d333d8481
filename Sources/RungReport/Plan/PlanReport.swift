package import RungModel

/// What `rung plan` has to show: a plan, and what it is compared with.
package struct PlanReport: Sendable {
  /// Of a what-if, the plan under it.
  package var plan: Plan
  /// The plan without the what-if; nil where nothing is supposed.
  package var base: Plan?
  /// The what-ifs as they were given.
  package var questions: [String] = []
  /// A plan made earlier, and where it came from.
  package var last: Plan?
  package var lastName = ""

  package init(_ plan: Plan) { self.plan = plan }

  /// A what-if beside the plan itself.
  package init(_ plan: Plan, base: Plan, questions: [String]) {
    self.plan = plan
    self.base = base
    self.questions = questions
  }

  /// This plan against the last one; nil without one.
  var difference: PlanComparison? { last.map { PlanComparison(before: $0, after: plan) } }

  /// The what-if against the plan itself; nil where nothing is supposed.
  var whatIf: PlanComparison? { base.map { PlanComparison(before: $0, after: plan) } }
}

/// What plans are compared by, of one service or of all.
struct PlanFigures: Encodable, Hashable, Sendable {
  /// In reference servers, as all that follows.
  var serverHours: Double
  /// Nil unless everything billed has a price.
  var dollars: Double?
  var peakDesired: Int
  var launched: Int
  var removed: Int
  var firstLaunchAt: Timestamp?
  /// The most at once in the driver's unit, and all of it times minutes; 0 when everybody is
  /// served. Of all services together only whether it is 0 says something.
  var worstUnserved: Double
  var unservedDemandMinutes: Double
  var serversLacking: Int
  var shortfall: Int
  var beyondLimit: Int
  /// Kinds raised, in order of their first instant.
  var alarms: [Alarm.Kind]

  enum CodingKeys: String, CodingKey {
    case dollars, launched, removed, shortfall, alarms
    case serverHours = "server_hours"
    case peakDesired = "peak_desired"
    case firstLaunchAt = "first_launch_at"
    case worstUnserved = "worst_unserved"
    case unservedDemandMinutes = "unserved_demand_minutes"
    case serversLacking = "servers_lacking"
    case beyondLimit = "beyond_limit"
  }

  /// Of these services together, with their cost.
  init(_ services: [Plan.Service], _ cost: Plan.Cost) {
    serverHours = cost.serverHours
    dollars = cost.dollars
    peakDesired = cost.peakDesired
    launched = services.reduce(0) { $0 + $1.servers(.launch) }
    removed = services.reduce(0) { $0 + $1.servers(.remove) }
    firstLaunchAt = services.compactMap(\.firstLaunchAt).min()
    worstUnserved = services.compactMap { $0.unserved?.worst }.max() ?? 0
    unservedDemandMinutes = services.reduce(0) { $0 + ($1.unserved?.demandMinutes ?? 0) }
    serversLacking = services.reduce(0) { $0 + ($1.unserved?.serversLacking ?? 0) }
    shortfall = services.reduce(0) { $0 + ($1.shortfall?.most ?? 0) }
    beyondLimit = services.reduce(0) { $0 + ($1.beyondLimit?.most ?? 0) }
    alarms = services.flatMap(\.alarms).sorted { $0.at < $1.at }.map(\.alarm.kind)
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

/// Two plans side by side, service by service.
struct PlanComparison: Encodable, Sendable {
  /// One service; nil on a side where the plan has none of that name.
  struct Part: Encodable, Sendable {
    var service: String
    var before: PlanFigures?
    var after: PlanFigures?
  }

  /// When and for which window the plan before was made.
  var madeAt: Timestamp
  var from: Timestamp
  var to: Timestamp
  var services: [Part]
  var totalBefore: PlanFigures
  var totalAfter: PlanFigures

  enum CodingKeys: String, CodingKey {
    case from, to, services
    case madeAt = "made_at"
    case totalBefore = "total_before"
    case totalAfter = "total_after"
  }

  init(before: Plan, after: Plan) {
    madeAt = before.madeAt
    from = before.from
    to = before.to
    let names = Set((before.services + after.services).map(\.service)).sorted()
    services = names.map { name in
      Part(
        service: name, before: before.service(name).map { PlanFigures([$0], $0.cost) },
        after: after.service(name).map { PlanFigures([$0], $0.cost) })
    }
    totalBefore = PlanFigures(before.services, before.cost)
    totalAfter = PlanFigures(after.services, after.cost)
  }
}
