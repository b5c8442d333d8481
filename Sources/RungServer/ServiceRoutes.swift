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
      .get("/v1/services/{name}/decisions") { [view] request, context in
        var query = Query(request, knows: ["from", "to", "limit"])
        let span = query.span(now: await view.status().now)
        let limit = query.limit()
        try query.finish()
        let name = try await service(context).service
        return .json(
          DecisionsReply(
            decisions: try await view.decisions(
              service: name, from: span.from, to: span.to, limit: limit)))
      },
    ]
  }

  private func service(_ context: APIContext) async throws -> ServiceStatus {
    let name = try pathParameter("name", context)
    guard let status = await view.service(name) else { throw APIError.noService(name) }
    return status
  }
}
