import HTTPTypes
import Hummingbird
import RungFormats
import RungPorts

/// Whether the daemon lives and is ready, its metrics, and the document of the API.
struct HealthRoutes: Sendable {
  let view: any StatusView

  var routes: [Route] {
    [
      .get("/healthz", isOpen: true) { _, _ in
        .bytes("ok\n".utf8, type: "text/plain; charset=utf-8")
      },
      .get("/readyz", isOpen: true) { [view] _, _ in
        let reply = ReadinessReply(reasons: await view.unreadiness())
        return .json(reply, status: reply.ready ? .ok : .serviceUnavailable)
      },
      .get("/metrics") { [view] _, _ in
        .bytes(await view.metrics().utf8, type: "text/plain; version=0.0.4; charset=utf-8")
      },
      .get("/v1/openapi.json") { _, _ in
        .bytes(OpenAPI.document.utf8, type: "application/json")
      },
    ]
  }
}
