import Hummingbird
import RungFormats
import RungModel
import RungPorts

/// What the store remembers: servers, schedule messages, the audit log, facts for a planner.
struct HistoryRoutes: Sendable {
  let view: any StatusView

  var routes: [Route] {
    [
      .get("/v1/servers") { [view] request, _ in
        var query = Query(request, knows: ["from", "to"])
        let span = query.span(now: await view.status().now)
        try query.finish()
        let servers = try await view.servers(from: span.from, to: span.to)
        return .json(ServersReply(servers: servers.map(ServerDTO.init)))
      },
      .get("/v1/events") { [view] _, _ in
        .json(EventsReply(events: await view.status().events))
      },
      .get("/v1/events/{id}") { [view] _, context in
        let id = try pathParameter("id", context)
        let messages = try await view.messages(event: id)
        guard let newest = messages.map(\.event).max(by: { $0.sequence < $1.sequence }) else {
          throw APIError.notFound("no event '\(id)' is known; GET /v1/events lists them")
        }
        return .json(EventReply(event: newest, messages: messages))
      },
      .get("/v1/audit") { [view] request, _ in
        var query = Query(request, knows: ["limit"])
        let limit = query.limit()
        try query.finish()
        return .json(AuditReply(entries: try await view.audit(limit: limit)))
      },
      .get("/v1/facts") { [view] _, _ in .json(FactsDTO(try await view.facts())) },
    ]
  }
}
