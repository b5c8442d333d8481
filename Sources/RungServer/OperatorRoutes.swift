import Hummingbird
import Logging
import RungFormats
import RungModel
import RungPorts

/// What a person asks for. Each ends up in the audit log.
struct OperatorRoutes: Sendable {
  let inbox: any Inbox & AuditedReload
  let view: any StatusView
  let limits: ServerSettings.Limits

  var routes: [Route] {
    [
      .post("/v1/services/{name}/floor") { request, context in
        var body = try await body(request, knows: ["servers", "until", "for", "reason"])
        let now = await view.status().now
        let servers = body.servers()
        let until = body.until(now: now)
        let reason = body.reason()
        try body.finish()
        let name = try pathParameter("name", context)
        let floor = OperatorFloor(service: name, servers: servers, until: until, reason: reason)
        return try await take(
          .floor(floor), of: name, "floor \(name) \(servers) until \(until)", reason, now, context)
      },
      .post("/v1/services/{name}/pause") { request, context in
        var body = try await body(request, knows: ["until", "for", "reason"])
        let now = await view.status().now
        let until = body.until(now: now)
        let reason = body.reason()
        try body.finish()
        let name = try pathParameter("name", context)
        let pause = Pause(service: name, until: until, reason: reason)
        return try await take(
          .pause(pause), of: name, "pause \(name) until \(until)", reason, now, context)
      },
      .post("/v1/services/{name}/unpause") { request, context in
        var body = try await body(request, knows: ["reason"], mayBeEmpty: true)
        let reason = body.optionalReason()
        try body.finish()
        let name = try pathParameter("name", context)
        return try await take(
          .unpause(service: name), of: name, "unpause \(name)", reason, await view.status().now,
          context)
      },
      .post("/v1/reload") { request, context in
        var body = try await body(request, knows: ["reason"], mayBeEmpty: true)
        let reason = body.optionalReason()
        try body.finish()
        let audit = AuditEntry(
          at: await view.status().now, who: context.caller, what: "reload ladders", why: reason)
        do throws(StoreError) {
          try await inbox.reload(audit: audit)
        } catch {
          throw APIError.storeFailed(error, "nothing was done")
        }
        return .json(OperatorReply(audit: audit))
      },
    ]
  }

  private func body(
    _ request: Request, knows known: [String], mayBeEmpty: Bool = false
  ) async throws -> OperatorBody {
    let bytes = try await request.bytes(upTo: limits.bodyBytes)
    return try OperatorBody(bytes, knows: known, mayBeEmpty: mayBeEmpty)
  }

  private func take(
    _ command: OperatorCommand, of service: String, _ what: String, _ why: String,
    _ now: Timestamp, _ context: APIContext
  ) async throws -> Response {
    let audit = AuditEntry(at: now, who: context.caller, what: what, why: why)
    let isKnown: Bool
    do throws(StoreError) {
      isKnown = try await inbox.take(command, audit: audit)
    } catch {
      throw APIError.storeFailed(error, "nothing was done")
    }
    guard isKnown else { throw APIError.noService(service) }
    context.logger.notice(
      "Operator's command", metadata: ["who": "\(audit.who)", "what": "\(audit.what)"])
    return .json(OperatorReply(audit: audit))
  }
}
