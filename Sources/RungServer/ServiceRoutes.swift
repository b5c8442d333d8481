import Hummingbird
import RungFormats
import RungModel
import RungPorts

/// What the daemon knows and decides now.
struct ServiceRoutes: Sendable {
  let view: any StatusView & LadderView

  var routes: [Route] {
    [
      .get("/v1/status") { [view] _, _ in .json(StatusDTO(await view.status())) },
      .get("/v1/services") { [view] _, _ in
        .json(ServicesReply(services: StatusDTO(await view.status()).services))
      },
      .get("/v1/scorecard") { [view] _, _ in
        .json(ScorecardReply(drivers: await view.scorecards().map { DriverScoresDTO($0) }))
      },
      .get("/v1/services/{name}") { request, context in
        .json(ServiceStatusDTO(detailOf: try await service(context)))
      },
      .get("/v1/services/{name}/needed") { [view] request, context in
        var query = Query(request, knows: ["demand"])
        let demand = query.demand()
        try query.finish()
        let name = try pathParameter("name", context)
        guard let servers = await view.needed(service: name, demand: demand) else {
          throw APIError.noService(name)
        }
        return .json(NeededReply(servers: servers))
      },
      .get("/v1/services/{name}/decisions") { request, context in
        .json(DecisionsReply(decisions: try await decisions(request, context)))
      },
    ]
  }

  private func decisions(
    _ request: Request, _ context: APIContext
  ) async throws -> [Decision] {
    let name = try await service(context).service
    let asked = try DecisionsQuery(request, now: await view.status().now)
    return try await view.decisions(
      service: name, from: asked.span.from, to: asked.span.to, limit: asked.limit)
  }

  private func service(_ context: APIContext) async throws -> ServiceStatus {
    let name = try pathParameter("name", context)
    guard let status = await view.service(name) else { throw APIError.noService(name) }
    return status
  }
}

/// Which decisions a caller wants. Read apart from the calls that wait: swift 6.3.1's optimizer
/// crashes on a function that has both.
private struct DecisionsQuery {
  let span: (from: Timestamp, to: Timestamp)
  let limit: Int

  init(_ request: Request, now: Timestamp) throws {
    var query = Query(request, knows: ["from", "to", "limit"])
    span = query.span(now: now)
    limit = query.limit()
    try query.finish()
  }
}
