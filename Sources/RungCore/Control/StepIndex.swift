import RungModel

/// What one step looks up again and again, grouped once: servers, orders and answers by service.
///
/// Without it every service would walk every other service's servers and orders.
struct StepIndex: Sendable {
  /// By service.
  let rosters: [String: Fleet.Roster]
  /// By service, in order of number.
  private(set) var orders: [String: [Order]] = [:]
  private(set) var outcomes: [OrderID: LaunchOutcome] = [:]
  private(set) var leadTimes: [String: [LeadTimeMeasurement]] = [:]
  /// Servers in a terminate order: on their way out, whatever a listing still says.
  private(set) var leaving: [String: Set<ServerID>] = [:]

  init(_ memory: Memory, _ fleet: Fleet) {
    rosters = fleet.rosters
    for order in memory.orders {
      orders[order.service, default: []].append(order)
      if case .terminate(let servers) = order.action {
        leaving[order.service, default: []].formUnion(servers)
      }
    }
    for outcome in memory.outcomes { outcomes[outcome.order] = outcome }
    leadTimes = Dictionary(grouping: memory.leadTimes, by: \.service)
  }
}
